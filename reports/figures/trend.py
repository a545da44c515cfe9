"""A vendor over time, by concept: how each answer was backed in each audit, and what became of it."""

from __future__ import annotations

from itertools import pairwise

from core.comparison.over_time import OverTime, Period, Step
from core.comparison.result import ConceptRow, Said
from reports.figures.shapes import Colour, Figure, FigureTable, Line, Rect, Say, Shape, Text, as_written
from reports.text import shorten
from reports.words import capital, count_words, date_words

_LABELS_SHARE, _CHANGE_WIDTH, _HEAD, _ROW, _KEY = 0.36, 112.0, 20.0, 17.0, 22.0
_BLOCK = 13.0
_LETTER = 4.2
_GRADES: tuple[tuple[Colour, Colour], ...] = (
    ("grade 0", "on grade 0"),
    ("grade 1", "on grade 1"),
    ("grade 2", "on grade 2"),
    ("grade 3", "on grade 3"),
    ("grade 4", "on grade 4"),
)


def trend(story: OverTime, width: float, most: int = 40, say: Say = as_written) -> Figure:
    """A row for each must-answer concept and each answer that changed, with the grade of its evidence in each audit.

    most: rows drawn, must-answer concepts first; the table has every concept. say: of the heads and the key; what is
    built by counting stays as written.
    """
    rows = shown_rows(story)[:most]
    sides = story.comparison.sides
    left, right = _LABELS_SHARE * width, width - _CHANGE_WIDTH
    gap = (right - left) / len(sides)
    bottom = _HEAD + len(rows) * _ROW
    at = [left + gap * (place + 0.5) for place in range(len(sides))]
    shapes: list[Shape] = [
        Text(x, 9, side.day.isoformat(), 7.5, "muted", bold=True, anchor="middle")
        for x, side in zip(at, sides, strict=True)
    ]
    shapes.append(Text(right + 8, 9, say("Since the last audit"), 7.5, "muted", bold=True))
    for place, (row, step) in enumerate(rows):
        shapes += _row(row, step, at, _HEAD + place * _ROW + _ROW / 2, (left, right, width))
    shapes += _key(0.0, bottom + 12, say)
    return Figure(width, bottom + _KEY, tuple(shapes), said_over_time(story), _table(story, say))


def shown_rows(story: OverTime) -> list[tuple[ConceptRow, Step]]:
    """The concepts worth drawing, with what became of them: must-answer ones first, then what changed.

    What only one of the last two audits asks about is left to the table.
    """
    steps = {step.concept: step for step in story.latest.steps}
    rows = [(row, steps[row.concept]) for row in story.comparison.rows if row.concept in steps]
    worth = [
        (row, step) for row, step in rows if step.must_answer or (step in story.latest.changed and all(row.cells[-2:]))
    ]
    return sorted(worth, key=lambda pair: not pair[1].must_answer)


def said_over_time(story: OverTime) -> str:
    """What changed and what was kept since the last audit, counted."""
    return f"Of {count_words(len(story.latest.steps), 'concept')} since the last audit: {_counted(story.latest)}."


def said_of(period: Period) -> str:
    """What changed and what was kept from one audit to the next, counted."""
    days = f"From {date_words(period.since)} to {date_words(period.until)}"
    return f"{days}, of {count_words(len(period.steps), 'concept')}: {_counted(period)}."


def worth_telling(period: Period) -> list[Step]:
    """The steps where something changed or a promise was open."""
    return [step for step in period.steps if step in period.changed or step.promise is not None]


def _counted(period: Period) -> str:
    counts: dict[str, int] = {}
    for step in period.steps:
        counts[step.change] = counts.get(step.change, 0) + 1
    kept = [step for step in period.promises if step.promise is not None and step.promise.kept.startswith("kept")]
    changes = ", ".join(f"{number} {change}" for change, number in counts.items())
    promises = (
        f"{len(kept)} of {count_words(len(period.promises), 'promise')} kept" if period.promises else "no open promise"
    )
    return f"{changes}; {promises}"


