"""Draws a figure's shapes on a page."""

from __future__ import annotations

from reportlab.platypus import Flowable

from reports.figures.shapes import Figure, Line, Marker, Point, Polygon, Rect, Shape, Text
from reports.pdf.canvas import TaggedCanvas
from reports.pdf.colours import colour
from reports.pdf.fonts import COVERAGE, REGULAR, SEMIBOLD
from reports.text import clean, visible

_DASHES = {"solid": (), "dashed": (4.5, 2.2), "dotted": (1.2, 1.8)}


class FigureFlowable(Flowable):  # type: ignore[misc]
    """A figure in the flow of a page, tagged and with its sentence as the text that is read aloud; it stays with the
    caption below it.

    decorative: the same is said in words beside it, so that it need not be read aloud.
    """

    def __init__(self, figure: Figure, *, decorative: bool = False) -> None:
        super().__init__()
        self.figure = figure
        self.decorative = decorative
        self.width, self.height = figure.width, figure.height
        self.hAlign = "LEFT"
        self.keepWithNext = not decorative

    def wrap(self, *_: float) -> tuple[float, float]:
        """The figure's own size, whatever is available."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw on the current page."""
        canvas: TaggedCanvas = self.canv
        if self.decorative:
            with canvas.artifact():
                draw_shapes(canvas, self.figure)
            return
        left, bottom = canvas.absolutePosition(0, 0)
        with canvas.element("Figure") as element:
            element.alternative = clean(self.figure.sentence)
            element.box = (left, bottom, left + self.width, bottom + self.height)
            with canvas.content():
                draw_shapes(canvas, self.figure)


def draw_shapes(canvas: TaggedCanvas, figure: Figure) -> None:
    """Draw the shapes with the figure's lower left corner at the origin."""
    for shape in figure.shapes:
        canvas.saveState()
        _draw(canvas, shape, figure.height)
        canvas.restoreState()


def _draw(canvas: TaggedCanvas, shape: Shape, height: float) -> None:
    match shape:
        case Line(points, token, width, dash):
            canvas.setStrokeColor(colour(token))
            canvas.setLineWidth(width)
            canvas.setLineCap(0 if dash != "solid" else 1)
            canvas.setLineJoin(1)
            if _DASHES[dash]:
                canvas.setDash(list(_DASHES[dash]))
            _path(canvas, points, height, closed=False)
        case Polygon(points, fill):
            canvas.setFillColor(colour(fill))
            _path(canvas, points, height, closed=True)
        case Rect(x, y, width, box_height, fill, edge, dash):
            if fill is not None:
                canvas.setFillColor(colour(fill))
            if edge is not None:
                canvas.setStrokeColor(colour(edge))
                canvas.setLineWidth(0.6)
                if _DASHES[dash]:
                    canvas.setDash([1.6, 1.4])
            canvas.rect(x, height - y - box_height, width, box_height, stroke=edge is not None, fill=fill is not None)
        case Text(x, y, text, size, token, bold, anchor):
            canvas.setFont(SEMIBOLD if bold else REGULAR, size)
            canvas.setFillColor(colour(token))
            write = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
            write[anchor](x, height - y, visible(text, COVERAGE).replace("\n", " "))
        case Marker():
            _sign(canvas, shape, height)


def _sign(canvas: TaggedCanvas, marker: Marker, height: float) -> None:
    x, y, half = marker.x, marker.y, marker.size / 2
    canvas.setFillColor(colour(marker.colour))
    canvas.setStrokeColor(colour(marker.colour))
    canvas.setLineWidth(max(1.0, marker.size / 7))
    match marker.sign:
        case "circle":
            canvas.circle(x, height - y, half, stroke=0, fill=1)
        case "ring":
            canvas.circle(x, height - y, half - 0.5, stroke=1, fill=0)
        case "square":
            _path(canvas, _corners(x, y, half * 0.9), height, closed=True)
        case "triangle":
            top, bottom = y - half * 0.95, y + half * 0.85
            _path(canvas, ((x, top), (x + half * 1.05, bottom), (x - half * 1.05, bottom)), height, closed=True)
        case "diamond":
            _path(canvas, _diamond(x, y, half), height, closed=True)
        case "open diamond":
            canvas.setFillColor(colour("paper"))
            path = canvas.beginPath()
            _trace(path, _diamond(x, y, half - 0.5), height)
            path.close()
            canvas.drawPath(path, stroke=1, fill=1)
        case "bar":
            canvas.rect(x - 1, height - y - half, 2, 2 * half, stroke=0, fill=1)


def _corners(x: float, y: float, half: float) -> tuple[Point, ...]:
    return ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))


def _diamond(x: float, y: float, half: float) -> tuple[Point, ...]:
    return ((x, y - half), (x + half, y), (x, y + half), (x - half, y))


def _path(canvas: TaggedCanvas, points: tuple[Point, ...], height: float, *, closed: bool) -> None:
    path = canvas.beginPath()
    _trace(path, points, height)
    if closed:
        path.close()
    canvas.drawPath(path, stroke=0 if closed else 1, fill=1 if closed else 0)


def _trace(path: object, points: tuple[Point, ...], height: float) -> None:
    (x, y), *rest = points
    path.moveTo(x, height - y)  # type: ignore[attr-defined]
    for x, y in rest:
        path.lineTo(x, height - y)  # type: ignore[attr-defined]
