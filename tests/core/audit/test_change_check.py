from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from pathlib import Path

import pytest

from core.audit.change_log import START
from core.audit.document import AuditDocument
from core.audit.outcome import FollowUp, RecordedResult
from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES

FOLLOW_UP = FollowUp(question_id="MS-02", asked_of="sales engineer", asked_on=dt.date(2026, 11, 6), note="second time")
RESULT = RecordedResult(
    verdict="CONDITIONAL",
    findings=("F-VAGUE", "F-OVERDUE"),
    program_version="1.0",
    rules_version="1.0",
    fingerprint="f",
)


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a workspace in which all kinds of things were recorded."""
    folder = tmp_path_factory.mktemp("filled")
    with Workspace.open(folder) as workspace:
        for path in sorted(EXAMPLES.glob("*.yaml")):
            audit_id = workspace.add(read_audit(path)).audit_id
        workspace.save_follow_up(audit_id, FOLLOW_UP)
        workspace.save_result(audit_id, RESULT)
        workspace.remove("AUD-2026-0041")
    return folder / "workspace.db"


@pytest.fixture
def filled(filled_once: Path, folder: Path) -> Path:
    """A copy of it that a test may spoil."""
    folder.mkdir()
    shutil.copy(filled_once, folder / "workspace.db")
    return folder / "workspace.db"


def problem_after(database: Path, *statements: str) -> str | None:
    """What the check says after somebody changed the file behind the program's back, leaving its triggers in place."""
    with sqlite3.connect(database) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount > 0
        for _, sql in triggers:
            connection.execute(sql)
    connection.close()
    with Workspace.open(database.parent) as workspace:
        return workspace.check_changes().problem


def test_an_untouched_log_holds(filled: Path) -> None:
    assert problem_after(filled) is None


def test_the_head_moves_with_every_change(workspace: Workspace, meeting: AuditDocument) -> None:
    assert workspace.check_changes().head == START
    audit_id = workspace.add(meeting).audit_id
    before = workspace.check_changes()
    workspace.save_answer(audit_id, "MS-01", Answer(status="refused"))
    after = workspace.check_changes()
    assert (after.entries, after.problem) == (before.entries + 1, None)
    assert after.head != before.head


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE change SET subject = 'MS-10' WHERE counter = 60", "change 60 was altered after it was written"),
        ("UPDATE change SET recorded_at = '2020-01-01T00:00:00.000000Z' WHERE counter = 70", "change 70 was altered"),
        ("DELETE FROM change WHERE counter = 1", "the entry before change 2 was removed or moved"),
        ("UPDATE answer SET grade = 4 WHERE question_id = 'TD-2.01' AND grade = 2", "was altered after it was written"),
        ("UPDATE answer SET value = '12.5' WHERE question_id = 'MS-05'", "the answer of change "),
        ("DELETE FROM answer WHERE question_id = 'MS-05'", "was removed"),
        ("DELETE FROM answer_evidence WHERE evidence_id = 'B-02'", "the answer of change "),
        ("UPDATE context SET stakes = 'S1' WHERE stakes = 'S2'", "the context of change "),
        ("UPDATE sample_set SET reading = 'healthy' WHERE reading = 'watch'", "the samples of change "),
        ("UPDATE contradiction SET state = 'closed'", "the contradiction of change "),
        ("UPDATE sign_off SET reviewed_by = 'Somebody'", "the sign_off of change "),
        ("UPDATE follow_up SET note = ''", "the follow_up of change "),
        ("UPDATE result SET verdict = 'DEFENSIBLE'", "the result of change "),
        ("DELETE FROM finding WHERE finding_id = 'F-VAGUE'", "the result of change "),
    ],
)
def test_a_change_behind_the_program_s_back_is_seen(filled: Path, statement: str, problem: str) -> None:
    found = problem_after(filled, statement)
    assert found is not None
    assert problem in found


def test_only_the_printed_head_shows_that_the_last_entry_was_cut_off(filled: Path) -> None:
    with Workspace.open(filled.parent) as workspace:
        printed = workspace.check_changes().head
    assert problem_after(filled, "DELETE FROM change WHERE kind = 'removal'") is None
    with Workspace.open(filled.parent) as workspace:
        assert workspace.check_changes().head != printed


def test_follow_ups_and_results_come_back_in_the_order_recorded(workspace: Workspace, meeting: AuditDocument) -> None:
    audit_id = workspace.add(meeting).audit_id
    later = RESULT.model_copy(update={"verdict": "DEFENSIBLE", "findings": ()})
    third = FOLLOW_UP.model_copy(update={"due": dt.date(2026, 12, 1), "asked_on": dt.date(2020, 1, 1)})
    for result in (RESULT, later):
        workspace.save_result(audit_id, result)
    for follow_up in (FOLLOW_UP, third):
        workspace.save_follow_up(audit_id, follow_up)
    assert workspace.results(audit_id) == (RESULT, later)
    assert workspace.follow_ups(audit_id) == (FOLLOW_UP, third)
