"""Text on a page. Plain always: what a vendor wrote is shown, never interpreted."""

from __future__ import annotations

import html
import re
from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop_app.theme.fonts import with_tabular_digits

Size = Literal["small", "body", "heading", "title", "display"]
_SCALE: dict[Size, float] = {"small": 0.9, "body": 1.0, "heading": 1.15, "title": 1.5, "display": 2.1}
_DIRECTIONS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Signs that turn the direction of what stands after them; a vendor's words could so rewrite the words beside them."""
_UNBROKEN = re.compile(r"\S{80}(?=\S{21})")
"""A piece of a word that no line has room for; hashes are shorter."""


class PlainLabel(QLabel):
    """A wrapping label whose size is relative to the application's font and follows it."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        size: Size = "body",
        strong: bool = False,
        secondary: bool = False,
        wrap: bool = True,
        tabular: bool = False,
    ) -> None:
        super().__init__(parent)
        self._size: Size = size
        self._strong = strong
        self._tabular = tabular
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            self.setMinimumWidth(1)
        if secondary:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._apply_font()
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show words: none of them turns the direction of others, and one without an end is broken."""
        super().setText(_UNBROKEN.sub("\\g<0>\u200b", text.translate(_DIRECTIONS)))

    def event(self, event: QEvent) -> bool:
        """Follow a change of the application's font."""
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._apply_font()
        return super().event(event)

    def _apply_font(self) -> None:
        font = QApplication.font()
        if self._tabular:
            font = with_tabular_digits(font)
        font.setPointSizeF(font.pointSizeF() * _SCALE[self._size])
        if self._strong:
            font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)


def plain_tip(text: str) -> str:
    """Text for a tool tip, which would otherwise be read as rich text when it looks like it."""
    return f"<span>{html.escape(text)}</span>" if text else ""
