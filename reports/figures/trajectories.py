"""A simulated system over its rounds: the mean of each quantity, its 5–95 % band and, where there is one, theory."""

from __future__ import annotations

import math

from core.simulation.result import Floats, Trajectories
from reports.figures.shapes import Figure, FigureTable, Line, Point, Polygon, Shape, Text

_WIDTH, _PANEL_HEIGHT = 470.0, 150.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 400.0, 24.0, 26.0
_TICKS = 4


def trajectories_figure(result: Trajectories) -> Figure:
    """One panel a quantity, one above the other, on the same axis of rounds."""
    shapes: list[Shape] = []
    for number, quantity in enumerate(result.mean):
        shapes += _panel(result, quantity, number * _PANEL_HEIGHT)
    return Figure(_WIDTH, _PANEL_HEIGHT * len(result.mean), tuple(shapes), _sentence(result), _table(result))


def _panel(result: Trajectories, quantity: str, top: float) -> list[Shape]:
    mean, low, high = result.mean[quantity], result.quantiles[quantity][0], result.quantiles[quantity][-1]
    theory = result.theory.get(quantity)
    drawn = [mean, low, high] if theory is None else [mean, low, high, theory]
    ticks = _round_ticks(min(float(line.min()) for line in drawn), max(float(line.max()) for line in drawn))
    first, last = int(result.rounds[0]), int(result.rounds[-1])
    base, ceiling = top + _PANEL_HEIGHT - _BOTTOM, top + _TOP

    def at(round_number: float, value: float) -> Point:
        across = (round_number - first) / max(last - first, 1)
        up = (value - ticks[0]) / (ticks[-1] - ticks[0])
        return _LEFT + (_RIGHT - _LEFT) * across, base - (base - ceiling) * up

    def line(values: Floats) -> tuple[Point, ...]:
        return tuple(at(int(number), float(value)) for number, value in zip(result.rounds, values, strict=True))

    shapes: list[Shape] = [Text(_LEFT, top + 12, quantity.replace("_", " "), 8.5, "ink", bold=True)]
    for tick in ticks:
        _, y = at(first, tick)
        shapes.append(Line(((_LEFT, y), (_RIGHT, y)), "rule"))
        shapes.append(Text(_LEFT - 6, y + 2.6, f"{tick:.4g}", 7.5, "muted", anchor="end"))
    for number in sorted({first, last}):
        x, _ = at(number, ticks[0])
        shapes.append(Text(x, base + 12, f"round {number}", 7.5, "muted", anchor="middle"))
    shapes.append(Polygon((*line(high), *reversed(line(low))), "stated tint"))
    shapes.append(Line(line(mean), "stated", 1.8))
    if theory is not None:
        shapes.append(Line(line(theory), "ink", 1.0, "dashed"))
    return shapes + _end_labels(
        at(last, float(mean[-1]))[1], None if theory is None else at(last, float(theory[-1]))[1]
    )


def _end_labels(mean: float, theory: float | None) -> list[Shape]:
    """Names of the lines beside their ends, pushed apart where they end close together."""
    labels: list[Shape] = [Text(_RIGHT + 6, mean + 2.6, "mean", 7.5, "stated", bold=True)]
    if theory is not None:
        apart = theory if abs(theory - mean) >= 10 else mean + 10
        labels.append(Text(_RIGHT + 6, apart + 2.6, "theory (dashed)", 7.5, "ink"))
    return labels


def _round_ticks(low: float, high: float) -> list[float]:
    """A few round numbers from below ``low`` to above ``high``."""
    span = max(high - low, abs(high) * 1e-6, 1e-12)
    step = 10.0 ** math.floor(math.log10(span / _TICKS))
    step *= next(factor for factor in (1, 2, 5, 10) if span <= factor * step * _TICKS)
    start, stop = math.floor(low / step), math.ceil(high / step)
    return [step * number for number in range(start, max(stop, start + 1) + 1)]


def _sentence(result: Trajectories) -> str:
    ends = "; ".join(f"{quantity.replace('_', ' ')} {mean[-1]:.3g}" for quantity, mean in result.mean.items())
    return f"Line charts of {result.system} under {result.regime}, means after {result.rounds[-1]} rounds: {ends}."


def _table(result: Trajectories) -> FigureTable:
    head = ("Quantity", "Round", "Mean", "5 %", "95 %", "Theory")
    rows = []
    for quantity, mean in result.mean.items():
        for place in sorted({0, len(result.rounds) // 2, len(result.rounds) - 1}):
            theory = result.theory.get(quantity)
            cells = (mean[place], result.quantiles[quantity][0][place], result.quantiles[quantity][-1][place])
            expected = "" if theory is None else f"{theory[place]:.4g}"
            rows.append((quantity, str(result.rounds[place]), *(f"{cell:.4g}" for cell in cells), expected))
    return FigureTable(head, tuple(rows))
