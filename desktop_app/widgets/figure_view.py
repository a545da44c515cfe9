"""Draws a figure of the report in the window, in its colours and at the size of its text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.theme.fonts import with_tabular_digits
from desktop_app.theme.tokens import figure_tokens, scheme_of
from reports.figures.shapes import Colour, Dash, Figure, Line, Marker, Point, Polygon, Rect, Shape, Text

_SMALLEST_POINTS = 7.5
"""The size that figures use for their smallest usual text."""
_SMALLEST_SHARE = 0.86
"""How large that text is here, as a share of body text."""
_DASHES: dict[Dash, list[float]] = {"solid": [], "dashed": [4.5, 2.2], "dotted": [1.2, 1.8]}

MakeFigure = Callable[[float], Figure]


class FigureView(QWidget):
    """Shows what ``make`` gives for a width in points; the figure's sentence is its spoken description."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._make: MakeFigure | None = None
        self.figure: Figure | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_figure(self, make: MakeFigure) -> None:
        """Show another figure."""
        make(max(self.width(), 1) / self._scale)  # a figure that cannot be made fails here, not while Qt lays out
        self._make = make
        self._draw_up()
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """The figure's height at a width."""
        if self._make is None:
            return 0
        return round(self._make(width / self._scale).height * self._scale)

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(600, self.heightForWidth(self.width() or 600))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the figure out anew."""
        super().resizeEvent(event)
        self._draw_up()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shapes, later ones on top."""
        if self.figure is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale, self._scale)
        for shape in self.figure.shapes:
            self._paint(painter, shape)

    @property
    def _scale(self) -> float:
        body = self.font().pointSizeF() * self.logicalDpiY() / 72
        return body * _SMALLEST_SHARE / _SMALLEST_POINTS

    def _draw_up(self) -> None:
        if self._make is not None and self.width() > 0:
            self.figure = self._make(self.width() / self._scale)
            self.setAccessibleDescription(self.figure.sentence)
            self.update()

    def _colour(self, token: Colour) -> QColor:
        return QColor(figure_tokens(scheme_of(self.palette()))[token])

    def _pen(self, token: Colour, width: float, dash: Dash = "solid") -> QPen:
        pen = QPen(self._colour(token), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if dash == "solid" else Qt.PenCapStyle.FlatCap)
        if _DASHES[dash]:
            pen.setDashPattern([length / width for length in _DASHES[dash]])
        return pen

    def _paint(self, painter: QPainter, shape: Shape) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        match shape:
            case Line(points, token, width, dash):
                painter.setPen(self._pen(token, width, dash))
                painter.drawPolyline(_polygon(points))
            case Polygon(points, fill):
                painter.setBrush(self._colour(fill))
                painter.drawPolygon(_polygon(points))
            case Rect(x, y, width, height, fill, edge, dash):
                if fill is not None:
                    painter.setBrush(self._colour(fill))
                if edge is not None:
                    painter.setPen(self._pen(edge, 0.6, dash))
                painter.drawRect(QRectF(x, y, width, height))
            case Text():
                self._write(painter, shape)
            case Marker():
                self._sign(painter, shape)

    def _write(self, painter: QPainter, text: Text) -> None:
        font = with_tabular_digits(self.font())
        font.setPixelSize(100)
        font.setWeight(QFont.Weight.DemiBold if text.bold else QFont.Weight.Normal)
        painter.save()
        painter.translate(text.x, text.y)
        painter.scale(text.size / 100, text.size / 100)
        painter.setFont(font)
        painter.setPen(self._colour(text.colour))
        width = painter.fontMetrics().horizontalAdvance(text.text)
        painter.drawText(QPointF(-width * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor], 0), text.text)
        painter.restore()

    def _sign(self, painter: QPainter, marker: Marker) -> None:
        x, y, half = marker.x, marker.y, marker.size / 2
        painter.setBrush(self._colour(marker.colour))
        edge = self._pen(marker.colour, max(1.0, marker.size / 7))
        match marker.sign:
            case "circle":
                painter.drawEllipse(QPointF(x, y), half, half)
            case "ring":
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(edge)
                painter.drawEllipse(QPointF(x, y), half - 0.5, half - 0.5)
            case "square":
                side = half * 0.9
                painter.drawRect(QRectF(x - side, y - side, 2 * side, 2 * side))
            case "triangle":
                top, bottom = y - half * 0.95, y + half * 0.85
                painter.drawPolygon(_polygon(((x, top), (x + half * 1.05, bottom), (x - half * 1.05, bottom))))
            case "diamond":
                painter.drawPolygon(_diamond(x, y, half))
            case "open diamond":
                painter.setBrush(self._colour("paper"))
                painter.setPen(edge)
                painter.drawPolygon(_diamond(x, y, half - 0.5))
            case "bar":
                painter.drawRect(QRectF(x - 1, y - half, 2, 2 * half))


def _polygon(points: tuple[Point, ...]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _diamond(x: float, y: float, half: float) -> QPolygonF:
    return _polygon(((x, y - half), (x + half, y), (x, y + half), (x - half, y)))
