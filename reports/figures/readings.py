"""Sample readings beside what they were compared with: value and interval of each, and the range of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.samples.result import Measure, Reading
from reports.figures.numbers import measured, measured_range
from reports.figures.shapes import Colour, Figure, FigureTable, Line, Marker, Rect, Say, Shape, Sign, Text, as_written
from reports.text import shorten

_NUMBERS_WIDTH, _HEAD, _HALF_ROW, _KEY = 156.0, 22.0, 9.5, 24.0
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
    ("below", "differs"),
    ("within", "no difference beyond chance"),
    ("cannot tell", "cannot tell"),
)
HUMAN = "Human range"


class Compared(NamedTuple):
    """A measure that has all three: a value, its interval and the range of what it was compared with."""

    measure: Measure
    value: float
    interval: tuple[float, float]
    other: tuple[float, float]


class Layout(NamedTuple):
    """left: where the picture begins; row: height of one; rise: how far a title stands above its marks."""

    left: float
    row: float
    rise: float


_WIDE, _NARROW = Layout(164.0, 19.0, 0.0), Layout(6.0, 33.0, 15.0)
_WIDE_FROM = 440.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the middle of the other's range stands, how wide half of it is drawn, and the ends of the picture."""

    middle: float
    half: float
    left: float
    right: float

    def at(self, value: float, other: tuple[float, float]) -> float:
        """The place of a value, in points; what lies further out is drawn at the end."""
        centre, half = sum(other) / 2, (other[1] - other[0]) / 2
        return min(max(self.middle + self.half * (value - centre) / half, self.left), self.right)


def compared(readings: Sequence[Measure]) -> list[Compared]:
    """The measures that can be drawn."""
    found = []
    for item in readings:
        other = item.reference_interval
        if item.value is not None and item.interval is not None and other is not None and other[1] > other[0]:
            found.append(Compared(item, item.value, item.interval, other))
    return found


def reading_bars(readings: Sequence[Measure], width: float, range_of: str = HUMAN, say: Say = as_written) -> Figure:
    """A row for each measure that was compared; the range of the other takes the same room in every row.

    range_of: names that range, in two or three words. Where there is little room, titles stand above their marks.
    """
    rows, range_of = compared(readings), say(range_of)
    layout = _WIDE if width >= _WIDE_FROM else _NARROW
    bottom = _HEAD + len(rows) * layout.row
    left, right = layout.left, width - _NUMBERS_WIDTH
    furthest = max((abs(_halves(row, end)) for row in rows for end in (row.value, *row.interval)), default=1.0)
    reach = min(max(1.1 * furthest, _LEAST_REACH), _MOST_REACH)
    middle = (left + right) / 2
    scale = Scale(middle, (right - left) / 2 / reach, left, right)
    shapes: list[Shape] = [
        Rect(middle - scale.half, _HEAD - 4, 2 * scale.half, bottom - _HEAD + 4, fill="human tint"),
        Text(middle, 8, range_of, 7.5, "human", bold=True, anchor="middle"),
        Text(width - 78, 8, say("Sample"), 7.5, "muted", bold=True, anchor="end"),
        Text(width, 8, range_of, 7.5, "muted", bold=True, anchor="end"),
        Line(((middle, _HEAD - 4), (middle, bottom)), "human", 0.6, "dotted"),
    ]
    for place, row in enumerate(rows):
        shapes += _row(row, scale, layout, _HEAD + (place + 1) * layout.row - _HALF_ROW, width)
    shapes += _key(bottom + 14, left, say)
    return Figure(width, bottom + _KEY, tuple(shapes), _sentence(rows, range_of, say), _table(rows, range_of, say))


def _halves(row: Compared, value: float) -> float:
    """How far a value is from the middle of the other's range, in halves of that range."""
    return (value - sum(row.other) / 2) / ((row.other[1] - row.other[0]) / 2)


def _row(row: Compared, scale: Scale, layout: Layout, y: float, width: float) -> list[Shape]:
    sign, size, colour = _SIGNS[row.measure.reading]
    low, high = (scale.at(end, row.other) for end in row.interval)
    return [
        Line(((0, y + _HALF_ROW), (width, y + _HALF_ROW)), "rule", 0.4),
        Text(0, y + 3 - layout.rise, shorten(row.measure.title, _LABEL_LENGTH), 8.5, bold=True),
        Line(((low, y), (high, y)), colour, _WHISKER),
        Line(((low, y - 3), (low, y + 3)), colour, _WHISKER),
        Line(((high, y - 3), (high, y + 3)), colour, _WHISKER),
        Marker(sign, scale.at(row.value, row.other), y, size, colour),
        Text(width - 78, y + 3, measured(row.value, row.measure.unit), 8.5, anchor="end"),
        Text(width, y + 3, measured_range(row.other, row.measure.unit), 8.5, "muted", anchor="end"),
    ]


def _key(y: float, left: float, say: Say) -> list[Shape]:
    shapes: list[Shape] = []
    for reading, english in _KEYS:
        word = say(english)
        sign, size, colour = _SIGNS[reading]
        shapes += [Marker(sign, left + 5, y, size, colour), Text(left + 13, y + 2.6, word, 7.5, "muted")]
        left += 13 + 3.9 * len(word) + 14
    return shapes


def _sentence(rows: Sequence[Compared], range_of: str, say: Say) -> str:
    said = "; ".join(
        f"{row.measure.title} {measured(row.value, row.measure.unit)}, "
        f"{range_of.lower()} {measured_range(row.other, row.measure.unit)}, {say(row.measure.reading)}"
        for row in rows
    )
    return say("Marks for each measure beside the {other}: {measures}.").format(other=range_of.lower(), measures=said)


def _table(rows: Sequence[Compared], range_of: str, say: Say) -> FigureTable:
    head = (say("Measure"), say("Sample"), say("Its interval"), range_of, say("Reading"))
    return FigureTable(
        head,
        tuple(
            (
                row.measure.title,
                measured(row.value, row.measure.unit),
                measured_range(row.interval, row.measure.unit),
                measured_range(row.other, row.measure.unit),
                say(row.measure.reading),
            )
            for row in rows
        ),
    )