def change_words(step: Step) -> str:
    """What became of a concept, with its promise."""
    if step.promise is None:
        return capital(step.change)
    return f"{capital(step.change)}; promise {step.promise.kept}"


def grade_words(said: Said | None) -> str:
    """One audit's answer, by its grade, for the table."""
    if said is None:
        return "not part of it"
    if said.carried:
        return "not confirmed"
    if said.answer is None or said.answer.status == "not_asked":
        return "not asked"
    return f"grade {said.grade}" if said.answer.answered else f"no answer, grade {said.grade}"


def _row(row: ConceptRow, step: Step, at: list[float], y: float, ends: tuple[float, float, float]) -> list[Shape]:
    left, right, width = ends
    shapes: list[Shape] = [
        Line(((0, y + _ROW / 2), (width, y + _ROW / 2)), "rule", 0.4),
        Text(0, y + 3, shorten(row.title, int(left / _LETTER)), 8.5, bold=step.must_answer),
        *[
            Line(((at[place], y), (at[place + 1], y)), "rule", 0.8)
            for place, (one, other) in enumerate(pairwise(row.cells))
            if one is not None and other is not None
        ],
    ]
    for x, cell in zip(at, row.cells, strict=True):
        shapes += _block(cell, x, y)
    said = shorten(change_words(step), int((width - right) / 3.9))
    return [*shapes, Text(right + 8, y + 3, said, 7.5, "muted")]


def _block(cell: Said | None, x: float, y: float) -> list[Shape]:
    if cell is None:
        return [Text(x, y + 3, "–", 8.5, "muted", anchor="middle")]
    box = (x - _BLOCK / 2, y - _BLOCK / 2, _BLOCK, _BLOCK)
    if cell.answer is None or cell.answer.status == "not_asked":
        mark = "?" if cell.carried else ""
        return [
            Rect(*box, fill="paper", edge="muted", dash="dotted"),
            Text(x, y + 3, mark, 8, "muted", anchor="middle"),
        ]
    fill, on = _GRADES[cell.grade]
    if not cell.answer.answered and cell.answer.status != "na":
        return [
            Rect(*box, fill="paper", edge="worst"),
            Line(((x - 3, y - 3), (x + 3, y + 3)), "worst", 1.0),
            Line(((x - 3, y + 3), (x + 3, y - 3)), "worst", 1.0),
        ]
    edge: Colour | None = "muted" if cell.grade == 0 else None
    return [Rect(*box, fill=fill, edge=edge), Text(x, y + 3, str(cell.grade), 8, on, bold=True, anchor="middle")]


def _key(left: float, y: float, say: Say) -> list[Shape]:
    return [
        Rect(left, y - 8, 10, 10, fill="grade 3"),
        Text(left + 15, y, say("grade of the evidence"), 7.5, "muted"),
        Rect(left + 104, y - 8, 10, 10, fill="paper", edge="worst"),
        Line(((left + 106, y - 6), (left + 112, y)), "worst", 1.0),
        Line(((left + 106, y), (left + 112, y - 6)), "worst", 1.0),
        Text(left + 119, y, say("asked, no answer"), 7.5, "muted"),
        Rect(left + 190, y - 8, 10, 10, fill="paper", edge="muted", dash="dotted"),
        Text(left + 205, y, say("not asked; ? not confirmed yet"), 7.5, "muted"),
    ]


def _table(story: OverTime, say: Say) -> FigureTable:
    steps = {step.concept: step for step in story.latest.steps}
    head = (say("Concept"), *(side.day.isoformat() for side in story.comparison.sides), say("Since the last audit"))
    return FigureTable(
        head,
        tuple(
            (row.title, *(grade_words(cell) for cell in row.cells), change_words(steps[row.concept]))
            for row in story.comparison.rows
            if row.concept in steps
        ),
    )
