"""One of several words, set side by side: statuses, grades, yes - partly - no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop_app.theme.style import draw_focus_ring
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.plain_label import plain_tip


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. key: the key that chooses it, shown beside the words; help: its tool tip."""

    id: str
    label: str
    key: str = ""
    help: str = ""


class Segment(QRadioButton):
    """A radio button drawn as a flat button, filled when chosen."""

    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(parent)
        self.option = option
        self.setAccessibleName(option.label)
        self.setAccessibleDescription(option.help)
        self.setToolTip(plain_tip(option.help))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Room for the words and the key."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.option.label) + self._key_width() + round(metrics.height() * 1.4)
        return QSize(width, round(metrics.height() * 1.75))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """The whole area can be clicked."""
        return self.rect().contains(position)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Back to rest."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Outline at rest, filled when chosen, ring when focused."""
        role = QPalette.ColorRole
        palette = self.palette()
        chosen = self.isChecked()
        fill = role.Highlight if chosen else role.Window if self.underMouse() else role.Base
        ink = palette.color(role.HighlightedText if chosen else role.ButtonText)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.setPen(QPen(palette.color(role.Highlight if chosen else role.Mid), 1))
        painter.setBrush(palette.color(fill))
        painter.drawRoundedRect(area.adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
        inner = area.adjusted(self.fontMetrics().height() * 0.6, 0, -self.fontMetrics().height() * 0.6, 0)
        if self.option.key:
            painter.setPen(ink if chosen else palette.color(role.PlaceholderText))
            painter.setFont(self._key_font())
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), self.option.key)
            inner.setLeft(inner.left() + self._key_width())
        painter.setPen(ink)
        painter.setFont(self.font())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), self.option.label)
        if self.hasFocus():
            painter.setPen(QPen(palette.color(role.HighlightedText if chosen else role.Highlight), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(3.5, 3.5, -3.5, -3.5), 3, 3)
            draw_focus_ring(painter, area, palette, 6)

    def _key_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _key_width(self) -> int:
        if not self.option.key:
            return 0
        height = self.fontMetrics().height()
        return max(height, QFontMetrics(self._key_font()).horizontalAdvance(self.option.key) + round(height * 0.5))


class Segments(QWidget):
    """A group of segments of which one at most is chosen."""

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Segment] = {}
        layout = FlowLayout(self)
        for option in options:
            button = Segment(option, self)
            button.setAccessibleName(f"{name}: {option.label}")
            button.clicked.connect(lambda _checked=False, which=option.id: self.chosen.emit(which))
            self._group.addButton(button)
            self._buttons[option.id] = button
            layout.addWidget(button)

    @property
    def current(self) -> str | None:
        """The id chosen, or None."""
        return next((which for which, button in self._buttons.items() if button.isChecked()), None)

    def set_current(self, which: str | None) -> None:
        """Show a choice without reporting it."""
        self._group.setExclusive(False)
        for option_id, button in self._buttons.items():
            button.setChecked(option_id == which)
        self._group.setExclusive(True)

    def choose(self, which: str) -> None:
        """Choose as a click does; ids that are hidden or unknown are left alone."""
        button = self._buttons.get(which)
        if button is not None and not button.isHidden():
            button.click()

    def set_offered(self, which: str, offered: bool) -> None:
        """Show or hide one option."""
        self._buttons[which].setVisible(offered)
        self.updateGeometry()
