"""The next audit of a product, begun in the window from the last one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from desktop_app.window import MainWindow


def press(qtbot, parent: QWidget, name: str) -> None:
    found = [one for one in parent.findChildren(QPushButton) if name in (one.accessibleName(), one.text())]
    qtbot.keyClick(found[0], Qt.Key.Key_Space)


def agree(qtbot, window: MainWindow) -> None:
    """Answer the question in front with yes, and wait for the new audit."""
    box = window.findChild(QMessageBox)
    assert "counts for nothing until" in box.text()
    before = "" if window.view is None else window.view.audit.document.audit_id
    press(qtbot, box, "Begin the new audit")
    qtbot.waitUntil(lambda: window.view is not None and window.view.audit.document.audit_id != before, timeout=20_000)
    qtbot.waitUntil(lambda: not window.view.audit.scoring, timeout=60_000)


@pytest.fixture
def again(qtbot, open_sample) -> MainWindow:
    window = open_sample("B_evasive_vendor")
    window.audit_this_again()
    agree(qtbot, window)
    return window


def test_the_next_audit_opens_with_the_last_words_to_be_confirmed(qtbot, again):
    audit = again.view.audit
    assert audit.document.follows.startswith("AUD-")
    assert audit.document.follows != audit.document.audit_id
    assert audit.progress()[0] == 0
    page = again.view.page("questions")
    said = [label.text() for label in page.page.findChildren(QLabel) if label.isVisibleTo(page.page)]
    assert any(words.startswith("From the last audit, to be confirmed.") for words in said)


def test_the_list_can_be_narrowed_to_what_is_to_be_confirmed_and_a_status_takes_it_out(qtbot, again):
    page, audit = again.view.page("questions"), again.view.audit
    page.list._filter.choose("confirm")
    waiting = page.list.rows.question_ids()
    assert waiting
    assert all(audit.to_confirm(question) for question in waiting)
    page.show_question(waiting[0])
    page.page.form.status.choose("partial")
    assert not audit.to_confirm(waiting[0])
    assert audit.answer(waiting[0]).grade == 1
    assert not any(label.text().startswith("From the last audit") for label in page.page.findChildren(QLabel))


def test_undoing_the_status_makes_it_wait_again(qtbot, again):
    page, audit = again.view.page("questions"), again.view.audit
    question = page.page.form.question_id
    page.page.form.status.choose("partial")
    audit.undo_stack.undo()
    assert audit.to_confirm(question)
    assert any(label.text().startswith("From the last audit") for label in page.page.findChildren(QLabel))


def test_the_last_audit_stays_and_the_start_page_offers_to_begin_again(qtbot, again):
    first = again.view.audit.document.follows
    vendor = again.view.audit.document.vendor
    again.show_start()
    press(qtbot, again.start_page, f"Begin the next audit of {vendor}")
    agree(qtbot, again)
    assert again.view.audit.document.follows
    assert {audit.id for audit in again.view.audit.workspace.audits()} >= {first}


def test_an_audit_that_follows_none_has_nothing_to_confirm(open_sample):
    window = open_sample("B_evasive_vendor")
    page = window.view.page("questions")
    page.list._filter.choose("confirm")
    assert page.list._filter.current == "all"
    assert not any(window.view.audit.to_confirm(question) for question in page.list.rows.question_ids())
