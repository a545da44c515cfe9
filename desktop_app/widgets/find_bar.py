"""A field to look for words, with how many were found and buttons to step through them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop_app.widgets.fields import name_field
from desktop_app.widgets.plain_label import PlainLabel

_PAUSE_MS = 250
_LETTERS = 26


class FindBar(QWidget):
    """``wanted`` carries the words once typing rests; ``step_wanted`` carries 1 or -1."""

    wanted = Signal(str)
    step_wanted = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("{} (Ctrl+F)").format(name))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        name_field(self.field, name)
        self.state = PlainLabel(size="small", secondary=True, wrap=False)
        self.state.setMinimumWidth(self.fontMetrics().horizontalAdvance(self.tr("000 of 000")))
        self._steps = [
            self._button(self.tr("Previous"), self.tr("Previous place (Shift+F3)"), -1),
            self._button(self.tr("Next"), self.tr("Next place (F3)"), 1),
        ]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.field, self.state, *self._steps):
            row.addWidget(widget)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.wanted.emit(self.field.text()))
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(lambda: self.step_wanted.emit(1))
        self.show_place(0, 0)

    def start(self) -> None:
        """Put the cursor into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_place(self, place: int, count: int) -> None:
        """Say which place is shown, counted from 1, and how many there are."""
        if not self.field.text().strip():
            words = ""
        elif not count:
            words = self.tr("not found")
        else:
            words = self.tr("{place} of {count}").format(place=place, count=count)
        self.state.setText(words)
        for button in self._steps:
            button.setEnabled(count > 0)

    def _typed(self, _words: str) -> None:
        self.state.setText("")
        self._pause.start()

    def _button(self, words: str, help_: str, by: int) -> QPushButton:
        button = QPushButton(words, self)
        button.setAccessibleDescription(help_)
        button.clicked.connect(lambda _checked=False: self.step_wanted.emit(by))
        return button
