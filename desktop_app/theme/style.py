"""Fusion with outlines that can be seen: radio buttons, check boxes and the focus ring at 3:1 or more."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QWidget,
)

from desktop_app.theme.outlines import draw_chevron, draw_field, draw_panel
from desktop_app.theme.scroll_bar import draw_scroll_bar, groove_and_handle

_Element = QStyle.PrimitiveElement
_State = QStyle.StateFlag
_SCROLL_BAR = QStyle.ComplexControl.CC_ScrollBar
_SCROLL_BAR_WIDTH = 13
_FIELD_PAD = 4
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
            if not isinstance(widget, QPushButton):
                ink = _ring_ink(option)
                draw_focus_ring(painter, QRectF(option.rect), option.palette, ink=ink)
        elif element == _Element.PE_PanelButtonCommand:
            draw_panel(option, painter, quiet=isinstance(widget, QPushButton) and widget.isFlat())
        elif element == _Element.PE_PanelLineEdit or (
            element == _Element.PE_Frame and isinstance(widget, QPlainTextEdit)
        ):
            draw_field(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw scroll bars without arrows, everything else as Fusion does."""
        if control == _SCROLL_BAR and isinstance(option, QStyleOptionSlider):
            draw_scroll_bar(option, painter)
        elif control == QStyle.ComplexControl.CC_ComboBox:
            draw_panel(option, painter)
            arrow = self.subControlRect(control, option, QStyle.SubControl.SC_ComboBoxArrow, widget)
            draw_chevron(painter, arrow, option.palette)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Where the parts of a scroll bar are; arrows have no room."""
        if control != _SCROLL_BAR or not isinstance(option, QStyleOptionSlider):
            return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]
        groove, handle = groove_and_handle(option)
        upright = option.orientation == Qt.Orientation.Vertical
        match part:
            case QStyle.SubControl.SC_ScrollBarSlider:
                return handle
            case QStyle.SubControl.SC_ScrollBarGroove:
                return groove
            case QStyle.SubControl.SC_ScrollBarSubPage:
                end = handle.topRight() if upright else handle.bottomLeft()
                return QRect(groove.topLeft(), end)
            case QStyle.SubControl.SC_ScrollBarAddPage:
                start = handle.bottomLeft() if upright else handle.topRight()
                return QRect(start, groove.bottomRight())
            case _:
                return QRect()

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        """Keep words in a field off its edge."""
        area = super().subElementRect(element, option, widget)  # type: ignore[arg-type]
        if element == QStyle.SubElement.SE_LineEditContents:
            return area.adjusted(_FIELD_PAD, 0, -_FIELD_PAD, 0)
        return area

    def sizeFromContents(
        self, contents: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Give buttons room around their words, in the size of the text."""
        fitting = super().sizeFromContents(contents, option, size, widget)  # type: ignore[arg-type]
        if contents == QStyle.ContentsType.CT_PushButton:
            line = option.fontMetrics.height()
            return QSize(fitting.width() + round(line * 0.7), max(fitting.height(), round(line * 1.75)))
        return fitting

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Keep the pictures of other programs off the buttons of dialogs."""
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 0
        return super().styleHint(hint, option, widget, returned)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Let indicators grow with the text."""
        if metric in _INDICATOR_SIZES and widget is not None:
            return max(14, round(widget.fontMetrics().height() * 0.95))
        if metric == QStyle.PixelMetric.PM_ScrollBarExtent:
            return _SCROLL_BAR_WIDTH
        return super().pixelMetric(metric, option, widget)


def _frames_words(element: _Element, widget: QWidget | None) -> bool:
    return element == _Element.PE_Frame and isinstance(widget, QPlainTextEdit)


def _ring_ink(option: QStyleOption) -> QPalette.ColorRole:
    role = QPalette.ColorRole
    chosen = bool(option.state & _State.State_Selected)
    return role.HighlightedText if chosen else role.Highlight


def draw_focus_ring(
    painter: QPainter,
    area: QRectF,
    palette: QPalette,
    radius: float = 4,
    ink: QPalette.ColorRole = QPalette.ColorRole.Highlight,
) -> None:
    """A ring, two units wide, inside the area; in the accent colour unless it stands on that colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color(ink), 2))
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
