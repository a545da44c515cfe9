"""What a person without a mouse, or with a small screen, can reach."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton, QWidget

from desktop_app.fit_screen import fit_to_screen
from desktop_app.new_audit import NewAuditDialog
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.segments import Option

KEYS = Qt.Key
STAGES = ("context", "questions", "evidence", "samples", "risk", "verdict", "letters", "report")


@pytest.fixture
def dialog(qtbot, window) -> NewAuditDialog:
    window.new_audit()
    qtbot.waitUntil(lambda: window.findChild(NewAuditDialog) is not None, timeout=20_000)
    return window.findChild(NewAuditDialog)


def mnemonic(words: str) -> str | None:
    found = re.search(r"&([^&])", words.replace("&&", ""))
    return found[1].upper() if found else None


def test_a_window_takes_no_more_than_its_screen_has(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    screen = box.screen().availableSize()
    fit_to_screen(box, QSize(screen.width() * 2, screen.height() * 2))
    assert box.width() < screen.width()
    assert box.height() < screen.height()
    fit_to_screen(box, QSize(300, 200))
    assert box.size() == QSize(300, 200)


def test_the_dialog_for_a_new_audit_fits_the_screen_with_its_buttons(qtbot, dialog):
    room = dialog.screen().availableSize()
    buttons = dialog.findChild(QDialogButtonBox)
    assert dialog.height() < room.height()
    assert buttons.mapTo(dialog, buttons.rect().bottomLeft()).y() < dialog.height()
    assert all(button.icon().isNull() for button in buttons.buttons())


def test_the_dialog_says_which_answer_is_missing(dialog):
    for field in (dialog._head.vendor, dialog._head.product, dialog._head.auditor):
        field.setText("x")
    assert "4 answers about your side" in dialog._missing.text()
    *first, last = [choices for part, choices in dialog._context._lists.items() if part != "jurisdictions"]
    for choices in first:
        choices.press(1)
    assert last.accessibleName() in dialog._missing.text()


def test_tab_goes_to_each_box_that_can_be_ticked(qtbot):
    boxes = ChoiceList("Packs", [Option("a", "A"), Option("b", "B"), Option("c", "C")], several=True)
    qtbot.addWidget(boxes)
    with qtbot.waitActive(boxes):
        boxes.show()
        boxes.activateWindow()
    first, second, third = boxes._buttons.values()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    for expected in (second, third):
        qtbot.keyClick(QApplication.focusWidget(), KEYS.Key_Tab)
        assert QApplication.focusWidget() is expected
        qtbot.keyClick(expected, KEYS.Key_Space)
    assert boxes.selected() == ("b", "c")


def test_no_underlined_letter_of_the_start_page_opens_a_menu(window):
    menus = [mnemonic(action.text()) for action in window.menuBar().actions()]
    buttons = [mnemonic(button.text()) for button in window.start_page.findChildren(QPushButton)]
    letters = [letter for letter in menus + buttons if letter]
    assert len(letters) == len(set(letters))


def test_the_keyboard_is_in_the_page_that_was_gone_to(qtbot, window, open_sample):
    view = open_sample().view
    for number, stage in enumerate(STAGES, start=1):
        qtbot.keyClick(window, str(number), Qt.KeyboardModifier.ControlModifier)
        page = view.page(stage)
        letters = [mnemonic(b.text()) for b in page.findChildren(QPushButton)]
        assert not {letter for letter in letters if letter} & {mnemonic(a.text()) for a in window.menuBar().actions()}
        focused = QApplication.focusWidget()
        assert focused is page or page.isAncestorOf(focused), stage


def test_arrows_go_through_the_sidebar_without_leaving_it(qtbot, window, open_sample):
    sidebar = open_sample().view.sidebar
    sidebar.setFocus()
    sidebar.setCurrentRow(0)
    for row in (1, 2):
        qtbot.keyClick(sidebar, KEYS.Key_Down)
        assert sidebar.currentRow() == row
        assert QApplication.focusWidget() is sidebar


def test_page_down_scrolls_a_page(qtbot, window, open_sample):
    view = open_sample().view
    view.go_to("context")
    page = view.page("context")
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    qtbot.keyClick(QApplication.focusWidget(), KEYS.Key_PageDown)
    assert page.verticalScrollBar().value() > 0


def test_a_score_that_failed_is_said_on_pages_opened_later(qtbot, window, open_sample):
    view = open_sample().view
    audit = view.audit
    audit.rescore()
    audit._pause.stop()
    audit._not_scored(RuntimeError("no more memory"))
    view.go_to("risk")
    assert "no more memory" in view.page("risk")._state.text()
    assert not view.page("risk").content.isVisible()
