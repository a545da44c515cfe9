"""Which open question would tell most: how far its answer could move the rare-case gauge."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.risk.result import AskNext, RiskResult
from reports.figures.numbers import percent
from reports.figures.shapes import Figure, FigureTable, Line, Marker, Rect, Say, Shape, Text, as_written
from reports.text import shorten

_LABELS_WIDTH, _RIGHT, _HEAD, _ROW = 208.0, 62.0, 24.0, 27.0
_LABEL_LENGTH = 46
_SCALES = (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


def ask_next_bars(
    risk: RiskResult, titles: Mapping[str, str], width: float, most: int = 5, say: Say = as_written
) -> Figure:
    """One bar a question, from the chance if the answer is the best one to the chance if it is the worst.

    titles: the short wording of each question, by id.
    """
    asked = risk.ask_next[:most]
    left, right = _LABELS_WIDTH, width - _RIGHT
    bottom = _HEAD + len(asked) * _ROW

    largest = max([risk.rare_case.probability, *(item.probability_if_worst for item in asked)])
    scale = next(end for end in _SCALES if end >= largest)

    def at(share: float) -> float:
        return left + (right - left) * share / scale

    shapes: list[Shape] = [Text(left, 8, say("Chance of early loss"), 7.5, "muted", bold=True)]
    shapes.append(Text(width, 8, say("Uncertainty"), 7.5, "muted", bold=True, anchor="end"))
    shapes.append(Text(width, 17, say("it would remove"), 7.5, "muted", bold=True, anchor="end"))
    for share in (0.0, scale / 2, scale):
        shapes.append(Line(((at(share), _HEAD), (at(share), bottom)), "rule"))
        shapes.append(Text(at(share), bottom + 10, percent(share), 7, "muted", anchor="middle"))
    now = at(risk.rare_case.probability)
    shapes.append(Line(((now, _HEAD - 2), (now, bottom)), "ink", 0.8, "dashed"))
    for place, question in enumerate(asked):
        y = _HEAD + place * _ROW + _ROW / 2
        shapes += _row(question, titles, y, at)
        shapes.append(Text(width, y + 3, percent(question.share_of_variance), 8.5, "ink", bold=True, anchor="end"))
    both = say("{question}: {best} with the best answer, {worst} with the worst")
    said = "; ".join(
        both.format(
            question=titles.get(item.question, item.question),
            best=percent(item.probability_if_best),
            worst=percent(item.probability_if_worst),
        )
        for item in asked
    )
    rows = tuple(
        (
            f"{item.question} {titles.get(item.question, '')}".strip(),
            item.parameter,
            percent(item.probability_if_best),
            percent(item.probability_if_worst),
            percent(item.share_of_variance),
        )
        for item in asked
    )
    head = ("Question", "What it settles", "If best", "If worst", "Uncertainty removed")
    sentence = f"{say('Bars of the chance of early loss for each open question.')} {said}."
    return Figure(width, bottom + 14, tuple(shapes), sentence, FigureTable(tuple(map(say, head)), rows))


def _row(question: AskNext, titles: Mapping[str, str], y: float, at: Callable[[float], float]) -> list[Shape]:
    best, worst = at(question.probability_if_best), at(question.probability_if_worst)
    start, end = sorted((best, worst))
    return [
        Text(
            0,
            y - 1,
            f"{question.question}  {shorten(titles.get(question.question, ''), _LABEL_LENGTH - 8)}",
            8,
            bold=True,
        ),
        Text(0, y + 8.5, shorten(question.parameter[:1].upper() + question.parameter[1:], _LABEL_LENGTH), 7.5, "muted"),
        Rect(start, y - 3, max(end - start, 1.0), 6, fill="stated tint"),
        Marker("circle", best, y, 7, "human"),
        Marker("diamond", worst, y, 9, "worst"),
    ]
