"""Figures by keyboard: arrows go from value to value, each is said and shown, and the table holds the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.widgets import walked_figure
from desktop_app.widgets.figure_card import FigureCard
from desktop_app.widgets.page import Page
from reports.figures.shapes import Figure, FigureTable, Line

KEYS = Qt.Key
ROWS = (("6", "81 %", ""), ("12", "70 %", "late"), ("18", "<b>64 %</b>", ""))
TABLE = FigureTable(("Month", "Kept", "Note"), ROWS)


@pytest.fixture
def card(qtbot, monkeypatch) -> FigureCard:
    page = Page("")
    qtbot.addWidget(page)
    card = FigureCard("How rare cases fare")
    page.column.addWidget(card)
    page.column.addWidget(QWidget(minimumHeight=4000))
    card.page, card.said = page, []
    monkeypatch.setattr(walked_figure, "announce", lambda _widget, words: card.said.append(words))
    card.show_figure(lambda width: Figure(width, 80, (Line(((0, 0), (width, 80)), "ink"),), "Two fall.", TABLE))
    page.resize(700, 400)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    card.view.setFocus()
    qtbot.waitUntil(card.view.hasFocus)
    return card


def press(qtbot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_arrows_home_and_end_go_through_the_values_and_each_is_said_and_shown(qtbot, card):
    press(qtbot, KEYS.Key_Right, KEYS.Key_Down, KEYS.Key_Left, KEYS.Key_End, KEYS.Key_Home)
    first, second, third = (
        "1 of 3. Month: 6; Kept: 81 %",
        "2 of 3. Month: 12; Kept: 70 %; Note: late",
        "3 of 3. Month: 18; Kept: <b>64 %</b>",
    )
    assert card.said == [first, second, first, third, first]
    assert card._value.text() == first
    assert card._value.isVisible()
    assert card._value.textFormat() == Qt.TextFormat.PlainText


def test_past_the_end_the_page_scrolls(qtbot, card):
    page = card.window()
    press(qtbot, KEYS.Key_End, KEYS.Key_Down)
    assert page.verticalScrollBar().value() > 0
    assert len(card.said) == 1


def test_the_figure_has_a_name_its_sentence_and_a_ring(qtbot, card):
    spoken = QAccessible.queryAccessibleInterface(card.view)
    assert spoken.text(QAccessible.Text.Name) == "How rare cases fare"
    assert spoken.text(QAccessible.Text.Description) == "Two fall."
    with_ring = card.view.grab().toImage()
    press(qtbot, KEYS.Key_Tab)
    assert not card.view.hasFocus()
    assert card.view.grab().toImage() != with_ring


def test_leaving_puts_the_value_away_and_the_table_holds_all_of_them(qtbot, card):
    press(qtbot, KEYS.Key_Right)
    card._toggle.setFocus()
    assert not card._value.isVisible()
    qtbot.keyClick(card._toggle, KEYS.Key_Space)
    shown = [tuple(card.table.item(row, at).text() for at in range(3)) for row in range(card.table.rowCount())]
    assert tuple(shown) == ROWS
    assert not card.view.isVisible()


def test_a_figure_without_values_lets_every_key_pass(qtbot, card):
    card.show_figure(lambda width: Figure(width, 80, (), "Nothing.", FigureTable(("Month",), ())))
    press(qtbot, KEYS.Key_Right, KEYS.Key_End, KEYS.Key_Home)
    assert card.said == []
