"""One dial of several audits: a dot for each, with the line that what is still open leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from core.comparison.result import Comparison, Dial, DialName, Span
from reports.figures.numbers import chance, chance_range, points
from reports.figures.shapes import Figure, FigureTable, Line, Marker, Rect, Say, Shape, Text, as_written
from reports.text import shorten
from reports.words import count_words, joined

DIALS: dict[DialName, str] = {
    "disclosure": "Disclosure",
    "practice": "Practice",
    "rare_case": "Simulated chance that rare cases are lost early",
    "general": "Simulated chance that general quality is lost",
}
_GAUGES = ("rare_case", "general")
_LABELS_SHARE, _NUMBERS_WIDTH, _HEAD, _ROW, _KEY = 0.34, 104.0, 18.0, 17.0, 22.0
_LETTER = 4.35
_NAMED = 4
_TWO = 2


def comparison_dots(comparison: Comparison, dial: Dial, width: float, say: Say = as_written) -> Figure:
    """A row for each side on one axis from 0 to 100; the gauges carry their adverse case as an open diamond.

    say: of the key and the head of the table; the sentence is built by counting and stays as written.
    """
    labels = [side.label for side in comparison.sides]
    left, right = _LABELS_SHARE * width, width - _NUMBERS_WIDTH
    bottom = _HEAD + len(labels) * _ROW
    shapes: list[Shape] = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = left + tick * (right - left)
        shapes += [
            Line(((x, _HEAD - 4), (x, bottom)), "rule", 0.4),
            Text(x, _HEAD - 8, f"{100 * tick:.0f}", 7.5, "muted", anchor="middle"),
        ]
    for place, (label, span) in enumerate(zip(_fitting(labels, int(left / _LETTER)), dial.spans, strict=True)):
        y = _HEAD + place * _ROW + _ROW / 2
        shapes += _row(label, span, dial, y, (left, right, width))
    shapes += _key(dial, left, bottom + 13, say)
    return Figure(width, bottom + _KEY, tuple(shapes), said(comparison, dial), _table(labels, dial, say))


def figures_of(dial: Dial, span: Span) -> tuple[str, str]:
    """A figure and its range in words; a gauge never stands without its adverse case."""
    if dial.name in _GAUGES:
        assert span.value is not None  # noqa: S101 - a gauge always has its average
        adverse = "" if span.adverse is None else f", adverse {chance(span.adverse)}"
        return f"{chance(span.value)}{adverse}", chance_range(span.low, span.high)
    value = "no answer" if span.value is None else points(span.value)
    low, high = points(span.low), points(span.high)
    return value, low if low == high else f"{low}–{high}"


def said(comparison: Comparison, dial: Dial) -> str:
    """What the ranges of a dial allow to be said, in one sentence; never more."""
    labels = [side.label for side in comparison.sides]
    sides = range(len(labels))
    found = [
        f"the whole range of {labels[one]} lies below that of {_names(lower_than, labels)}"
        for one in sides
        if (lower_than := [other for other in sides if dial.standing(one, other) == "below"])
    ]
    pairs = [dial.standing(one, other) for one in sides for other in sides if one < other]
    alike, apart = pairs.count("cannot tell"), pairs.count("not comparable")
    parts = [joined(found)] if found else []
    if alike:
        which = (
            f"the other {count_words(alike, 'pair')} cannot" if found else f"none of {count_words(alike, 'pair')} can"
        )
        which = "the two cannot" if len(labels) == _TWO else which
        parts.append(f"{which} be told apart, since the ranges overlap")
    if apart:
        which = "these are" if len(pairs) == apart else f"{count_words(apart, 'pair')} {'is' if apart == 1 else 'are'}"
        parts.append(f"{which} not comparable, since {_why(dial)}")
    return f"{DIALS[dial.name]}: {'; '.join(parts)}."


def _why(dial: Dial) -> str:
    if dial.name in _GAUGES:
        return "they were simulated with different parameters"
    return "they rest on different question packs or rules, or on different versions of them"


def _names(numbers: Sequence[int], labels: Sequence[str]) -> str:
    named = [labels[number] for number in numbers[:_NAMED]]
    more = len(numbers) - len(named)
    return joined([*named, f"{more} more"] if more else named)


def _fitting(labels: Sequence[str], longest: int) -> list[str]:
    """Labels short enough to stand beside a row; those that would then read alike are numbered."""
    short = [shorten(label, longest) for label in labels]
    return [
        f"{place} {shorten(label, longest - 3)}" if short.count(one) > 1 else one
        for place, (label, one) in enumerate(zip(labels, short, strict=True), 1)
    ]


def _row(label: str, span: Span, dial: Dial, y: float, ends: tuple[float, float, float]) -> list[Shape]:
    left, right, width = ends

    def at(share: float) -> float:
        return left + share * (right - left)

    value, between = figures_of(dial, span)
    shapes: list[Shape] = [
        Line(((0, y + _ROW / 2), (width, y + _ROW / 2)), "rule", 0.4),
        Text(0, y + 3, label, 8.5, bold=True),
        Rect(at(span.low), y - 2, max(at(span.high) - at(span.low), 1.0), 4, fill="stated tint", edge="stated"),
    ]
    if span.adverse is not None:
        shapes.append(Marker("open diamond", at(span.adverse), y, 9, "worst"))
    if span.value is not None:
        shapes.append(Marker("circle", at(span.value), y, 7, "ink"))
    return [
        *shapes,
        Text(width - 48, y + 3, value.partition(",")[0], 8.5, anchor="end"),
        Text(width, y + 3, between, 8.5, "muted", anchor="end"),
    ]


def _key(dial: Dial, left: float, y: float, say: Say) -> list[Shape]:
    shapes: list[Shape] = [
        Marker("circle", left + 4, y - 2.5, 7, "ink"),
        Text(left + 12, y, say("average" if dial.name in _GAUGES else "as answered"), 7.5, "muted"),
        Rect(left + 66, y - 4.5, 14, 4, fill="stated tint", edge="stated"),
        Text(left + 85, y, say("what is still open"), 7.5, "muted"),
    ]
    if dial.name in _GAUGES:
        shapes += [
            Marker("open diamond", left + 158, y - 2.5, 9, "worst"),
            Text(left + 167, y, say("adverse case"), 7.5, "muted"),
        ]
    return shapes


def _table(labels: Sequence[str], dial: Dial, say: Say) -> FigureTable:
    rows = [(label, *figures_of(dial, span)) for label, span in zip(labels, dial.spans, strict=True)]
    return FigureTable((say("Audit"), say("Figure"), say("Range left by what is open")), tuple(rows))
