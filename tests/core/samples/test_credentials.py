"""Content credentials, signed in the test and read back: whole, unknown, changed, missing, impossible."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from core.samples.credentials import check_credentials
from core.samples.errors import SampleError
from tests.core.samples.signing_vendor import Vendor, made_picture, made_vendor


@pytest.fixture(scope="module")
def vendor() -> Vendor:
    return made_vendor()


@pytest.fixture(scope="module")
def picture() -> bytes:
    return made_picture()


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write


Save = Callable[[str, bytes], Path]


def test_whole_credentials_of_a_trusted_signer(vendor: Vendor, picture: bytes, save: Save) -> None:
    root = save("root.pem", vendor.root)
    reading = check_credentials(save("picture.png", vendor.sign(picture)), trusted=[root])
    assert (reading.state, reading.says_made_by_machine, reading.problems) == ("trusted", True, ())
    assert reading.signer == "Example Vendor"
    assert reading.generator is not None
    assert reading.generator.startswith("vendor-model 1")
    assert "whom you trust" in reading.sentence


def test_the_same_without_the_signers_certificate_is_only_signed(vendor: Vendor, picture: bytes, save: Save) -> None:
    reading = check_credentials(save("picture.png", vendor.sign(picture)))
    assert reading.state == "signed"
    assert reading.problems == ("signingCredential.untrusted",)
    assert "you named no certificate" in reading.sentence


def test_a_changed_picture_is_noticed(vendor: Vendor, picture: bytes, save: Save) -> None:
    signed = bytearray(vendor.sign(picture))
    signed[signed.rfind(b"IDAT") + 10] ^= 1
    reading = check_credentials(save("picture.png", bytes(signed)), trusted=[save("root.pem", vendor.root)])
    assert reading.state == "changed"
    assert "assertion.dataHash.mismatch" in reading.problems


def test_a_picture_without_credentials_is_not_accused(picture: bytes, save: Save) -> None:
    reading = check_credentials(save("picture.png", picture))
    assert (reading.state, reading.says_made_by_machine) == ("none", None)
    assert "says nothing of how it was made" in reading.sentence


def test_plain_text_cannot_carry_credentials(save: Save) -> None:
    assert check_credentials(save("letter.txt", b"hello")).state == "unsupported"


@pytest.mark.parametrize(
    ("source_type", "says"), [("digitalCapture", False), ("compositeWithTrainedAlgorithmicMedia", True)]
)
def test_what_the_credentials_say_of_the_making(
    vendor: Vendor, picture: bytes, save: Save, source_type: str, says: bool
) -> None:
    reading = check_credentials(save("picture.png", vendor.sign(picture, source_type)))
    assert reading.says_made_by_machine is says


@pytest.mark.parametrize("kept", [0, 1, 8, 60, 400, 2_000])
def test_a_cut_file_is_never_whole(vendor: Vendor, picture: bytes, save: Save, kept: int) -> None:
    reading = check_credentials(save("picture.png", vendor.sign(picture)[:kept]))
    assert reading.state not in ("trusted", "signed")


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.mp4", "a.pdf", "a.docx"])
def test_a_file_that_is_not_what_its_name_says_is_not_accused(save: Save, name: str) -> None:
    reading = check_credentials(save(name, b"no picture at all"))
    assert reading.state == "unreadable"
    assert "nothing can be said of credentials" in reading.sentence


def test_the_kind_of_a_file_is_not_asked_of_the_computer(
    picture: bytes, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some computers know no .webp or .avif, and would call such a picture unable to carry credentials."""
    monkeypatch.setattr("mimetypes.guess_type", lambda *_: (None, None))
    made = io.BytesIO()
    Image.open(io.BytesIO(picture)).save(made, "WEBP")
    assert check_credentials(save("picture.WEBP", made.getvalue())).state == "none"


def test_what_cannot_be_read_is_refused_in_one_sentence(picture: bytes, save: Save, tmp_path: Path) -> None:
    with pytest.raises(SampleError, match=r"gone\.png was not found"):
        check_credentials(tmp_path / "gone.png")
    with pytest.raises(SampleError, match=r"root\.pem holds no certificate"):
        check_credentials(save("picture.png", picture), trusted=[save("root.pem", b"no")])


def test_reading_opens_no_connection(vendor: Vendor, picture: bytes, save: Save) -> None:
    """The library is written in another language; only the system sees what it does. Skipped without strace."""
    path = save("picture.png", vendor.sign(picture))
    line = f"from core.samples.credentials import *; print(check_credentials(Path({str(path)!r})).state)"
    trace = path.with_suffix(".trace")
    try:
        run = subprocess.run(
            ["strace", "-f", "-e", "trace=network", "-o", trace, sys.executable, "-c", line],
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[3],
        )
    except FileNotFoundError:
        pytest.skip("strace is not on this machine, so system calls cannot be watched")
    if "ptrace" in run.stderr:
        pytest.skip("this machine does not let strace watch a process")
    assert run.stdout.strip() == "signed", run.stderr
    assert "AF_INET" not in trace.read_text()
