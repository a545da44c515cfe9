"""The Tab key comes by everything on a page, from top to bottom, and gets out again."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from desktop_app.widgets.segments import Segment
from tests.desktop_app.every_page import every_page, open_and_score, settle

MOST_STEPS = 400


def tab_through(qtbot, root: QWidget) -> list[QWidget]:
    """What the Tab key comes by in a window or dialog, until it comes by something again."""
    reached: list[QWidget] = []
    for _ in range(MOST_STEPS):
        focused = root.window().focusWidget() or root
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        now = root.window().focusWidget()
        if now is None or now in reached:
            return from_the_beginning(root, reached)
        reached.append(now)
    raise AssertionError("the Tab key does not come back")


def from_the_beginning(root: QWidget, reached: list[QWidget]) -> list[QWidget]:
    """The same round, begun where the window begins it."""
    first = root.nextInFocusChain()
    while reached and first not in reached and first is not root:
        first = first.nextInFocusChain()
    start = reached.index(first) if first in reached else 0
    return reached[start:] + reached[:start]


def takers(root: QWidget) -> list[QWidget]:
    """Everything shown and enabled that takes the focus by Tab; of a group of choices the arrows reach the others."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.window() is root.window()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollBar | QRadioButton)
    ]


def upwards(reached: list[QWidget]) -> list[str]:
    """Steps that lead from a widget to one that lies above it in the same column of the same page."""
    found = []
    for before, after in itertools.pairwise(reached):
        if not shares_page(before, after):
            continue
        one, other = place(before), place(after)
        beside = one.left() > other.right() or other.left() > one.right()
        if other.bottom() <= one.top() and not beside:
            found.append(f"{named(before)} → {named(after)}")
    return found


def shares_page(one: QWidget, other: QWidget) -> bool:
    return page_of(one) is page_of(other)


def page_of(widget: QWidget) -> QWidget | None:
    """What scrolls a widget together with others; its parent where nothing does."""
    holder = widget.parentWidget()
    while holder is not None and not isinstance(holder, QScrollArea):
        holder = holder.parentWidget()
    return holder or widget.parentWidget()


def place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def named(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} “{words[:40]}”"


@pytest.mark.slow
def test_tab_comes_by_everything_from_top_to_bottom_on_every_page(qtbot, window):
    window.activateWindow()
    open_and_score(window, "A_strong_vendor")
    wrong = {}
    for name, shown in every_page(window, questions=12):
        shown.activateWindow()
        settle()
        reached = tab_through(qtbot, shown)
        missed = [named(widget) for widget in takers(shown) if widget not in reached]
        if missed or upwards(reached):
            wrong[name] = (missed, upwards(reached))
    assert wrong == {}, "\n".join(f"{name}: {both}" for name, both in wrong.items())


def test_the_check_sees_a_field_left_out_and_a_step_upwards(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    first, second, third = QLineEdit(), QLineEdit(), QLineEdit()
    for field, name in ((first, "first"), (second, "second"), (third, "third")):
        field.setAccessibleName(name)
        column.addWidget(field)
    QWidget.setTabOrder(third, second)
    box.show()
    box.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    assert upwards(tab_through(qtbot, box)) == ["QLineEdit “third” → QLineEdit “second”"]
    second.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert takers(box) == [first, third]


def test_a_group_of_choices_is_one_stop_and_arrows_go_through_it(qtbot):
    from desktop_app.widgets.segments import Option, Segments

    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    choice = Segments("Choice", [Option("a", "A"), Option("b", "B")])
    column.addWidget(choice)
    column.addWidget(QLineEdit())
    box.resize(300, 100)
    box.show()
    box.activateWindow()
    choice.set_current("a")
    settle()
    first, second = choice.findChildren(Segment)
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is second
    assert choice.current == "b"
    qtbot.keyClick(second, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
