"""What a hand fills in: boxes to tick with their words, lines to write on, and room for more words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from reports.pdf.canvas import TaggedCanvas
from reports.pdf.colours import colour
from reports.pdf.fonts import COVERAGE, REGULAR, text_width
from reports.text import shorten, visible

_SIZE, _LEADING = 8.0, 12.6
_BOX, _BOX_GAP, _GAP = 6.6, 4.0, 11.0
_LONGEST = 110
_RULE = 15.5
"""Distance between lines to write on."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A box with its words."""

    words: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to write on, in points, after its words."""

    words: str
    length: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words alone, at the beginning of a line."""

    words: str


Mark = Tick | Blank | Label


class MarkLines(Flowable):  # type: ignore[misc]
    """Marks one after the other, on as many lines as they need; read aloud as a list."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        super().__init__()
        self._marks = marks
        self._lines: list[list[tuple[float, Mark]]] = []

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room the marks take in a column of that width."""
        self._lines = [[]]
        x = 0.0
        for mark in self._marks:
            taken = _width(mark)
            if self._lines[-1] and (x + taken > width or isinstance(mark, Label)):
                self._lines.append([])
                x = 0.0
            self._lines[-1].append((x, mark))
            x += taken + _GAP
        return width, len(self._lines) * _LEADING

    def draw(self) -> None:
        """Draw on the current page."""
        canvas: TaggedCanvas = self.canv
        with canvas.element("L"):
            for number, line in enumerate(self._lines, 1):
                for x, mark in line:
                    _draw(canvas, mark, x, (len(self._lines) - number) * _LEADING + 3.4)


class WritingRoom(Flowable):  # type: ignore[misc]
    """Faint lines to write on, as many as the height has room for."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self._height = height

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The whole width and the height wanted."""
        self.width = width
        return width, self._height

    def draw(self) -> None:
        """Draw on the current page."""
        canvas: TaggedCanvas = self.canv
        with canvas.artifact():
            canvas.setStrokeColor(colour("rule"))
            canvas.setLineWidth(0.5)
            for number in range(1, int(self._height / _RULE) + 1):
                y = self._height - number * _RULE
                canvas.line(0, y, self.width, y)


def _shown(mark: Mark) -> str:
    return visible(shorten(mark.words, _LONGEST), COVERAGE)


def _width(mark: Mark) -> float:
    words = text_width(_shown(mark), REGULAR, _SIZE)
    match mark:
        case Tick():
            return _BOX + _BOX_GAP + words
        case Blank(_, length):
            return words + _BOX_GAP + length
        case Label():
            return words


def _draw(canvas: TaggedCanvas, mark: Mark, x: float, y: float) -> None:
    words = _shown(mark)
    start = x + _BOX + _BOX_GAP if isinstance(mark, Tick) else x
    with canvas.artifact():
        canvas.setStrokeColor(colour("muted"))
        canvas.setLineWidth(0.7)
        if isinstance(mark, Tick):
            canvas.rect(x, y - 0.6, _BOX, _BOX, stroke=1, fill=0)
        elif isinstance(mark, Blank):
            begin = x + text_width(words, REGULAR, _SIZE) + _BOX_GAP
            canvas.line(begin, y - 1.2, begin + mark.length, y - 1.2)
    if not words:
        return
    with canvas.element("LI"), canvas.element("LBody"), canvas.content():
        canvas.setFont(REGULAR, _SIZE)
        canvas.setFillColor(colour("muted" if isinstance(mark, Label) else "ink"))
        canvas.drawString(start, y, words)
