"""Thirty questions answered by keyboard as fast as the keys come, each answer looked up in the database."""

from __future__ import annotations

import datetime as dt
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.audit.document import AuditDocument, Context, Person
from core.audit.workspace import Workspace

AUDIT, QUESTIONS = "AUD-30", 30
KEYS_A_QUESTION = 3
NEWEST = "SELECT status, grade, text FROM answer WHERE question_id = ? ORDER BY counter DESC"
SAVED_WITHIN_MS = 30.0


@pytest.fixture
def window_in_meeting(qtbot, window):
    window.session.workspace().add(
        AuditDocument(
            audit_id=AUDIT,
            vendor="Vendor",
            product="Product",
            auditor=Person(name="R. Okafor"),
            packs=("training_data",),
            opened=dt.date(2026, 11, 20),
            context=Context(stakes="S2", human_in_loop="yes", lane="A"),
        )
    )
    window.open_audit(AUDIT)
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    window.start_meeting()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.meeting)
    return window


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The database as another program sees it."""
    connection = sqlite3.connect(f"file:{tmp_path / 'workspace.db'}?mode=ro", uri=True)
    yield connection
    connection.close()


def test_thirty_questions_at_speed_are_each_committed_before_the_next_one_shows(
    qtbot, window_in_meeting, database, tmp_path
):
    meeting = window_in_meeting.meeting
    ids = [question.id for question in meeting.questions()][:QUESTIONS]
    assert len(ids) == QUESTIONS
    letters, given, waits = "spvdr", {}, []
    for number, question in enumerate(ids):
        assert meeting.current == question
        status, grade, words = letters[number % 5], number % 5, f"said at question {number + 1}"
        pressed = [status, str(grade), "w"]
        assert len(pressed) <= KEYS_A_QUESTION
        for key in pressed:
            qtbot.keyClick(QApplication.focusWidget(), key)
        qtbot.keyClicks(QApplication.focusWidget(), words)
        began = time.perf_counter()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        waits.append(1000 * (time.perf_counter() - began))
        given[question] = database.execute(NEWEST, (question,)).fetchone()
        assert given[question] is not None, question
        key_of = window_in_meeting.view.audit.library.vocabulary.statuses
        assert (key_of[given[question][0]].key.lower(), *given[question][1:]) == (status, grade, words), question
    assert median(waits) < SAVED_WITHIN_MS
    assert window_in_meeting.save_line.words == "All changes saved"
    window_in_meeting.end_meeting(meeting.current)
    with Workspace.open(tmp_path, read_only=True) as workspace:
        answers = workspace.load(AUDIT).answers
        assert workspace.check_changes().problem is None
        assert workspace.check_changes().entries > 2 * QUESTIONS
    assert {which: (answers[which].status, answers[which].grade, answers[which].text) for which in ids} == given


@pytest.mark.slow
def test_a_meeting_of_thirty_questions_is_taken_back_and_made_again(qtbot, window_in_meeting):
    audit, meeting = window_in_meeting.view.audit, window_in_meeting.meeting
    for number in range(QUESTIONS):
        for key in ("spvdr"[number % 5], str(number % 5)):
            qtbot.keyClick(QApplication.focusWidget(), key)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    end = audit.document.answers
    window_in_meeting.end_meeting(meeting.current)
    while audit.undo_stack.canUndo():
        audit.undo_stack.undo()
    assert {answer.status for answer in audit.document.answers.values()} <= {"not_asked"}
    while audit.undo_stack.canRedo():
        audit.undo_stack.redo()
    assert audit.document.answers == end
