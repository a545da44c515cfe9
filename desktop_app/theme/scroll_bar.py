"""A scroll bar without arrows: a groove and a handle, drawn for any style that asks."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionSlider

_SHORTEST = 28


def groove_and_handle(option: QStyleOptionSlider) -> tuple[QRect, QRect]:
    """Where the bar is and where its handle stands."""
    groove = option.rect
    upright = option.orientation == Qt.Orientation.Vertical
    length = groove.height() if upright else groove.width()
    span = option.maximum - option.minimum
    if span <= 0:
        return groove, groove
    shown = max(_SHORTEST, length * option.pageStep // (span + option.pageStep))
    handle = min(shown, length)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown
    )
    if upright:
        return groove, QRect(groove.left(), groove.top() + start, groove.width(), handle)
    return groove, QRect(groove.left() + start, groove.top(), handle, groove.height())


def draw_scroll_bar(option: QStyleOptionSlider, painter: QPainter) -> None:
    """Draw the handle on the ground of the window."""
    groove, handle = groove_and_handle(option)
    painter.save()
    painter.fillRect(groove, option.palette.color(QPalette.ColorRole.Window))
    if option.maximum > option.minimum:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(QPalette.ColorRole.Mid))
        box = QRectF(handle).adjusted(3, 3, -3, -3)
        radius = min(box.width(), box.height()) / 2
        painter.drawRoundedRect(box, radius, radius)
    painter.restore()
