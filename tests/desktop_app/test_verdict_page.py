"""The stage of the verdict: a meeting ends in counts, and the advice and the change stand beside the verdict."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QPushButton

from core.audit.document import AuditDocument, Context, Person
from desktop_app.pages.verdict_cards import Mark
from desktop_app.pages.verdict_first import BeginCard, questions_to_ask
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.answer import Answer
from reports.figures.verdict_mark import verdict_mark

pytestmark = pytest.mark.slow  # each opens a whole audit and has it simulated


def words_of(qtbot, window) -> str:
    view = window.view
    qtbot.waitUntil(lambda: view.audit.evaluation is not None and not view.audit.scoring, timeout=60_000)
    view.go_to("verdict")
    page = view.page("verdict")
    qtbot.waitUntil(page.content.isVisible, timeout=5_000)
    page.behind.open()
    qtbot.wait(50)
    return "\n".join(label.text() for label in page.findChildren(PlainLabel) if label.isVisible())


def test_a_meeting_ends_in_answered_promised_and_dodged(qtbot, open_sample) -> None:
    said = words_of(qtbot, open_sample("B0_evasive_vendor_meeting_day"))
    assert "4 answered, 1 promised, 7 dodged, 3 not known" in said
    assert "The reading so far: Yellow flag" in said
    assert "The verdict would fall to Not defensible if what was promised were more than 5 days late." in said
    assert "In the letter: When the model is retrained" in said


def test_advice_findings_dates_and_their_words_stand_beside_the_verdict(qtbot, open_sample) -> None:
    said = words_of(qtbot, open_sample("B_evasive_vendor"))
    assert "How to use it" in said
    assert "Leave alone" in said
    assert "by 30 November 2026." in said
    assert "As written down: " in said


def test_the_first_screen_holds_verdict_two_gauges_three_questions_and_what_to_do(qtbot, window, open_sample) -> None:
    view = open_sample("B_evasive_vendor").view
    qtbot.waitUntil(lambda: view.audit.evaluation is not None and not view.audit.scoring, timeout=60_000)
    window.resize(1280, 720)
    view.go_to("verdict")
    page = view.page("verdict")
    qtbot.waitUntil(page.content.isVisible, timeout=5_000)
    qtbot.wait(50)
    said = [label.text() for label in page.findChildren(PlainLabel) if label.isVisible()]
    for words in ("Not defensible", "Unquantified", "What to ask next", "What to do next"):
        assert words in said
    assert "What limits the verdict" not in said
    asked = [question.id for question in questions_to_ask(view.audit.evaluation, view.audit.library)]
    assert len(asked) == 3
    assert asked[0] == "TD-2.01"
    assert page.verticalScrollBar().maximum() == 0, "it is seen without scrolling"
    buttons = [button for button in page.findChildren(QPushButton) if button.text() == "Ask it" and button.isVisible()]
    assert len(buttons) == 3
    buttons[0].click()
    assert view.page("questions").list.current == asked[0]


def test_an_audit_opens_on_the_owners_first_screen_and_at_a_question_where_one_is_named(qtbot, window, open_sample):
    view = open_sample("B_evasive_vendor").view
    audit_id = view.audit.document.audit_id
    assert view.page("verdict").isVisible()
    window.open_audit(audit_id, "TD-2.01")
    qtbot.waitUntil(lambda: window.view is not view, timeout=20_000)
    assert window.view.page("questions").list.current == "TD-2.01"


def test_where_nothing_was_asked_no_verdict_is_shown_but_how_to_begin(qtbot, window):
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
    view = window.view
    assert view.page("context").isVisible(), "a new audit begins with the buyer's side"
    qtbot.waitUntil(lambda: view.audit.evaluation is not None and not view.audit.scoring, timeout=60_000)
    view.go_to("verdict")
    page = view.page("verdict")
    qtbot.waitUntil(page.content.isVisible, timeout=5_000)
    said = [label.text() for label in page.findChildren(PlainLabel) if label.isVisible()]
    assert "Nothing has been asked yet" in said
    assert not [words for words in said if "ellow" in words or "answered" in words or "Unquantified" in words]
    view.audit.give_answer("MS-01", Answer(status="refused"))
    qtbot.waitUntil(lambda: view.audit.evaluation is not None and not view.audit.scoring, timeout=60_000)
    qtbot.waitUntil(lambda: not page.findChild(BeginCard).isVisible(), timeout=5_000)
    assert any("1 dodged" in label.text() for label in page.findChildren(PlainLabel) if label.isVisible())
    view.audit.undo_stack.undo()
    view.go_to("verdict")
    qtbot.waitUntil(page.findChild(BeginCard).isVisible, timeout=60_000)
    next(button for button in page.findChildren(QPushButton) if button.text() == "Start the &meeting").click()
    assert window.meeting is not None


@pytest.mark.parametrize("percent", [100, 200])
def test_the_mark_of_the_verdict_is_whole_at_every_size_of_text(qtbot, appearance, percent) -> None:
    appearance.set_text_percent(percent)
    mark = Mark("Verdict", 3.6)
    qtbot.addWidget(mark)
    mark.show_figure(lambda width: verdict_mark("DEFENSIBLE", "Defensible", width))
    mark.show()
    assert mark.height() == mark.width()
    assert mark.heightForWidth(mark.width()) <= mark.height()
