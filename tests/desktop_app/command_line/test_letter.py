from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import docx
import pypdfium2
import pytest

from core.audit.letter_log import letters_written
from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from desktop_app.command_line import main
from desktop_app.command_line.commands.letter import KINDS
from questionnaires.letters import LetterKind
from questionnaires.library import EXAMPLES

MEETING = str(EXAMPLES / "B0_evasive_vendor_meeting_day.yaml")
EVASIVE = str(EXAMPLES / "B_evasive_vendor.yaml")


def test_every_letter_that_has_a_wording_can_be_named():
    assert get_args(LetterKind) == KINDS


def test_list_says_which_letters_can_be_written_and_when_the_others_are_due(capsys):
    assert main(["letter", "list", MEETING, "--today", "2026-10-21", "--json"]) == 0
    letters = {item["kind"]: item for item in json.loads(capsys.readouterr().out)["letters"]}
    assert list(letters) == ["follow-up", "reminder", "closing", "contradiction", "comment", "outcome", "review"]
    assert letters["follow-up"]["ready"]
    assert letters["reminder"]["due"] == "2026-10-30"
    assert letters["closing"]["due"] == "2026-11-13"
    assert main(["letter", "list", MEETING, "--today", "2026-10-21"]) == 0
    assert "can be written now" in capsys.readouterr().out


def test_a_letter_is_printed_to_be_pasted(capsys):
    assert main(["letter", "write", MEETING, "follow-up", "--today", "2026-10-21"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("To: Brightway")
    assert "21 October 2026" in out


def test_a_letter_is_written_as_a_word_document(tmp_path, capsys):
    out = tmp_path / "letter.docx"
    assert main(["letter", "write", MEETING, "follow-up", "--docx", str(out), "--today", "2026-10-21"]) == 0
    assert str(out) in capsys.readouterr().out
    assert docx.Document(str(out)).tables


@pytest.mark.parametrize("kind", ["reminder", "contradiction"])
def test_where_there_is_nothing_to_say_one_sentence_says_so_and_nothing_is_written(kind, tmp_path, capsys):
    out = tmp_path / "letter.docx"
    assert main(["letter", "write", MEETING, kind, "--docx", str(out), "--today", "2026-10-21"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert not out.exists()


@pytest.mark.slow
def test_the_worst_outcome_needs_the_day_of_the_comment_round(capsys):
    assert main(["letter", "write", EVASIVE, "outcome", "--today", "2026-12-10"]) == 2
    assert "comment" in capsys.readouterr().err
    arguments = ["letter", "write", EVASIVE, "outcome", "--today", "2026-12-10", "--comment-asked", "2026-11-20"]
    assert main(arguments) == 0
    assert "lawyer" in capsys.readouterr().out


def test_what_was_written_is_recorded_in_the_workspace(tmp_path: Path, capsys):
    document = read_audit(Path(EVASIVE))
    with Workspace.open(tmp_path) as workspace:
        audit_id = workspace.add(document).audit_id
    start = ["--data-dir", str(tmp_path), "letter", "write", audit_id]
    assert main([*start, "comment", "--today", "2026-11-20"]) == 0
    with Workspace.open(tmp_path) as workspace:
        assert [(item.kind, item.date.isoformat()) for item in letters_written(workspace, audit_id)] == [
            ("comment", "2026-11-20")
        ]
    assert main([*start, "outcome", "--today", "2026-12-10"]) == 0
    assert "20 November 2026; none had reached us" in capsys.readouterr().out


@pytest.mark.slow
def test_the_clauses_are_printed_and_written(tmp_path, capsys):
    assert main(["letter", "clauses", EVASIVE]) == 0
    assert "C-ENTIRE" in capsys.readouterr().out
    out = tmp_path / "clauses.docx"
    assert main(["letter", "clauses", EVASIVE, "--docx", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["chapters"][0]["clauses"][0] == "C-WARRANTY"
    assert out.exists()


def test_a_day_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["letter", "list", MEETING, "--today", "soon"])
    assert stopped.value.code == 2
    assert "not a date" in capsys.readouterr().err


def test_a_letter_that_there_is_not_is_refused_with_those_there_are(capsys):
    with pytest.raises(SystemExit):
        main(["letter", "write", MEETING, "birthday"])
    assert "follow-up, reminder" in capsys.readouterr().err


@pytest.mark.slow
def test_letters_of_the_workspace_stand_in_its_report(tmp_path: Path, capsys):
    with Workspace.open(tmp_path) as workspace:
        audit_id = workspace.add(read_audit(Path(EVASIVE))).audit_id
    start, out = ["--data-dir", str(tmp_path)], tmp_path / "report.pdf"
    assert main([*start, "letter", "write", audit_id, "comment", "--today", "2026-11-20"]) == 0
    assert main([*start, "report", audit_id, "--pdf", str(out)]) == 0
    with pypdfium2.PdfDocument(out) as pdf:
        said = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    assert "Asking for comment 20 November 2026" in said.split("Letters written", 1)[1].replace("\u00a0", " ")
