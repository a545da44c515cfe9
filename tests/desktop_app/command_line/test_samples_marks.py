"""``headwater watermark`` and ``headwater credentials`` at a terminal and for scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from desktop_app.command_line import main

pytestmark = pytest.mark.slow  # a model is made and asked for texts


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict:
    assert main([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    pytest.importorskip("torch")
    from tests.core.samples.neural.marking_model import marked_files

    return marked_files(tmp_path_factory.mktemp("vendor"))


@pytest.mark.parametrize(
    ("texts", "config", "detected"),
    [
        ("kgw", "kgw config", True),
        ("synthid", "synthid config", True),
        ("plain", "kgw config", False),
        ("plain", "synthid config", False),
        ("plain", "unknown config", None),
    ],
)
def test_a_watermark_is_found_where_it_is(
    marked: Mapping[str, Path], capsys: pytest.CaptureFixture[str], texts: str, config: str, detected: bool | None
) -> None:
    """Keys that nobody used are found by chance less than once in 10,000."""
    found = run(capsys, "watermark", marked[texts], "--config", marked[config], "--seed", 1)
    assert found["detected"] is detected
    assert found["scheme"] == config.split()[0].replace("unknown", "kgw")
    assert found["texts"] == 12
    assert (found["p_value"] < 1e-4) is (detected is True)


def test_the_answer_for_a_person_is_one_sentence(
    marked: Mapping[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watermark", str(marked["kgw"]), "--config", str(marked["kgw config"])]) == 0
    assert capsys.readouterr().out.startswith("The watermark that the vendor describes is in these texts (p < 0.0001)")


def test_every_state_of_credentials_has_its_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("c2pa")
    from tests.core.samples.signing_vendor import made_picture, made_vendor

    vendor, plain = made_vendor(), made_picture()
    signed = vendor.sign(plain)
    altered = bytearray(signed)
    altered[altered.rfind(b"IDAT") + 10] ^= 1
    contents = {"signed.png": signed, "altered.png": bytes(altered), "plain.png": plain, "letter.txt": b"Dear customer"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "root.pem").write_bytes(vendor.root)
    files = [tmp_path / name for name in contents]
    states = [item["state"] for item in run(capsys, "credentials", *files)["files"]]
    assert states == ["signed", "changed", "none", "unsupported"]
    states = [item["state"] for item in run(capsys, "credentials", *files, "--trust", tmp_path / "root.pem")["files"]]
    assert states == ["trusted", "changed", "none", "unsupported"]
