"""The two figures of the explanation: what each model still knows in a round, and how that went."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_app.pages.explain_page_runs import KINDS, ROUNDS, Example, ExampleRun
from reports.figures.numbers import percent
from reports.figures.shapes import Colour, Dash, Figure, FigureTable, Line, Point, Rect, Shape, Text


@dataclass(frozen=True, slots=True)
class Way:
    """How one way of training is named and drawn."""

    name: str
    colour: Colour
    dash: Dash


_NARROWEST = 150.0
"""Below this width panels stand one above the other, since their titles would run into each other."""
_GAP, _TOP, _TALLEST, _FOOT = 18.0, 30.0, 96.0, 22.0
_PLOT_TOP, _PLOT_HEIGHT, _LEFT, _LABELS = 20.0, 118.0, 30.0, 152.0


def round_bars(example: Example, ways: tuple[Way, ...], round_number: int, width: float) -> Figure:
    """One panel a way of training: the real share of every kind in grey, what the model writes before it."""
    panel = (width - _GAP * (len(ways) - 1)) / len(ways)
    beside = panel >= _NARROWEST
    row = _TOP + _TALLEST + _FOOT
    tallest = max(example.real) * 1.6
    shapes: list[Shape] = []
    for place, (way, run) in enumerate(zip(ways, example.runs, strict=True)):
        left, top = (place * (panel + _GAP), 0.0) if beside else (0.0, place * row)
        shapes.append(Text(left, top + 10, way.name, 9.5, way.colour, bold=True))
        known = _say("{known} of {all} kinds still known").format(known=run.known(round_number), all=KINDS)
        shapes.append(Text(left, top + 22, known, 8.5))
        shapes += _panel(
            example.real, run.shares[round_number - 1], way, (left, top), panel if beside else width, tallest
        )
    height = row if beside else row * len(ways)
    return Figure(
        width, height, tuple(shapes), _sentence(example, ways, round_number), _table(example, ways, round_number)
    )


def known_lines(example: Example, ways: tuple[Way, ...], round_number: int, width: float) -> Figure:
    """How many kinds are still known, one line a way of training, up to a round."""
    right, base = width - _LABELS, _PLOT_TOP + _PLOT_HEIGHT

    def at(number: float, known: float) -> Point:
        return _LEFT + (right - _LEFT) * (number - 1) / (ROUNDS - 1), base - _PLOT_HEIGHT * known / KINDS

    shapes: list[Shape] = [Text(0, 8, _say("Kinds still known"), 7.5, "muted", bold=True)]
    for known in (0, KINDS // 2, KINDS):
        _, y = at(1, known)
        shapes.append(Line(((_LEFT, y), (right, y)), "rule"))
        shapes.append(Text(_LEFT - 6, y + 2.6, str(known), 7.5, "muted", anchor="end"))
    for number in (1, 10, 20, ROUNDS):
        x, _ = at(number, 0)
        shapes.append(Text(x, base + 12, _say("round {}").format(number), 7.5, "muted", anchor="middle"))
    ends: list[tuple[float, Way, ExampleRun]] = []
    for way, run in zip(ways, example.runs, strict=True):
        points = tuple(at(number, run.known(number)) for number in range(1, round_number + 1))
        if len(points) > 1:
            shapes.append(Line(points, way.colour, 1.8, way.dash))
        ends.append((points[-1][1], way, run))
    x, _ = at(round_number, 0)
    shapes.append(Line(((x, _PLOT_TOP), (x, base)), "muted", 0.6, "dotted"))
    place = -100.0
    for y, way, run in sorted(ends, key=lambda end: end[0]):
        place = max(y + 2.6, place + 10.5)
        shapes.append(Text(right + 8, place, f"{run.known(round_number)}  {way.name}", 8, way.colour, bold=True))
    sentence = _say("Line chart. {}").format(_sentence(example, ways, round_number))
    return Figure(width, base + 18, tuple(shapes), sentence, _course(example, ways, round_number))


def in_words(example: Example, ways: tuple[Way, ...], round_number: int) -> str:
    """What a round shows, as one sentence."""
    parts = [f"{way.name.lower()}: {run.known(round_number)}" for way, run in zip(ways, example.runs, strict=True)]
    words = _say("After round {round}, of {kinds} kinds still known: {each}.")
    return words.format(round=round_number, kinds=KINDS, each=", ".join(parts))


def _panel(
    real: tuple[float, ...], shares: tuple[float, ...], way: Way, corner: Point, width: float, tallest: float
) -> list[Shape]:
    (left, top), step = corner, width / KINDS
    base = top + _TOP + _TALLEST
    shapes: list[Shape] = []
    for kind, (true, written) in enumerate(zip(real, shares, strict=True)):
        x = left + kind * step
        high = _TALLEST * true / tallest
        shapes.append(Rect(x, base - high, step * 0.9, high, fill="rule"))
        if written > 0:
            high = _TALLEST * min(written / tallest, 1.0)
            shapes.append(Rect(x + step * 0.2, base - high, step * 0.5, high, fill=way.colour))
        else:
            shapes.append(Rect(x, base + 2, step * 0.9, 3, fill="ink"))
    shapes.append(Line(((left, base), (left + width, base)), "muted"))
    shapes.append(Text(left, base + 16, _say("common kinds"), 7.5, "muted"))
    shapes.append(Text(left + width, base + 16, _say("rare kinds"), 7.5, "muted", anchor="end"))
    return shapes


def _sentence(example: Example, ways: tuple[Way, ...], round_number: int) -> str:
    rare = [f"{way.name.lower()} {run.rare_known(round_number)}" for way, run in zip(ways, example.runs, strict=True)]
    words = _say("{first} Of the {half} rarer kinds: {each}.")
    return words.format(first=in_words(example, ways, round_number), half=KINDS // 2, each=", ".join(rare))


def _table(example: Example, ways: tuple[Way, ...], round_number: int) -> FigureTable:
    of, really = _say("{} of {}"), _say("{} (really {})")
    rows = tuple(
        (
            way.name,
            of.format(run.known(round_number), KINDS),
            of.format(run.rare_known(round_number), KINDS // 2),
            really.format(percent(run.shares[round_number - 1][0]), percent(example.real[0])),
        )
        for way, run in zip(ways, example.runs, strict=True)
    )
    head = (
        _say("Training"),
        _say("Kinds still known"),
        _say("Of the rarer half"),
        _say("Share of the commonest kind"),
    )
    return FigureTable(head, rows)


def _course(example: Example, ways: tuple[Way, ...], round_number: int) -> FigureTable:
    numbers = sorted({number for number in (1, 5, 10, 20, ROUNDS) if number < round_number} | {round_number})
    head = (_say("Training"), *(_say("Round {}").format(number) for number in numbers))
    rows = tuple(
        (way.name, *(str(run.known(number)) for number in numbers)) for way, run in zip(ways, example.runs, strict=True)
    )
    return FigureTable(head, rows)


def _say(words: str) -> str:
    return QCoreApplication.translate("ExplainFigures", words)
