"""What is typed and makes no sense is not saved, said so, and kept at its question; undo works in a meeting."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop_app.widgets.fields import NumberField


def test_what_makes_no_sense_is_kept_at_its_question_and_said(qtbot, open_sample):
    view = open_sample().view
    view.show_question("TD-2.01")
    page = view.page("questions")
    form = page.page.form
    before = view.audit.answer("TD-2.01")
    qtbot.wait(20)
    number = next(field for field in form.findChildren(NumberField) if field.isVisible() and field.text())
    figure = number.text()
    form._date.setText("tomorrow")
    number.setText("about ten")
    view.show_question("TD-3.01")
    assert "TD-2.01" in form._elsewhere.text()
    assert form._elsewhere.isVisible()
    assert view.audit.answer("TD-2.01") == before
    view.show_question("TD-2.01")
    qtbot.wait(20)
    assert form._date.text() == "tomorrow"
    number = next(field for field in form.findChildren(NumberField) if field.text() == "about ten")
    assert form._problem.text().startswith("Not saved: ")
    assert form._problem.isVisible()
    assert not form._elsewhere.isVisible()
    number.setText(figure)
    form._date.setText("2026-10-19")
    form.flush()
    view.show_question("TD-3.01")
    assert not form._elsewhere.isVisible()
    assert view.audit.answer("TD-2.01") != before


def test_undo_in_a_meeting_goes_back_to_the_question_that_was_answered(qtbot, window, open_sample):
    view = open_sample("B_evasive_vendor").view
    window.start_meeting()
    meeting = window.meeting
    first = meeting.current
    before = view.audit.answer(first)
    meeting.form.status.choose("refused")
    assert view.audit.answer(first).status == "refused"
    meeting.step(1)
    assert meeting.current != first
    qtbot.keyClick(meeting, "Z", Qt.KeyboardModifier.ControlModifier)
    assert meeting.current == first
    assert view.audit.answer(first) == before
    assert window.meeting is meeting
    assert view.audit.undo_stack.canRedo()
    qtbot.keyClick(meeting, "Z", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert view.audit.answer(first).status == "refused"
    window.end_meeting(meeting.current)
