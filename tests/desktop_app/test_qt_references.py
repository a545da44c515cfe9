"""Qt calls our Python methods thousands of times an hour; a binding that loses a reference a call kills the program."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QListView, QRadioButton, QStyledItemDelegate

from desktop_app.theme.style import ClearStyle

CALLS = 200
TOLERANCE = 20


def lost(action) -> int:
    """References to None lost in many calls; keeping some, as a stack of commands does, is no loss."""
    for _ in range(5):
        action()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        action()
    return before - sys.getrefcount(None)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot lose references from 3.12 on")
def test_delegates_styles_and_commands_lose_no_reference_to_none(qtbot, appearance):
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

    view = QListView()
    qtbot.addWidget(view)
    view.setModel(QStringListModel([str(n) for n in range(20)], view))
    view.setItemDelegate(Delegate(view))
    radio = QRadioButton("words")
    qtbot.addWidget(radio)
    style = ClearStyle()
    radio.setStyle(style)
    stack = QUndoStack()
    assert lost(view.grab) < TOLERANCE
    assert lost(radio.grab) < TOLERANCE
    assert lost(lambda: (stack.push(Command("x")), stack.undo(), stack.redo())) < TOLERANCE
