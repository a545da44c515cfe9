"""Draws a figure's shapes as an SVG file that any browser shows, without scripts or anything from elsewhere."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from reports.figures.shapes import Figure, Line, Marker, Point, Polygon, Rect, Shape, Text
from reports.pdf.colours import HEX
from reports.text import clean

_DASHES = {"solid": "", "dashed": ' stroke-dasharray="4.5 2.2"', "dotted": ' stroke-dasharray="1.2 1.8"'}
_MARGIN = 12.0


def svg(figure: Figure) -> str:
    """The figure as one SVG document, with its sentence as the description that is read aloud."""
    width, height = figure.width + 2 * _MARGIN, figure.height + 2 * _MARGIN
    view = f"{-_MARGIN:g} {-_MARGIN:g} {width:g} {height:g}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="{view}" width="{width:g}" height="{height:g}"'
    body = "\n".join(_element(shape) for shape in figure.shapes)
    paper = f'<rect x="{-_MARGIN:g}" y="{-_MARGIN:g}" width="100%" height="100%" fill="{HEX["paper"]}"/>'
    spoken = f"<desc>{escape(clean(figure.sentence))}</desc>"
    return "\n".join([f'{head} font-family="Inter, sans-serif">', spoken, paper, body, "</svg>", ""])


def _element(shape: Shape) -> str:
    match shape:
        case Line(points, colour, width, dash):
            style = f'fill="none" stroke="{HEX[colour]}" stroke-width="{width:g}"{_DASHES[dash]}'
            return f'<polyline points="{_points(points)}" {style}/>'
        case Polygon(points, fill):
            return f'<polygon points="{_points(points)}" fill="{HEX[fill]}"/>'
        case Rect(x, y, width, height, fill, edge, dash):
            paint = f'fill="{HEX[fill] if fill else "none"}"'
            if edge:
                paint += f' stroke="{HEX[edge]}"{_DASHES[dash]}'
            return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" {paint}/>'
        case Text(x, y, text, size, colour, bold, anchor):
            style = f'font-size="{size:g}" fill="{HEX[colour]}" text-anchor="{anchor}"'
            weight = ' font-weight="600"' if bold else ""
            return f'<text x="{x:.2f}" y="{y:.2f}" {style}{weight}>{escape(clean(text))}</text>'
        case Marker(sign, x, y, size, colour):
            return _marker(sign, x, y, size / 2, HEX[colour])


def _marker(sign: str, x: float, y: float, half: float, paint: str) -> str:
    hollow = f'fill="none" stroke="{paint}"'
    filled = f"fill={quoteattr(paint)}"
    diamond = _points(((x, y - half), (x + half, y), (x, y + half), (x - half, y)))
    match sign:
        case "circle" | "ring":
            return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{half:.2f}" {filled if sign == "circle" else hollow}/>'
        case "diamond" | "open diamond":
            return f'<polygon points="{diamond}" {filled if sign == "diamond" else hollow}/>'
        case "triangle":
            corners = _points(((x, y - half), (x + half, y + half), (x - half, y + half)))
            return f'<polygon points="{corners}" {filled}/>'
        case "bar":
            return f'<rect x="{x - 0.75:.2f}" y="{y - half:.2f}" width="1.5" height="{2 * half:.2f}" {filled}/>'
        case _:
            return (
                f'<rect x="{x - half:.2f}" y="{y - half:.2f}" width="{2 * half:.2f}" height="{2 * half:.2f}" {filled}/>'
            )


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
