"""A consultant's branding: what it may change, what it never does, and what is refused."""

from __future__ import annotations

import io
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pydantic import ValidationError

from core.assessment.evaluate import Evaluation
from questionnaires.errors import UnusableInputError
from questionnaires.reading import validate
from reports.branding import LARGEST_LOGO_FILE, Branding, Signatory, contrast_on_white, read_logo
from reports.verify import verify_report

NAME = "D_large_model_moderate_use"


def picture(path: Path, kind: str = "PNG", size: tuple[int, int] = (400, 120), **settings: Any) -> Path:
    Image.new("RGB", size, "#204060").save(path, kind, **settings)
    return path


@pytest.fixture
def branding(tmp_path: Path) -> Branding:
    return Branding(
        name="Okafor & Partners <b>",
        logo=read_logo(picture(tmp_path / "logo.png")),
        colour="#5B2A86",
        confidentiality="Confidential: for the board of the client only",
        signatories=(Signatory(name="R. Okafor", role="partner"), Signatory(name="M. Lindqvist", role="reviewer")),
    )


def test_name_logo_colour_line_and_signatures_are_on_the_report(
    worked: dict[str, Evaluation], write: Any, tmp_path: Path, branding: Branding
) -> None:
    report = write(worked[NAME], tmp_path / "report.pdf", branding=branding)
    assert branding.name in report.pages[0]
    assert branding.confidentiality in report.pages[0]
    assert all(branding.confidentiality in page for page in report.pages[1:])
    assert all(part in report.pages[-1] for one in branding.signatories for part in (one.name, one.role))
    with report.open() as pdf:
        assert [len(page.get_images()) for page in pdf.pages] == [1, *[0] * (report.file.pages - 1)]
        assert b".356863 .164706 .52549 rg" in pdf.pages[0].Contents.read_bytes()


def test_what_the_report_finds_is_the_same_with_and_without_branding(
    worked: dict[str, Evaluation], reports: dict[str, Any], write: Any, tmp_path: Path, branding: Branding
) -> None:
    def found(pages: tuple[str, ...]) -> list[str]:
        said = "\n".join(pages)
        for own in (branding.name, branding.confidentiality + " · "):
            said = said.replace(own, "")
        return re.sub(f"Confidentiality *{branding.confidentiality}", "", said).split()

    unsigned = branding.model_copy(update={"signatories": ()})  # room to sign may take a page of its own
    report = write(worked[NAME], tmp_path / "report.pdf", branding=unsigned)
    plain = reports[NAME]
    assert report.file.fingerprint == plain.file.fingerprint
    assert found(report.pages) == found(plain.pages)


def test_nothing_that_is_found_has_a_field_in_the_branding() -> None:
    assert set(Branding.model_fields) == {"name", "logo", "colour", "confidentiality", "signatories"}


def test_a_branded_report_can_be_verified(
    worked: dict[str, Evaluation], write: Any, tmp_path: Path, branding: Branding
) -> None:
    report = write(worked[NAME], tmp_path / "report.pdf", branding=branding, edition="one-page")
    found = verify_report(report.file.path)
    assert (found.intact, found.recomputed, found.differences) == (True, True, ())
    whole = write(worked[NAME], tmp_path / "whole.pdf", branding=branding)
    assert verify_report(whole.file.path).intact is True


def test_a_branded_report_keeps_to_the_standard(
    worked: dict[str, Evaluation], write: Any, tmp_path: Path, branding: Branding
) -> None:
    report = write(worked[NAME], tmp_path / "report.pdf", branding=branding)
    with report.open() as pdf:
        (logo,) = pdf.pages[0].get_images().values()
        assert logo.ColorSpace == "/DeviceRGB"
        assert "/SMask" not in logo
        depth = 0
        for _, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
            assert str(operator) != "Do" or depth > 0


@pytest.mark.parametrize(
    ("colour", "words"),
    [
        ("#F0C000", r"contrast of 1\.7 with white; choose a darker one, of at least 4\.5"),
        ("red", "must look like #0B4F6C"),
        ("#12345", "must look like #0B4F6C"),
        ("#777777", "contrast of 4.5 with white"),
    ],
)
def test_a_colour_that_cannot_be_read_on_is_refused_in_one_sentence(colour: str, words: str) -> None:
    with pytest.raises(UnusableInputError, match=words) as caught:
        validate({"colour": colour}, Branding, "branding")
    assert "\n" not in str(caught.value)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast_on_white("#FFFFFF") == pytest.approx(1)
    assert contrast_on_white("#000000") == pytest.approx(21)
    assert contrast_on_white("#767676") == pytest.approx(4.54, abs=0.01)
    assert Branding(colour="#767676").colour == "#767676"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_made_small_and_loses_what_it_says_about_itself(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "logo"
    exif = Image.Exif()
    exif[0x9286] = "secret comment"
    picture(path, kind, (3000, 900), exif=exif)
    assert b"secret" in path.read_bytes()
    image = Branding(logo=read_logo(path)).logo_image()
    assert image is not None
    assert image.size == (720, 216)
    assert image.getexif() == {}


def test_a_transparent_logo_stands_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(tmp_path / "logo.png")
    image = Branding(logo=read_logo(tmp_path / "logo.png")).logo_image()
    assert image is not None
    assert image.getpixel((5, 5)) == (255, 255, 255)


def bomb() -> bytes:
    """A small PNG that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def other_format(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "not a PNG or JPEG image"),
        (b"", "not a PNG or JPEG image"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a PNG or JPEG image"),
        (other_format("GIF"), "not a PNG or JPEG image"),
        (other_format("TIFF"), "not a PNG or JPEG image"),
        (other_format("PNG")[:45], "not a PNG or JPEG image"),
        (bomb(), "not a PNG or JPEG image"),
        (bytes(LARGEST_LOGO_FILE + 1), "at most 2 MB"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_logo_is_refused_in_one_sentence(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "logo.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnusableInputError, match=words) as caught:
        read_logo(path)
    assert str(caught.value).startswith("logo.png: ")


@pytest.mark.parametrize("logo", ["no base64!", "aGVsbG8="])
def test_a_logo_that_was_not_made_ready_is_refused(logo: str) -> None:
    with pytest.raises(ValidationError):
        Branding(logo=logo)
