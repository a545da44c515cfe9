"""``headwater pack export|import|sheet``: files for the vendor out, a preview and answers in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from core.audit.workspace import Workspace
from desktop_app.command_line import main
from questionnaires.library import EXAMPLES, load_library


@pytest.fixture
def audit(tmp_path: Path, capsys: Any) -> str:
    """The id of a new audit in a workspace under ``data``."""
    line = ["audit", "new", "--vendor", "Northlight", "--product", "Reader", "--auditor", "M. Field", "--stakes", "S1"]
    said = run(tmp_path, [*line, "--lane", "A", "--pack", "meeting_screen", "--json"], capsys)
    return str(said["audit"]["audit_id"])


def run(folder: Path, line: list[str], capsys: Any, code: int = 0) -> Any:
    assert main(["--data-dir", str(folder / "data"), *line]) == code
    said = capsys.readouterr()
    return json.loads(said.out) if "--json" in line and code == 0 else said


def filled(path: Path, question: str, fields: dict[str, str]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    for row in sheet.iter_rows(min_row=5):
        asked, _, field = str(row[6].value or "").partition("|")
        if asked == question and field in fields:
            row[2].value = fields[field]
    book.save(path)


def test_questions_go_out_and_answers_come_back_with_their_history(audit: str, tmp_path: Path, capsys: Any) -> None:
    sent, page = tmp_path / "q.xlsx", tmp_path / "q.html"
    line = ["pack", "export", "meeting_screen", "--audit", audit, "--xlsx", str(sent), "--html", str(page), "--json"]
    said = run(tmp_path, line, capsys)
    assert said["paths"] == [str(sent), str(page)]
    question = load_library().packs["meeting_screen"].questions[0]
    label = question.answer.choices[0].label
    filled(sent, question.id, {"part:": label, "by": "J. Hale", "comment": "The first time."})

    line = ["pack", "import", str(sent), "--audit", audit, "--json"]
    preview = run(tmp_path, line, capsys)
    change = next(change for change in preview["changes"] if change["question"] == question.id)
    assert (change["old"], change["new"]["grade"], preview["applied"]) == (None, 2, False)
    with Workspace.open(tmp_path / "data", read_only=True) as workspace:
        assert workspace.load(audit).answers == {}

    other = preview["changes"][1]["question"]
    applied = run(tmp_path, [*line, "--apply", "--leave", other], capsys)
    assert applied["applied"]
    assert applied["left"] == [other]
    filled(sent, question.id, {"comment": "The second time."})
    run(tmp_path, [*line, "--apply"], capsys)
    with Workspace.open(tmp_path / "data", read_only=True) as workspace:
        texts = [version.answer.text for version in workspace.history(audit, question.id)]
        assert workspace.load(audit).answers[question.id].choice == (question.answer.choices[0].id,)
    assert texts == ["The first time.", "The second time."]
    again = run(tmp_path, line, capsys)
    assert [change["question"] for change in again["changes"]] == []


def test_a_file_that_is_no_reply_is_refused_in_one_sentence(audit: str, tmp_path: Path, capsys: Any) -> None:
    place = tmp_path / "brochure.xlsx"
    place.write_bytes(b"PK not a workbook")
    said = run(tmp_path, ["pack", "import", str(place), "--audit", audit], capsys, code=2)
    assert said.err.startswith("brochure.xlsx")
    assert said.err.count("\n") == 1


def test_answers_are_not_taken_into_a_file_that_keeps_no_history(tmp_path: Path, capsys: Any) -> None:
    yaml = EXAMPLES / "B0_evasive_vendor_meeting_day.yaml"
    sent = tmp_path / "q.html"
    run(tmp_path, ["pack", "export", "meeting_screen", "--audit", str(yaml), "--html", str(sent)], capsys)
    before = yaml.read_bytes()
    said = run(tmp_path, ["pack", "import", str(sent), "--audit", str(yaml), "--apply"], capsys, code=2)
    assert "keeps no history" in said.err
    assert yaml.read_bytes() == before


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["training_data", "--xlsx", "q.xlsx"], "does not use it"),
        (["meeting_screen"], "--xlsx OUT or --html OUT"),
        (["meeting_screen", "--xlsx", "q.html"], "must end in .xlsx"),
        (["meeting_screen", "--xlsx", "q.xlsx", "--due", "2020-01-01"], "before the day of sending"),
    ],
)
def test_an_export_that_makes_no_sense_writes_nothing(
    audit: str, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch, more: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run(tmp_path, ["pack", "export", *more, "--audit", audit], capsys, code=2)
    assert words in said.err
    assert not list(tmp_path.glob("q.*"))


def test_the_sheet_for_the_meeting_has_two_pages(audit: str, tmp_path: Path, capsys: Any) -> None:
    place = tmp_path / "sheet.pdf"
    said = run(tmp_path, ["pack", "sheet", "--audit", audit, "--pdf", str(place), "--json"], capsys)
    assert said["pages"] == 2
    with pypdfium2.PdfDocument(place) as pdf:
        assert len(pdf) == 2
