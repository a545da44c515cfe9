"""``headwater branding``, and reports that carry it."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from desktop_app.command_line import main
from questionnaires.library import EXAMPLES

AUDIT = str(EXAMPLES / "B0_evasive_vendor_meeting_day.yaml")


def run(capsys, data_dir: Path, *words: str) -> tuple[int, dict, str]:
    code = main(["--data-dir", str(data_dir), *words, "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else {}, said.err


def first_page(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return document[0].get_textpage().get_text_bounded()


@pytest.fixture
def branded(capsys, tmp_path: Path) -> Path:
    Image.new("RGB", (300, 90), "#204060").save(tmp_path / "logo.png")
    words = ("--name", "Field & Partners", "--logo", str(tmp_path / "logo.png"), "--colour", "#5B2A86")
    code, found, _ = run(capsys, tmp_path, "branding", "set", *words, "--signatory", "M. Field: partner")
    assert (code, found["branding"]["logo"]) == (0, {"width": 300, "height": 90})
    return tmp_path


def test_what_is_not_named_stays_and_clearing_takes_all(capsys, branded):
    run(capsys, branded, "branding", "set", "--confidentiality", "For the board only")
    _, found, _ = run(capsys, branded, "branding", "show")
    assert found["branding"]["name"] == "Field & Partners"
    assert found["branding"]["confidentiality"] == "For the board only"
    assert found["branding"]["signatories"] == [{"name": "M. Field", "role": "partner"}]
    assert run(capsys, branded, "branding", "clear")[1] == {"cleared": True}
    assert run(capsys, branded, "branding", "show")[1] == {"branding": None}


def test_a_colour_that_cannot_be_read_on_changes_nothing(capsys, branded):
    code, _, said = run(capsys, branded, "branding", "set", "--colour", "#F0C000")
    assert code == 2
    assert "choose a darker one" in said
    assert run(capsys, branded, "branding", "show")[1]["branding"]["colour"] == "#5B2A86"


def test_a_fifth_signatory_is_refused(capsys, branded):
    words = [part for number in range(5) for part in ("--signatory", f"Person {number}: partner")]
    assert run(capsys, branded, "branding", "set", *words)[0] == 2


def test_setting_nothing_is_said(capsys, tmp_path):
    code, _, said = run(capsys, tmp_path, "branding", "set")
    assert (code, said.count("\n")) == (2, 1)


def test_a_damaged_file_is_named_and_can_be_cleared(capsys, branded):
    (branded / "branding.json").write_text("{", encoding="utf-8")
    code, _, said = run(capsys, branded, "report", AUDIT, "--pdf", str(branded / "out.pdf"))
    assert (code, said.startswith("branding.json")) == (2, True)
    assert not (branded / "out.pdf").exists()
    assert run(capsys, branded, "branding", "clear")[0] == 0


@pytest.mark.slow
def test_reports_carry_it_unless_told_otherwise_and_can_be_verified(capsys, branded):
    out, plain = branded / "out.pdf", branded / "plain.pdf"
    assert run(capsys, branded, "report", AUDIT, "--pdf", str(out))[1]["branded"] is True
    assert run(capsys, branded, "report", AUDIT, "--pdf", str(plain), "--unbranded")[1]["branded"] is False
    assert "Field & Partners" in first_page(out)
    assert "Field & Partners" not in first_page(plain)
    for path in (out, plain):
        code, found, _ = run(capsys, branded, "verify", str(path))
        assert (code, found["intact"], found["recomputed"]) == (0, True, True)


def test_over_time_without_an_earlier_audit_is_said(capsys, tmp_path):
    code, _, said = run(capsys, tmp_path, "report", AUDIT, "--pdf", str(tmp_path / "out.pdf"), "--over-time")
    assert code == 2
    assert "follows no audit" in said


@pytest.mark.slow
def test_over_time_finds_the_audits_that_one_follows(capsys, tmp_path):
    code, first, _ = run(capsys, tmp_path, "audit", "import", AUDIT, "--apply")
    assert code == 0
    _, again, _ = run(capsys, tmp_path, "audit", "reaudit", first["audit"])
    out = tmp_path / "out.pdf"
    assert run(capsys, tmp_path, "report", again["audit"]["audit_id"], "--pdf", str(out), "--over-time")[0] == 0
    with pypdfium2.PdfDocument(out) as document:
        assert "What became of each answer" in "".join(page.get_textpage().get_text_bounded() for page in document)
