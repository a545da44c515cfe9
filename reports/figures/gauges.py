"""The two gauges: chance of early and of late loss, with mean, interval, adverse case and the limits of the bands."""

from __future__ import annotations

from itertools import pairwise

from core.risk.result import Band, Gauge, RiskResult
from reports.figures.numbers import chance, chance_range, percent
from reports.figures.shapes import Colour, Figure, FigureTable, Marker, Rect, Say, Shape, Text, as_written

BANDS: tuple[Band, ...] = ("low", "guarded", "elevated", "high", "severe")
_STEPS: tuple[Colour, ...] = ("step 1", "step 2", "step 3", "step 4", "step 5")
_LABELS_WIDTH, _RIGHT = 112.0, 11.0
_ROW = 56.0
_KEY = 20.0

Limits = tuple[float, float, float, float, float]
"""Upper ends of the five bands, from 0 to 1; the last is 1."""


def gauge_bars(risk: RiskResult, rare: Limits, general: Limits, width: float, say: Say = as_written) -> Figure:
    """Both gauges, one above the other; every band takes the same room, so that a position reads as a word.

    The words are left out while the risk is unquantified: a position must not say what the number cannot.
    """
    rows = (
        (say("Rare cases lost early"), risk.rare_case, rare),
        (say("General quality lost"), risk.general, general),
    )
    shapes: list[Shape] = []
    for place, (title, gauge, limits) in enumerate(rows):
        shapes += _bar(title, gauge, limits, (place * _ROW, width), say, worded=risk.quantified)
    shapes += _key(len(rows) * _ROW, say)
    sentence = " ".join(f"{title}: {in_words(gauge, say)}." for title, gauge, _ in rows)
    table = FigureTable(
        tuple(map(say, ("Gauge", "Average", "Range", "Adverse case", "Word"))),
        tuple(
            (title, chance(gauge.probability), chance_range(*gauge.interval), chance(gauge.adverse), say(word(gauge)))
            for title, gauge, _ in rows
        ),
    )
    return Figure(width, len(rows) * _ROW + _KEY, tuple(shapes), sentence, table)


def word(gauge: Gauge) -> str:
    """The word for a gauge, as printed."""
    return gauge.band or "unquantified"


def in_words(gauge: Gauge, say: Say = as_written) -> str:
    """A gauge as one clause; the average never stands without the adverse case."""
    return say("{average} on average, range {ends}, {adverse} in the adverse case, {word}").format(
        average=chance(gauge.probability),
        ends=chance_range(*gauge.interval),
        adverse=chance(gauge.adverse),
        word=say(word(gauge)),
    )


def _bar(
    title: str, gauge: Gauge, limits: Limits, place: tuple[float, float], say: Say, *, worded: bool
) -> list[Shape]:
    """place: top of the row, and the width of the figure."""
    top, width = place
    left, right, bar_top, bar_height = _LABELS_WIDTH, width - _RIGHT, top + 17, 15.0
    step = (right - left) / len(BANDS)

    def at(share: float) -> float:
        for band_place, (lower, upper) in enumerate(pairwise((0.0, *limits))):
            if share <= upper:
                return left + step * (band_place + (share - lower) / (upper - lower))
        return right

    middle = bar_top + bar_height / 2
    shapes: list[Shape] = [
        Text(0, middle - 2, title, 8.5, "ink", bold=True),
        Text(0, middle + 9, say(word(gauge)), 8.5, "muted"),
    ]
    for band_place, (band, fill) in enumerate(zip(BANDS, _STEPS, strict=True)):
        shapes.append(Rect(left + band_place * step, bar_top, step - 1, bar_height, fill=fill))
        if worded:
            shapes.append(Text(left + band_place * step + 4, bar_top - 5, say(band), 7.5, "muted"))
    for end, limit in enumerate((0.0, *limits)):
        anchor_x = left + end * step
        shapes.append(Text(anchor_x, bar_top + bar_height + 10, percent(limit), 7, "muted", anchor="middle"))
    low, high = (at(share) for share in gauge.interval)
    shapes.append(Rect(low, middle - 2.5, max(high - low, 1.0), 5, fill="stated"))
    shapes.append(Marker("bar", at(gauge.probability), middle, bar_height + 6, "ink"))
    shapes.append(Marker("open diamond", at(gauge.adverse), middle, 10, "worst"))
    return shapes


def _key(top: float, say: Say) -> list[Shape]:
    y, x = top + 10.0, _LABELS_WIDTH
    return [
        Marker("bar", x + 1, y - 2.5, 11, "ink"),
        Text(x + 8, y, say("average"), 7.5, "muted"),
        Rect(x + 62, y - 5, 14, 5, fill="stated"),
        Text(x + 81, y, say("range left by open questions"), 7.5, "muted"),
        Marker("open diamond", x + 212, y - 2.5, 9, "worst"),
        Text(x + 221, y, say("adverse case"), 7.5, "muted"),
    ]
