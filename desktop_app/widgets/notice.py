"""A quiet line at the top of a view, with a button that says more."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.widgets.plain_label import PlainLabel


class Notice(QWidget):
    """Hidden until there is something to say. ``more_wanted``: the button was pressed."""

    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = PlainLabel(secondary=True)
        self.more = QPushButton(self)
        self.more.clicked.connect(lambda _checked=False: self.more_wanted.emit())
        self.away = QPushButton(self.tr("Not now"), self)
        self.away.setFlat(True)
        self.away.clicked.connect(lambda _checked=False: self.hide())
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 6, 12, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.more)
        row.addWidget(self.away)
        self.hide()

    def say(self, sentence: str, more: str) -> None:
        """Show a sentence and what the button says."""
        self.words.setText(sentence)
        self.more.setText(more)
        self.more.setAccessibleDescription(sentence)
        self.away.setAccessibleDescription(sentence)
        self.show()
