"""Sample readings against human text: each measure's value and interval beside the range that people's texts cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.samples.result import Measure, Reading
from reports.figures.numbers import measured, measured_range
from reports.figures.shapes import Colour, Figure, FigureTable, Line, Marker, Rect, Shape, Sign, Text
from reports.text import shorten

_LABELS_WIDTH, _NUMBERS_WIDTH, _HEAD, _ROW, _KEY = 164.0, 156.0, 22.0, 19.0, 24.0
_LABEL_LENGTH = 34
_LEAST_REACH, _MOST_REACH = 2.0, 12.0
_WHISKER = 1.4
_SIGNS: dict[Reading, tuple[Sign, float, Colour]] = {
    "below": ("diamond", 9, "stated"),
    "above": ("diamond", 9, "stated"),
    "within": ("circle", 7, "human"),
    "cannot tell": ("ring", 7, "muted"),
}
_KEYS: tuple[tuple[Reading, str], ...] = (
    ("below", "differs from human text"),
    ("within", "no difference beyond chance"),
    ("cannot tell", "cannot tell"),
)


class Compared(NamedTuple):
    """A measure that has all three: a value, its interval and the human range."""

    measure: Measure
    value: float
    interval: tuple[float, float]
    human: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the middle of the human range stands, how wide half of it is drawn, and the ends of the picture."""

    middle: float
    half: float
    left: float
    right: float

    def at(self, value: float, human: tuple[float, float]) -> float:
        """The place of a value, in points; what lies further out is drawn at the end."""
        centre, half = sum(human) / 2, (human[1] - human[0]) / 2
        return min(max(self.middle + self.half * (value - centre) / half, self.left), self.right)


def compared(readings: Sequence[Measure]) -> list[Compared]:
    """The measures that can be drawn."""
    found = []
    for item in readings:
        human = item.reference_interval
        if item.value is not None and item.interval is not None and human is not None and human[1] > human[0]:
            found.append(Compared(item, item.value, item.interval, human))
    return found


def reading_bars(readings: Sequence[Measure], width: float) -> Figure:
    """A row for each measure that was compared; the human range takes the same room in every row."""
    rows = compared(readings)
    bottom = _HEAD + len(rows) * _ROW
    left, right = _LABELS_WIDTH, width - _NUMBERS_WIDTH
    furthest = max((abs(_halves(row, end)) for row in rows for end in (row.value, *row.interval)), default=1.0)
    reach = min(max(1.1 * furthest, _LEAST_REACH), _MOST_REACH)
    middle = (left + right) / 2
    scale = Scale(middle, (right - left) / 2 / reach, left, right)
    shapes: list[Shape] = [
        Rect(middle - scale.half, _HEAD - 4, 2 * scale.half, bottom - _HEAD + 4, fill="human tint"),
        Text(middle, 8, "Human range", 7.5, "human", bold=True, anchor="middle"),
        Text(width - 78, 8, "Sample", 7.5, "muted", bold=True, anchor="end"),
        Text(width, 8, "Human range", 7.5, "muted", bold=True, anchor="end"),
        Line(((middle, _HEAD - 4), (middle, bottom)), "human", 0.6, "dotted"),
    ]
    for place, row in enumerate(rows):
        shapes += _row(row, scale, _HEAD + place * _ROW + _ROW / 2, width)
    shapes += _key(bottom + 14, left)
    return Figure(width, bottom + _KEY, tuple(shapes), _sentence(rows), _table(rows))


def _halves(row: Compared, value: float) -> float:
    """How far a value is from the middle of the human range, in halves of that range."""
    return (value - sum(row.human) / 2) / ((row.human[1] - row.human[0]) / 2)


def _row(row: Compared, scale: Scale, y: float, width: float) -> list[Shape]:
    sign, size, colour = _SIGNS[row.measure.reading]
    low, high = (scale.at(end, row.human) for end in row.interval)
    return [
        Line(((0, y + _ROW / 2), (width, y + _ROW / 2)), "rule", 0.4),
        Text(0, y + 3, shorten(row.measure.title, _LABEL_LENGTH), 8.5, bold=True),
        Line(((low, y), (high, y)), colour, _WHISKER),
        Line(((low, y - 3), (low, y + 3)), colour, _WHISKER),
        Line(((high, y - 3), (high, y + 3)), colour, _WHISKER),
        Marker(sign, scale.at(row.value, row.human), y, size, colour),
        Text(width - 78, y + 3, measured(row.value, row.measure.unit), 8.5, anchor="end"),
        Text(width, y + 3, measured_range(row.human, row.measure.unit), 8.5, "muted", anchor="end"),
    ]


def _key(y: float, left: float) -> list[Shape]:
    shapes: list[Shape] = []
    for reading, word in _KEYS:
        sign, size, colour = _SIGNS[reading]
        shapes += [Marker(sign, left + 5, y, size, colour), Text(left + 13, y + 2.6, word, 7.5, "muted")]
        left += 13 + 3.9 * len(word) + 14
    return shapes


def _sentence(rows: Sequence[Compared]) -> str:
    said = "; ".join(
        f"{row.measure.title} {measured(row.value, row.measure.unit)}, "
        f"human range {measured_range(row.human, row.measure.unit)}, {row.measure.reading}"
        for row in rows
    )
    return f"Marks for each measure beside the range of human text: {said}."


def _table(rows: Sequence[Compared]) -> FigureTable:
    head = ("Measure", "Sample", "Its interval", "Human range", "Reading")
    return FigureTable(
        head,
        tuple(
            (
                row.measure.title,
                measured(row.value, row.measure.unit),
                measured_range(row.interval, row.measure.unit),
                measured_range(row.human, row.measure.unit),
                row.measure.reading,
            )
            for row in rows
        ),
    )
