"""A picture with the words that say what is on it: for whoever cannot see it, and below it for everybody."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.widgets.plain_label import PlainLabel


class Picture(QWidget):
    """Shows an image file as wide as there is room for, never larger than it is, with its words below."""

    def __init__(self, file: Path, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(_Canvas(file, words, self))
        column.addWidget(PlainLabel(words, size="small", secondary=True))


class _Canvas(QWidget):
    def __init__(self, file: Path, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage(str(file))
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        shown = min(width, self._image.width())
        return shown * self._image.height() // max(1, self._image.width())

    def sizeHint(self) -> QSize:
        return self._image.size()

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, _: QPaintEvent) -> None:
        width = min(self.width(), self._image.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRect(0, 0, width, self.heightForWidth(width))
        painter.drawImage(place, self._image)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
