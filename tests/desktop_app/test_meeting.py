"""Meeting mode by keyboard alone, with every commit looked up in the database."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel

from core.audit.document import AuditDocument, Context, Person
from core.audit.workspace import Workspace
from desktop_app.pages.meeting_page import MeetingPage
from questionnaires.answer import Answer, Range

KEYS = Qt.Key
AUDIT = "AUD-1"


@pytest.fixture
def meeting(qtbot, window) -> MeetingPage:
    """Meeting mode over a new audit of the meeting questions, started with its key."""
    window.session.workspace().add(
        AuditDocument(
            audit_id=AUDIT,
            vendor="Vendor",
            product="Product",
            auditor=Person(name="R. Okafor"),
            packs=("meeting_screen",),
            opened=dt.date(2026, 11, 20),
            context=Context(stakes="S2", human_in_loop="yes", lane="A"),
        )
    )
    window.open_audit(AUDIT)
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    qtbot.keyClick(window, KEYS.Key_F11)
    qtbot.waitUntil(lambda: window.meeting is not None and QApplication.focusWidget() is window.meeting)
    return window.meeting


def stored(window) -> dict[str, Answer]:
    with Workspace.open(window.session.data_dir, read_only=True) as workspace:
        return workspace.load(AUDIT).answers


def press(qtbot, *keys: str) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        if key == "Enter":
            qtbot.keyClick(focused, KEYS.Key_Return)
        elif key.startswith("Alt+"):
            qtbot.keyClick(focused, key[4:], Qt.KeyboardModifier.AltModifier)
        else:
            qtbot.keyClick(focused, key)


def test_every_question_takes_three_keys_and_is_committed(qtbot, window, meeting):
    ids = [question.id for question in meeting.questions()]
    assert len(ids) == 15
    for number, (question, letter) in enumerate(zip(ids, "spvdrspvdrspvdr", strict=True)):
        assert meeting.current == question
        press(qtbot, letter, str(number % 3))
        answer = stored(window)[question]
        word = window.view.audit.library.vocabulary.statuses[answer.status]
        assert (word.key.lower(), answer.grade) == (letter, number % 3)
        press(qtbot, "Enter")
    assert meeting.current == ids[-1]
    assert window.save_line.words == "All changes saved"


def test_each_question_has_its_value_and_the_next_one_with_three_keys_at_most(qtbot, window, meeting):
    for question in meeting.questions():
        assert meeting.current == question.id
        keys = ["Alt+2", "Alt+7"] if question.answer.type == "stage_percent" else ["Alt+2"]
        press(qtbot, *keys, "Enter")
        answer = stored(window)[question.id]
        assert (answer.status, answer.grade) == ("specific", 1), question.id
        assert answer.choice or answer.value, question.id
    share = stored(window)["MS-02"].value
    assert share == {"pretraining": Range(low=0, high=10), "later_training": Range(low=10, high=50)}
    assert stored(window)["MS-05"].value == Range(low=1, high=100)


def test_ten_questions_take_at_most_three_keys_each_beside_the_quote(qtbot, window, meeting):
    """Any kind of answer; what is typed as spoken (the quote, who will come back and when) is words, not keys."""
    ways = [["Alt+2", "Enter"], ["Alt+1", "2", "Enter"], ["v", "1", "Enter"], ["d", "Enter"], ["r", "w", "Enter"]]
    pressed = 0
    for number, question in enumerate(meeting.questions()[:10]):
        assert meeting.current == question.id
        keys = ways[number % len(ways)]
        press(qtbot, *keys)
        pressed += len(keys)
        answer = stored(window)[question.id]
        assert answer.status != "not_asked", question.id
    assert meeting.current == meeting.questions()[10].id
    assert pressed <= 30


def test_what_to_ask_next_is_said_and_one_key_goes_there(qtbot, window, meeting):
    qtbot.waitUntil(lambda: meeting.head.ask_next.isVisible(), timeout=20_000)
    first = meeting.head.ask_next.text()
    assert first.startswith("Ask this next: ")
    press(qtbot, "a")
    there = meeting.current
    assert there != "MS-01"
    assert window.view.audit.library.question(there).short in first
    assert meeting.head.ask_next.text() != first
    press(qtbot, "Alt+1", "4")
    qtbot.waitUntil(lambda: not window.view.audit.scoring, timeout=20_000)
    assert meeting.head.ask_next.text() != first


def test_enter_at_the_last_question_leads_to_the_letter(qtbot, window, meeting):
    meeting.show_question(meeting.questions()[-1].id)
    said: list[str] = []
    meeting.letter_wanted.connect(lambda: said.append("letter"))
    assert "last question" in meeting._keys.text()
    press(qtbot, "l", *"Dana Lind", "Enter", *"2026-12-04", "Enter")
    assert QApplication.focusWidget() is meeting.letter
    assert said == []
    press(qtbot, "Enter")
    assert said == ["letter"]
    assert window.meeting is None
    page = window.view.page("letters")
    assert page.isVisible()
    qtbot.waitUntil(page.text.isVisible, timeout=20_000)
    assert "Dana Lind" in page.text.toPlainText()


def test_after_a_meeting_its_letter_is_offered_and_holds_who_comes_back_when(qtbot, window, meeting):
    press(qtbot, "l", *"Dana Lind", "Enter", *"2026-12-04", "Enter")
    assert QApplication.focusWidget() is meeting
    qtbot.keyClick(QApplication.focusWidget(), KEYS.Key_Escape)
    notice = window.view.notice
    assert notice.isVisible()
    assert "letter" in notice.words.text()
    qtbot.keyClick(notice.more, KEYS.Key_Space)
    page = window.view.page("letters")
    assert page.isVisible()
    assert not notice.isVisible()
    assert page.list.current == "follow_up"
    qtbot.waitUntil(page.text.isVisible, timeout=20_000)
    assert "Dana Lind" in page.text.toPlainText()


def test_several_checks_are_ticked_and_nothing_stands_alone(qtbot, window, meeting):
    meeting.show_question("MS-04")
    press(qtbot, "Alt+1", "Alt+3")
    assert stored(window)["MS-04"].choice == ("ground_truth", "human_sample")
    press(qtbot, "Alt+7")
    assert stored(window)["MS-04"].choice == ("none",)


def test_a_figure_that_cannot_be_is_explained_where_it_was_typed_and_not_stored(qtbot, window, meeting):
    meeting.show_question("MS-07")
    press(qtbot, "Alt+1")
    caught = meeting.form._extra._fields["caught_in_100"]
    caught.setText("140")
    assert not meeting.form.flush()
    said = meeting.form._problem.text()
    assert said == "Not saved: Caught in 100: it is 140, but it lies between 0 and 100."
    assert stored(window)["MS-07"].extra == {}
    caught.setText("60")
    assert meeting.form.flush()
    assert stored(window)["MS-07"].extra == {"caught_in_100": 60}


def test_a_trend_is_chosen_beside_a_rough_share(qtbot, window, meeting):
    meeting.show_question("MS-13")
    press(qtbot, "Alt+3")
    meeting.form._extra._lists["trend"].choose("rising")
    answer = stored(window)["MS-13"]
    assert (answer.value, answer.extra) == (Range(low=10, high=50), {"trend": "rising"})


def test_a_choice_by_number_is_a_specific_answer_on_their_word(qtbot, window, meeting):
    press(qtbot, "Alt+2", "Enter")
    answer = stored(window)["MS-01"]
    assert (answer.status, answer.grade, len(answer.choice)) == ("specific", 1, 1)
    assert meeting.current == "MS-02"


def test_a_quote_is_typed_as_spoken_and_enter_goes_on(qtbot, window, meeting):
    press(qtbot, "p", "w", *"Slr 42? J K")
    press(qtbot, "Enter")
    answer = stored(window)["MS-01"]
    assert (answer.status, answer.text) == ("partial", "Slr 42? J K")
    assert meeting.current == "MS-02"
    assert QApplication.focusWidget() is meeting


def test_shift_and_enter_starts_a_line_in_a_quote(qtbot, window, meeting):
    press(qtbot, "w", "a")
    qtbot.keyClick(meeting.form.words, KEYS.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, "b", "Enter")
    assert stored(window)["MS-01"].text.splitlines() == ["a", "b"]


def test_will_come_back_asks_for_person_and_date(qtbot, window, meeting):
    assert not meeting.form._due.isVisible()
    assert not meeting.form._by.isVisible()
    press(qtbot, "l", *"Dana Lind")
    qtbot.waitUntil(lambda: meeting.form._by.visibleRegion().boundingRect() == meeting.form._by.rect())
    press(qtbot, "Enter", *"2026-12-04")
    press(qtbot, "Enter")
    answer = stored(window)["MS-01"]
    assert (answer.status, answer.by, answer.due) == ("pending", "Dana Lind", dt.date(2026, 12, 4))
    assert meeting.current == "MS-02"


def test_a_date_that_is_none_is_said_and_keeps_the_question(qtbot, window, meeting):
    press(qtbot, "l", "Enter", *"soon", "Enter")
    assert "soon" in meeting.form._problem.text()
    assert meeting.current == "MS-01"
    assert stored(window)["MS-01"].due is None


def test_what_is_not_for_a_shared_screen_is_hidden(qtbot, window, meeting):
    for question in meeting.questions():
        meeting.show_question(question.id)
        shown = "\n".join(label.text() for label in meeting.findChildren(QLabel) if label.isVisible())
        assert question.ask in shown
        for private in (question.why, question.strong, question.probe, *question.red_flags, *question.evidence.accept):
            assert private not in shown, question.id
    assert not window.menuBar().isVisible()


def test_the_figures_follow_the_answers_average_and_adverse_together(qtbot, window, meeting):
    qtbot.waitUntil(lambda: "on average" in meeting.head.figures.text(), timeout=20_000)
    before = meeting.head.figures.text()
    meeting.show_question("MS-06")
    press(qtbot, "Alt+1", "3")
    qtbot.waitUntil(lambda: meeting.head.figures.text() != before, timeout=20_000)
    rare, general = meeting.head.figures.text().splitlines()
    for line, title in ((rare, "Rare cases lost early"), (general, "General quality lost")):
        assert line.startswith(title)
        assert line.endswith("in the adverse case")


def test_the_meeting_says_what_was_answered_promised_and_left_open_and_no_verdict(qtbot, window, meeting):
    assert meeting.head.outcome.text() == "0 answered · 0 promised · 0 open · 15 not asked"
    press(qtbot, "Alt+2", "Enter", "l")
    meeting.show_question("MS-04")
    press(qtbot, "v")
    meeting.show_question("MS-05")
    press(qtbot, "d")
    assert meeting.head.outcome.text() == "1 answered · 1 promised · 2 open · 11 not asked"
    assert meeting.head.outcome.height() < 2 * meeting.head.outcome.fontMetrics().height()
    shown = "\n".join(label.text() for label in meeting.findChildren(QLabel) if label.isVisible())
    assert "efensible" not in shown
    assert "ellow flag" not in shown


def test_the_way_to_the_follow_up_letter_saves_first(qtbot, window, meeting):
    press(qtbot, "w", *"half a")
    order: list[str] = []
    meeting.left.connect(lambda _question: order.append("left"))
    meeting.letter_wanted.connect(lambda: order.append("letter"))
    meeting.go_to_letter()
    assert order == ["left", "letter"]
    assert stored(window)["MS-01"].text == "half a"


def test_who_builds_on_another_model_is_asked_what_the_supplier_said(qtbot, window, meeting):
    context = window.view.audit.document.context.model_copy(update={"lane": "B"})
    window.view.audit.document = window.view.audit.document.model_copy(update={"context": context})
    meeting.show_question("MS-02")
    assert meeting._ask.text().startswith("What has your supplier told you about how much")


def test_escape_gives_the_keys_back_and_then_leaves_to_the_question_with_the_quote_saved(qtbot, window, meeting):
    press(qtbot, "Enter", "w", *"half a")
    qtbot.keyClick(QApplication.focusWidget(), KEYS.Key_Escape)
    assert QApplication.focusWidget() is meeting
    assert stored(window)["MS-02"].text == "half a"
    press(qtbot, "v")
    assert stored(window)["MS-02"].status == "vague"
    qtbot.keyClick(QApplication.focusWidget(), KEYS.Key_Escape)
    assert window.meeting is None
    assert stored(window)["MS-02"].text == "half a"
    assert window.menuBar().isVisible()
    assert not window.isFullScreen()
    page = window.view.page("questions")
    assert page.isVisible()
    assert page.list.current == "MS-02"
    assert page.page.form.words.toPlainText() == "half a"


def test_closing_the_window_in_a_meeting_saves_what_was_typed(qtbot, window, meeting):
    press(qtbot, "w", *"last words")
    window.close()
    assert stored(window)["MS-01"].text == "last words"


def test_previous_goes_back_and_the_ends_hold(qtbot, window, meeting):
    press(qtbot, "k")
    assert meeting.current == "MS-01"
    press(qtbot, "j", "j", "k")
    assert meeting.current == "MS-02"


def test_no_key_means_two_things_in_a_meeting(window, meeting):
    keys = [
        key.toString()
        for action in window.findChildren(QAction)
        if action.isEnabled() and action.associatedObjects() and not action.text().startswith("Undo ")
        for key in action.shortcuts()
        if any(holder.isWidgetType() and holder.isVisible() for holder in action.associatedObjects())
    ]
    assert sorted(keys) == sorted(set(keys))
    assert "Esc" in keys
