"""A quiet line at the top of a view, with a button that says more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.widgets.announce import announce
from desktop_app.widgets.plain_label import PlainLabel


class Notice(QWidget):
    """Hidden until there is something to say; what is said later takes the place of what was said before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = PlainLabel(secondary=True)
        self.more = QPushButton(self)
        self.more.clicked.connect(lambda _checked=False: self._go_on())
        self.away = QPushButton(self.tr("Not now"), self)
        self.away.setFlat(True)
        self.away.clicked.connect(lambda _checked=False: self.hide())
        self._then: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 6, 12, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.more)
        row.addWidget(self.away)
        self.hide()

    def say(self, sentence: str, more: str, then: Callable[[], None]) -> None:
        """Show and speak a sentence. more: what the button says; then: what it does."""
        self._then = then
        self.words.setText(sentence)
        self.more.setText(more)
        self.more.setAccessibleDescription(sentence)
        self.away.setAccessibleDescription(sentence)
        self.show()
        announce(self, sentence)

    def _go_on(self) -> None:
        if self._then is not None:
            self._then()
