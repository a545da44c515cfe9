"""Fusion with outlines that can be seen: radio buttons, check boxes and the focus ring at 3:1 or more."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

_Element = QStyle.PrimitiveElement
_State = QStyle.StateFlag
_INDICATORS = (_Element.PE_IndicatorRadioButton, _Element.PE_IndicatorCheckBox)
_INDICATOR_SIZES = (
    QStyle.PixelMetric.PM_IndicatorWidth,
    QStyle.PixelMetric.PM_IndicatorHeight,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
)


class ClearStyle(QProxyStyle):
    """The application's style."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self, element: _Element, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw indicators and the focus ring ourselves, everything else as Fusion does."""
        if element in _INDICATORS:
            _draw_indicator(element, option, painter)
        elif element == _Element.PE_FrameFocusRect:
            draw_focus_ring(painter, QRectF(option.rect), option.palette)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Let indicators grow with the text."""
        if metric in _INDICATOR_SIZES and widget is not None:
            return max(14, round(widget.fontMetrics().height() * 0.95))
        return super().pixelMetric(metric, option, widget)


def draw_focus_ring(painter: QPainter, area: QRectF, palette: QPalette, radius: float = 4) -> None:
    """A ring in the accent colour, two units wide, inside the area."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def _draw_indicator(element: _Element, option: QStyleOption, painter: QPainter) -> None:
    palette: QPalette = option.palette
    state: QStyle.StateFlag = option.state
    box = QRectF(option.rect).adjusted(1, 1, -1, -1)
    enabled = bool(state & _State.State_Enabled)
    checked = bool(state & _State.State_On)
    accent = palette.color(QPalette.ColorRole.Highlight if enabled else QPalette.ColorRole.Mid)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(accent if checked else palette.color(QPalette.ColorRole.Mid), 1.4))
    painter.setBrush(accent if checked else palette.color(QPalette.ColorRole.Base))
    mark = palette.color(QPalette.ColorRole.HighlightedText)
    if element == _Element.PE_IndicatorRadioButton:
        painter.drawEllipse(box)
        if checked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mark)
            painter.drawEllipse(box.center(), box.width() * 0.2, box.height() * 0.2)
    else:
        painter.drawRoundedRect(box, 3, 3)
        if checked:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(mark, max(1.6, box.width() / 8), c=Qt.PenCapStyle.RoundCap))
            painter.drawPolyline(QPolygonF([_in(box, 0.24, 0.52), _in(box, 0.43, 0.71), _in(box, 0.76, 0.3)]))
    painter.restore()


def _in(box: QRectF, across: float, down: float) -> QPointF:
    return QPointF(box.left() + across * box.width(), box.top() + down * box.height())
