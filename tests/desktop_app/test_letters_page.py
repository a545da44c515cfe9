from __future__ import annotations

import docx
import pytest
from PySide6.QtGui import QGuiApplication

from core.audit.letter_log import letters_written
from desktop_app.pages.letters_page import TERMS
from desktop_app.widgets.two_line_list import SECOND_LINE

pytestmark = pytest.mark.slow  # each opens a whole audit and has it simulated

MEETING, EVASIVE = "B0_evasive_vendor_meeting_day", "B_evasive_vendor"


@pytest.fixture
def letters(qtbot, window, open_sample):
    """The stage of the letters of a worked audit, once its verdict is there."""

    def show(name: str = MEETING):
        view = open_sample(name).view
        view.go_to("letters")
        qtbot.waitUntil(lambda: view.audit.evaluation is not None and not view.audit.scoring, timeout=30_000)
        page = view.page("letters")
        qtbot.waitUntil(lambda: page.list.item(0).data(SECOND_LINE) is not None)
        return page

    return show


def states(page) -> dict[str, str]:
    return {page.list.item(row).text(): page.list.item(row).data(SECOND_LINE) for row in range(page.list.count())}


def test_seven_letters_and_the_contract_terms_are_listed_with_their_state(letters):
    found = states(letters())
    assert len(found) == 8
    assert found["Follow-up after the meeting"] == "can be written now"
    assert found["Two accounts of the same point"] == "nothing to say"


def test_the_follow_up_is_in_front_and_can_be_copied(letters):
    page = letters()
    page.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("To: Brightway")
    assert copied == page.text.toPlainText()


def test_what_was_copied_is_recorded_in_the_audit(letters):
    page = letters()
    page.copy()
    audit = page._audit
    assert [item.kind for item in letters_written(audit.workspace, audit.document.audit_id)] == ["follow_up"]
    assert "last written" in states(page)["Follow-up after the meeting"]


def test_a_letter_is_saved_as_a_word_document(qtbot, letters, tmp_path):
    page = letters()
    out = tmp_path / "letter.docx"
    page.save_to(out)
    qtbot.waitUntil(lambda: out.exists() and page._state.text().startswith("Saved"))
    assert docx.Document(str(out)).tables


def test_the_terms_are_saved_and_are_no_letter(qtbot, letters, tmp_path):
    page = letters(EVASIVE)
    page.choose(TERMS)
    assert "C-ENTIRE" in page.text.toPlainText()
    page.save_to(tmp_path / "terms.docx")
    qtbot.waitUntil(lambda: page._state.text().startswith("Saved"))
    assert letters_written(page._audit.workspace, page._audit.document.audit_id) == ()


def test_where_there_is_nothing_to_say_a_sentence_says_so_and_nothing_can_be_copied(letters):
    page = letters()
    page.choose("contradiction")
    assert page._when.text().startswith("No contradiction is open")
    assert not page.text.isVisible()
    assert not page._copy.isEnabled()


def test_the_worst_outcome_waits_for_the_day_of_the_comment_round(letters):
    page = letters(EVASIVE)
    page.choose("outcome")
    assert page._asked.isVisible()
    assert not page._copy.isEnabled()
    page._asked.setText("2026-01-05")
    page._asked.editingFinished.emit()
    assert "5 January 2026; none had reached us" in page.text.toPlainText()
    assert "lawyer" in page.text.toPlainText().splitlines()[0]


def test_once_the_vendor_was_asked_for_comment_the_outcome_waits_for_the_answer(letters):
    page = letters(EVASIVE)
    page.choose("comment")
    page.copy()
    assert page._state.text().startswith("Copied")
    assert states(page)["Outcome and conditions"].startswith("from ")


def test_a_meeting_leads_on_to_its_follow_up_letter(qtbot, window, open_sample):
    view = open_sample(MEETING).view
    window.start_meeting()
    window.meeting.go_to_letter()
    assert window.meeting is None
    page = view.page("letters")
    assert page.isVisible()
    assert page.list.current == "follow_up"
