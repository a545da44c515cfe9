"""How rare cases fare over time: a median line and a band for each reading of the answers, labelled where it ends."""

from __future__ import annotations

from typing import Literal

from core.risk.result import Course, CourseName, RiskResult
from reports.figures.numbers import percent, percent_range
from reports.figures.shapes import Colour, Dash, Figure, FigureTable, Line, Point, Polygon, Say, Shape, Text, as_written

_LOOKS: dict[CourseName, tuple[Colour, Colour, Dash, str]] = {
    "as stated": ("stated", "stated tint", "solid", "As stated"),
    "best answers": ("human", "human tint", "dotted", "If the open points are good"),
    "worst answers": ("worst", "worst tint", "dashed", "If the open points are bad"),
    "all human": ("human", "human tint", "dotted", "If all data were human"),
}
_LABELS_WIDTH = 128.0
_LEFT, _TOP, _BOTTOM = 46.0, 20.0, 32.0
_LABEL_ROOM = 25.0


def risk_fan(risk: RiskResult, early_loss: float, width: float, height: float = 208.0, say: Say = as_written) -> Figure:
    """Tail coverage against months, one line and one 5–95 % band a course.

    early_loss: tail coverage below which the early stage is counted, 0 to 1.
    The course with the best answers ends close to the all-human one and would only cover it: it is in the table.
    """
    drawn = tuple(course for course in risk.courses if course.name != "best answers")
    right, base = width - _LABELS_WIDTH, height - _BOTTOM
    last = max(risk.months[-1], 1) if risk.months else 1

    def at(month: float, share: float) -> Point:
        return _LEFT + (right - _LEFT) * month / last, base - (base - _TOP) * share

    title = say("Representation of rare cases, all-human training = {share}").format(share=percent(1))
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
            words = say("{months} months").format(months=month) if month else say("today")
            shapes.append(Text(x, base + 12, words, 7.5, "muted", anchor=anchor))

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
    shapes.append(Text(_LEFT - 6, y + 11, say("early loss"), 7, bold=True, anchor="end"))
    for course in widest_first:
        colour, _, dash, _ = _LOOKS[course.name]
        points = tuple(at(month, share) for month, share in zip(risk.months, course.median, strict=True))
        shapes.append(Line(points, colour, 1.8, dash))
    ends = {course.name: at(last, course.median[-1])[1] for course in drawn}
    shapes += _end_labels(drawn, (right, base), ends, say)
    return Figure(width, height, tuple(shapes), _sentence(risk, say), _table(risk, say))


def _end_labels(courses: tuple[Course, ...], corner: Point, ends: dict[CourseName, float], say: Say) -> list[Shape]:
    """Labels beside the line ends, pushed apart where lines end close together."""
    right, base = corner
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
        shapes.append(Text(right + 12, y + 1, say(label), 8, colour, bold=True))
        shapes.append(Text(right + 12, y + 11, _at_the_end(course, say), 7.5))
    return shapes


def _at_the_end(course: Course, say: Say) -> str:
    ends = percent_range(course.low[-1], course.high[-1])
    return say("{middle}, range {ends}").format(middle=percent(course.median[-1]), ends=ends)


def _sentence(risk: RiskResult, say: Say) -> str:
    ends = "; ".join(f"{say(_LOOKS[course.name][3]).lower()} {_at_the_end(course, say)}" for course in risk.courses)
    months = risk.months[-1] if risk.months else 0
    said = say("Line chart with bands: representation of rare cases after {months} months: {ends}.")
    return said.format(months=months, ends=ends)


def _table(risk: RiskResult, say: Say) -> FigureTable:
    shown = [place for place, month in enumerate(risk.months) if month and month % 12 == 0]
    after = say("After {months} months")
    head = (say("Reading of the answers"), *(after.format(months=risk.months[place]) for place in shown))
    rows = tuple((say(_LOOKS[course.name][3]), *(_cell(course, place) for place in shown)) for course in risk.courses)
    return FigureTable(head, rows)


def _cell(course: Course, place: int) -> str:
    return f"{percent(course.median[place])} ({percent_range(course.low[place], course.high[place])})"
