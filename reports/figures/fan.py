"""How rare cases fare over time: a median line and a band for each reading of the answers, labelled where it ends."""

from __future__ import annotations

from typing import Literal

from core.risk.result import Course, CourseName, RiskResult
from reports.figures.numbers import percent, percent_range
from reports.figures.shapes import Colour, Dash, Figure, FigureTable, Line, Point, Polygon, Shape, Text

_LOOKS: dict[CourseName, tuple[Colour, Colour, Dash, str]] = {
    "as stated": ("stated", "stated tint", "solid", "As stated"),
    "best answers": ("human", "human tint", "dotted", "If the open points are good"),
    "worst answers": ("worst", "worst tint", "dashed", "If the open points are bad"),
    "all human": ("human", "human tint", "dotted", "If all data were human"),
}
_LABELS_WIDTH = 128.0
_LEFT, _TOP, _BOTTOM = 46.0, 20.0, 32.0
_LABEL_ROOM = 25.0


def risk_fan(risk: RiskResult, early_loss: float, width: float, height: float = 208.0) -> Figure:
    """Tail coverage against months, one line and one 5–95 % band a course.

    early_loss: tail coverage below which the early stage is counted, 0 to 1.
    The course with the best answers ends close to the all-human one and would only cover it: it is in the table.
    """
    drawn = tuple(course for course in risk.courses if course.name != "best answers")
    right, base = width - _LABELS_WIDTH, height - _BOTTOM
    last = max(risk.months[-1], 1) if risk.months else 1

    def at(month: float, share: float) -> Point:
        return _LEFT + (right - _LEFT) * month / last, base - (base - _TOP) * share

    title = f"Representation of rare cases, all-human training = {percent(1)}"
    shapes: list[Shape] = [Text(0, 8, title, 7.5, "muted", bold=True)]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        _, y = at(0, share)
        shapes.append(Line(((_LEFT, y), (right, y)), "rule"))
        shapes.append(Text(_LEFT - 6, y + 2.6, percent(share), 7.5, "muted", bold=share == early_loss, anchor="end"))
    for month in risk.months:
        if month % 12 == 0:
            x, _ = at(month, 0)
            shapes.append(Line(((x, base), (x, base + 3)), "muted"))
            anchor: Literal["middle", "end"] = "end" if month == last else "middle"
            shapes.append(Text(x, base + 12, f"{month} months" if month else "today", 7.5, "muted", anchor=anchor))

    widest_first = sorted(drawn, key=lambda course: course.low[-1] - course.high[-1])
    for course in widest_first:
        _, tint, _, _ = _LOOKS[course.name]
        upper = [at(month, share) for month, share in zip(risk.months, course.high, strict=True)]
        lower = [at(month, share) for month, share in zip(risk.months, course.low, strict=True)]
        shapes.append(Polygon((*upper, *reversed(lower)), tint))
    for course in widest_first:
        colour, _, _, _ = _LOOKS[course.name]
        for edge in (course.low, course.high):
            points = tuple(at(month, share) for month, share in zip(risk.months, edge, strict=True))
            shapes.append(Line(points, colour, 0.4))

    _, y = at(0, early_loss)
    shapes.append(Line(((_LEFT - 4, y), (right, y)), "ink", 0.8))
    shapes.append(Text(_LEFT - 6, y + 11, "early loss", 7, bold=True, anchor="end"))
    for course in widest_first:
        colour, _, dash, _ = _LOOKS[course.name]
        points = tuple(at(month, share) for month, share in zip(risk.months, course.median, strict=True))
        shapes.append(Line(points, colour, 1.8, dash))
    ends = {course.name: at(last, course.median[-1])[1] for course in drawn}
    shapes += _end_labels(drawn, right, base, ends)
    return Figure(width, height, tuple(shapes), _sentence(risk), _table(risk))


def _end_labels(courses: tuple[Course, ...], right: float, base: float, ends: dict[CourseName, float]) -> list[Shape]:
    """Labels beside the line ends, pushed apart where lines end close together."""
    shapes: list[Shape] = []
    ordered = sorted(courses, key=lambda course: ends[course.name])
    places: list[float] = []
    for course in ordered:
        places.append(max(ends[course.name], places[-1] + _LABEL_ROOM) if places else ends[course.name])
    for place in reversed(range(len(places))):
        lowest = base - 12 - (len(places) - 1 - place) * _LABEL_ROOM
        places[place] = min(places[place], lowest)
    for course, y in zip(ordered, places, strict=True):
        colour, _, _, label = _LOOKS[course.name]
        shapes.append(Line(((right + 2, ends[course.name]), (right + 9, y)), colour, 0.7))
        shapes.append(Text(right + 12, y + 1, label, 8, colour, bold=True))
        range_said = f"{percent(course.median[-1])}, range {percent_range(course.low[-1], course.high[-1])}"
        shapes.append(Text(right + 12, y + 11, range_said, 7.5))
    return shapes


def _sentence(risk: RiskResult) -> str:
    ends = "; ".join(
        f"{_LOOKS[course.name][3].lower()} {percent(course.median[-1])}, "
        f"range {percent_range(course.low[-1], course.high[-1])}"
        for course in risk.courses
    )
    months = risk.months[-1] if risk.months else 0
    return f"Line chart with bands: representation of rare cases after {months} months: {ends}."


def _table(risk: RiskResult) -> FigureTable:
    shown = [place for place, month in enumerate(risk.months) if month and month % 12 == 0]
    head = ("Reading of the answers", *(f"After {risk.months[place]} months" for place in shown))
    rows = tuple((_LOOKS[course.name][3], *(_cell(course, place) for place in shown)) for course in risk.courses)
    return FigureTable(head, rows)


def _cell(course: Course, place: int) -> str:
    return f"{percent(course.median[place])} ({percent_range(course.low[place], course.high[place])})"
