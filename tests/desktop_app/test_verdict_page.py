"""The stage of the verdict: a meeting ends in counts, and the advice and the change stand beside the verdict."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from desktop_app.pages.verdict_first import questions_to_ask
from desktop_app.widgets.plain_label import PlainLabel

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
    for words in ("Not defensible", "Unquantified", "Three questions to ask", "What to do next"):
        assert words in said
    assert "What limits the verdict" not in said
    asked = [question.id for question in questions_to_ask(view.audit.evaluation, view.audit.library)]
    assert len(asked) == 3
    assert asked[0] == "TD-2.01"
    buttons = [button for button in page.findChildren(QPushButton) if button.text() in asked and button.isVisible()]
    assert len(buttons) == 3
    buttons[0].click()
    assert view.page("questions").list.current == buttons[0].text()
