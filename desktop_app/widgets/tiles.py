"""Equal cards side by side, in fewer columns where the window is narrow or the text is large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

_GAP = 14


class Tiles(QWidget):
    """Sets its cards in as many columns as have room. letters: the narrowest a card may be, in average letters."""

    def __init__(self, cards: Sequence[QWidget], letters: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = tuple(cards)
        self._letters = letters
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._set_in(len(self._cards))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the cards anew when another number of columns fits."""
        super().resizeEvent(event)
        narrowest = self.fontMetrics().averageCharWidth() * self._letters + _GAP
        fitting = max(1, min(len(self._cards), (self.width() + _GAP) // narrowest))
        while len(self._cards) % fitting:
            fitting -= 1
        if fitting != self._columns:
            self._set_in(fitting)

    def _set_in(self, columns: int) -> None:
        for at in range(max(self._columns, columns)):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
