from __future__ import annotations

import datetime as dt
import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.audit.document import AuditDocument, Context, Person
from core.audit.workspace import Workspace
from desktop_app.pages.questions_page import QuestionsPage

KEYS = Qt.Key
MODIFIERS = Qt.KeyboardModifier


@pytest.fixture
def questions(qtbot, window) -> QuestionsPage:
    """The questions page of a new, empty audit of the meeting questions."""
    document = AuditDocument(
        audit_id="AUD-1",
        vendor="Vendor",
        product="Product",
        auditor=Person(name="R. Okafor"),
        packs=("meeting_screen",),
        opened=dt.date(2026, 11, 20),
        context=Context(stakes="S2", human_in_loop="yes", lane="A"),
    )
    window.session.workspace().add(document)
    window.open_audit("AUD-1")
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    window.view.go_to("questions")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.view.page("questions").list.view)
    return window.view.page("questions")


def stored(window) -> AuditDocument:
    with Workspace.open(window.session.data_dir, read_only=True) as workspace:
        return workspace.load("AUD-1")


def test_all_questions_are_answered_and_committed_with_the_keyboard_alone(qtbot, window, questions):
    statuses = "SPVLDRSPVLDRSPV"
    ids = questions.list.rows.question_ids()
    assert len(ids) == 15
    view = questions.list.view
    for letter in statuses:
        assert QApplication.focusWidget() is view
        qtbot.keyClick(view, letter.lower())
        qtbot.keyClick(view, "2")
        qtbot.keyClick(view, "w")
        qtbot.keyClicks(questions.page.form.words, f"said {letter} 1")
        qtbot.keyClick(questions.page.form.words, KEYS.Key_Down, MODIFIERS.AltModifier)
    qtbot.waitUntil(lambda: bool(stored(window).answers[ids[-1]].text))
    answers = stored(window).answers
    words = window.view.audit.library.vocabulary.statuses
    assert [words[answers[which].status].key for which in ids] == list(statuses)
    assert [answers[which].grade for which in ids] == [2] * 15
    assert [answers[which].text for which in ids] == [f"said {letter} 1" for letter in statuses]
    assert window.save_line.words == "All changes saved"


def test_letters_typed_into_words_choose_nothing(qtbot, window, questions):
    form = questions.page.form
    form.words.setFocus()
    qtbot.keyClicks(form.words, "slr4")
    form.flush()
    assert form.status.current == "not_asked"
    assert stored(window).answers[questions.list.current].text == "slr4"


def test_words_are_committed_after_a_pause_without_leaving_the_field(qtbot, window, questions):
    question = questions.list.current
    questions.page.form.words.setFocus()
    qtbot.keyClicks(questions.page.form.words, "From the open web")
    assert question not in stored(window).answers
    qtbot.waitUntil(lambda: question in stored(window).answers, timeout=3000)
    assert stored(window).answers[question].text == "From the open web"


def test_words_are_committed_when_the_window_closes(qtbot, window, questions, tmp_path):
    question = questions.list.current
    questions.page.form.words.setFocus()
    qtbot.keyClicks(questions.page.form.words, "half a sent")
    window.close()
    assert stored(window).answers[question].text == "half a sent"


def test_undo_goes_back_to_the_question_and_stores_what_was_there(qtbot, window, questions):
    first = questions.list.current
    qtbot.keyClick(questions.list.view, "r")
    questions.list.step(3)
    window.view.go_to("context")
    window.view.audit.undo_stack.undo()
    assert questions.isVisible()
    assert questions.list.current == first
    assert questions.page.form.status.current == "not_asked"
    assert stored(window).answers[first].status == "not_asked"
    window.view.audit.undo_stack.redo()
    assert stored(window).answers[first].status == "refused"


def test_typing_on_is_one_step_of_undo(window, questions):
    audit, question = window.view.audit, questions.list.current
    empty = audit.answer(question)
    for text in ("a", "ab", "abc"):
        audit.give_answer(question, audit.answer(question).model_copy(update={"text": text}))
    assert audit.undo_stack.count() == 1
    audit.undo_stack.undo()
    assert audit.answer(question) == empty


def test_a_failed_commit_is_said_and_tried_again(qtbot, window, questions):
    """A trigger in the database refuses the row, as a full disk would."""
    database = window.session.data_dir / "workspace.db"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TRIGGER refuse BEFORE INSERT ON answer BEGIN SELECT RAISE(ABORT, 'no'); END")
    connection.close()
    question = questions.list.current
    spoken: list[str] = []
    window.save_line.spoken.connect(spoken.append)
    qtbot.keyClick(questions.list.view, "s")
    assert window.save_line.words.startswith("Not saved: ")
    assert spoken == [window.save_line.words]
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TRIGGER refuse")
    connection.close()
    assert question not in stored(window).answers
    window.save_line._try_again()
    assert window.save_line.words == "All changes saved"
    assert stored(window).answers[question].status == "specific"


def test_a_burst_of_commits_is_spoken_of_once_and_opening_not_at_all(qtbot, window, questions):
    spoken: list[str] = []
    window.save_line.spoken.connect(spoken.append)
    audit, question = window.view.audit, questions.list.current
    for text in ("a", "ab", "abc"):
        audit.give_answer(question, audit.answer(question).model_copy(update={"text": text}))
        qtbot.wait(20)
    assert spoken == []
    qtbot.waitUntil(lambda: spoken == ["Saved"], timeout=3000)
    qtbot.wait(100)
    assert spoken == ["Saved"]


def test_a_value_that_makes_no_sense_is_explained_and_not_stored(qtbot, window, questions):
    questions.show_question("MS-02")
    editor = questions.page.form._editor
    fields = editor._rows["pretraining"]._exact.fields
    qtbot.keyClicks(fields[0], "80")
    qtbot.keyClicks(fields[2], "20")
    questions.page.form.flush()
    assert "must not be above" in questions.page.form._problem.text()
    qtbot.keyClick(fields[2], KEYS.Key_Down, MODIFIERS.AltModifier)
    assert questions.list.current == "MS-02"
    assert fields[0].text() == "80"
    assert "MS-02" not in stored(window).answers


def test_the_key_shown_beside_a_choice_is_the_one_that_chooses_it(qtbot, window, questions):
    questions.show_question("MS-01")
    editor = questions.page.form._editor
    shown = [button._choice.key for button in editor._list._buttons.values()]
    assert shown[:2] == ["Alt+1", "Alt+2"]
    qtbot.keyClick(questions.list.view, "2", MODIFIERS.AltModifier)
    assert stored(window).answers["MS-01"].choice == (list(editor._list._buttons)[1],)


def test_escape_leaves_the_words_and_single_keys_work_again(qtbot, window, questions):
    qtbot.keyClick(questions, "W")
    qtbot.keyClicks(QApplication.focusWidget(), "we keep all")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is questions.list.view
    first = questions.list.current
    qtbot.keyClick(QApplication.focusWidget(), "J")
    assert questions.list.current != first
    assert stored(window).answers[first].text == "we keep all"
