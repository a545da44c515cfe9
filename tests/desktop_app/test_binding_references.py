"""Qt calls our Python methods thousands of times an hour; a binding that loses a reference a call kills the program.

PySide6 6.12.0 with Python up to 3.11 loses one reference to None with every call of many overridden methods, and ends
the process after some hundred of them. What follows calls each kind of method that it did so with.
"""

from __future__ import annotations

import ctypes
import sys

import pytest
from PySide6.QtCore import QRect, QRunnable, QSize, QSortFilterProxyModel, QStringListModel, QThreadPool
from PySide6.QtGui import QUndoCommand, QUndoStack, QValidator
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListView, QPushButton, QRadioButton, QStyledItemDelegate, QWidget

from desktop_app.theme.style import ClearStyle
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.segments import Option, Segments
from desktop_app.widgets.two_line_list import TwoLineDelegate

CALLS = 200
TOLERANCE = 20

pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot lose references from 3.12 on")


class Delegate(QStyledItemDelegate):
    def paint(self, painter, option, index):
        super().paint(painter, option, index)

    def sizeHint(self, option, index):
        return super().sizeHint(option, index)


class Command(QUndoCommand):
    def redo(self):
        pass

    def undo(self):
        pass


class Filter(QSortFilterProxyModel):
    def filterAcceptsRow(self, row, parent):
        return super().filterAcceptsRow(row, parent)


class Validator(QValidator):
    def validate(self, words, position):
        return QValidator.State.Acceptable, words, position


class Work(QRunnable):
    def run(self):
        pass


def lost(action) -> int:
    """References to None lost in many calls; keeping some, as a stack of commands does, is no loss."""
    for _ in range(5):
        action()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        action()
    return before - sys.getrefcount(None)


def test_the_measure_sees_one_reference_lost_a_call():
    try:
        assert lost(lambda: ctypes.pythonapi.Py_DecRef(ctypes.py_object(None))) > CALLS - TOLERANCE
    finally:
        for _ in range(CALLS + 5):
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(None))


@pytest.mark.parametrize("delegate", [Delegate, TwoLineDelegate])
def test_delegates_lose_no_reference(qtbot, delegate):
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(QStringListModel([str(n) for n in range(20)], view))
    view.setItemDelegate(delegate(view))
    assert lost(view.grab) < TOLERANCE


@pytest.mark.parametrize("kind", [QRadioButton, QCheckBox, QPushButton, QLineEdit])
def test_our_style_loses_no_reference(qtbot, kind):
    widget = kind("words")
    qtbot.addWidget(widget)
    style = ClearStyle()
    widget.setStyle(style)
    assert lost(widget.grab) < TOLERANCE
    assert lost(widget.sizeHint) < TOLERANCE


def test_commands_of_undo_lose_no_reference(qapp):
    stack = QUndoStack()
    assert lost(lambda: (stack.push(Command("x")), stack.undo(), stack.redo())) < TOLERANCE


def test_filters_and_validators_lose_no_reference(qtbot):
    rows = Filter()
    source = QStringListModel([str(n) for n in range(20)])
    rows.setSourceModel(source)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setValidator(Validator(field))
    assert lost(rows.invalidate) < TOLERANCE
    assert lost(lambda: field.setText("words")) < TOLERANCE
    assert lost(field.hasAcceptableInput) < TOLERANCE


def test_work_in_threads_loses_no_reference(qapp):
    pool = QThreadPool()

    def one() -> None:
        pool.start(Work())
        pool.waitForDone()

    assert lost(one) < TOLERANCE


def test_our_layouts_and_painted_choices_lose_no_reference(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    for words in ("one", "two", "three"):
        flow.addWidget(QPushButton(words))
    options = [Option("a", "A"), Option("b", "B")]
    segments, choices = Segments("Choice", options), ChoiceList("Choices", options, several=True)
    for widget in (segments, choices):
        qtbot.addWidget(widget)
    assert lost(lambda: flow.setGeometry(QRect(0, 0, 90, 300))) < TOLERANCE
    assert lost(lambda: (flow.sizeHint(), flow.heightForWidth(50), flow.minimumSize())) < TOLERANCE
    for widget in (box, segments, choices):
        assert lost(widget.grab) < TOLERANCE
    assert lost(lambda: (box.resize(QSize(90, 200)), box.resize(QSize(200, 90)))) < TOLERANCE
