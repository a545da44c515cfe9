"""A layout that sets widgets in lines, like words in a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then the next line; so rows of buttons survive narrow windows and larger text.

    middle: items of a line stand on its middle, not at its top.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 6, *, middle: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._middle = middle
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        """Add one item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at an index, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return the item at an index, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It never asks for more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The number of lines depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        """Place the items."""
        super().setGeometry(area)
        self._arrange(area, move=True)

    def sizeHint(self) -> QSize:
        """As small as the widest item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """As small as the widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, area: QRect, *, move: bool) -> int:
        top = area.top()
        for line in self._lines(area.width()):
            left, height = area.left(), max(size.height() for _, size in line)
            for item, size in line:
                if move:
                    down = (height - size.height()) // 2 if self._middle else 0
                    item.setGeometry(QRect(QPoint(left, top + down), size))
                left += size.width() + self._gap
            top += height + self._gap
        return max(0, top - self._gap - area.top())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items that are shown, with their sizes, in lines of a width."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if not lines or left + size.width() > width:
                lines.append([])
                left = 0
            lines[-1].append((item, size))
            left += size.width() + self._gap
        return lines
