"""The frame every page shares: a title, a column of comfortable width, scrolled when it is long."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.widgets.plain_label import PlainLabel


class Page(QScrollArea):
    """A scrolling column. ``column`` is where a page puts its widgets."""

    def __init__(self, title: str, lead: str = "", parent: QWidget | None = None, width_in_letters: int = 120) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # so that arrows and Page Down scroll it
        self._letters = width_in_letters
        self._body = QWidget()
        # The height comes from the width alone; the smallest sizes of wrapping words are those of the narrowest column.
        self._body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.setWidget(self._body)
        self.column = QVBoxLayout(self._body)
        self.column.setContentsMargins(28, 22, 28, 28)
        self.column.setSpacing(12)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        if title:
            self.column.addWidget(PlainLabel(title, size="title", strong=True))
        if lead:
            self.column.addWidget(PlainLabel(lead, secondary=True))
        self._body.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep lines short enough to read on a wide screen."""
        if watched is self._body and event.type() == QEvent.Type.Resize:
            widest = self.fontMetrics().averageCharWidth() * self._letters
            spare = max(28, self._body.width() - widest - 28)
            margins = self.column.contentsMargins()
            if margins.right() != spare:
                self.column.setContentsMargins(margins.left(), margins.top(), spare, margins.bottom())
        return super().eventFilter(watched, event)


class Card(QWidget):
    """A quiet panel that keeps together what belongs together."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 14, 18, 16)
        self.column.setSpacing(8)
        if title:
            self.column.addWidget(PlainLabel(title, size="heading", strong=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A rounded ground with a faint edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Midlight), 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
