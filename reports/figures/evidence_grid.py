"""Every answer as one block, by section, darker the better it is backed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.figures.grade_chip import grade_block
from reports.figures.shapes import Figure, FigureTable, Shape, Text
from reports.text import shorten

GRADES = (0, 1, 2, 3, 4)
_LABELS_WIDTH, _BLOCK, _GAP, _ROW = 236.0, 13.0, 2.5, 20.0
_LABEL_LENGTH = 50


@dataclass(frozen=True, slots=True)
class SectionGrades:
    """A section and the evidence grade of each of its questions, in the order asked."""

    title: str
    grades: tuple[int, ...]


def evidence_grid(sections: Sequence[SectionGrades], labels: Sequence[str], width: float) -> Figure:
    """Blocks by section; ``labels`` are the words for grades 0 to 4, printed below as the key."""
    a_line = max(1, int((width - _LABELS_WIDTH) // (_BLOCK + _GAP)))
    shapes: list[Shape] = []
    top = 0.0
    for section in sections:
        grades = sorted(section.grades, reverse=True)
        shapes.append(Text(0, top + 10, shorten(section.title, _LABEL_LENGTH), 8.5))
        for place, grade in enumerate(grades):
            x = _LABELS_WIDTH + (place % a_line) * (_BLOCK + _GAP)
            shapes += grade_block(x, top + (place // a_line) * (_BLOCK + _GAP), _BLOCK, grade)
        lines = max(1, -(-len(grades) // a_line))
        top += (lines - 1) * (_BLOCK + _GAP) + _ROW
    top += 4
    x = 0.0
    for grade, label in zip(GRADES, labels, strict=True):
        shapes += grade_block(x, top, _BLOCK, grade)
        shapes.append(Text(x + _BLOCK + 5, top + 9.5, label, 7.5, "muted"))
        x += _BLOCK + 5 + 4.2 * len(label) + 14
    return Figure(width, top + _BLOCK + 2, tuple(shapes), _sentence(sections, labels), _table(sections))


def _sentence(sections: Sequence[SectionGrades], labels: Sequence[str]) -> str:
    every = [grade for section in sections for grade in section.grades]
    counts = ", ".join(f"{every.count(grade)} with grade {grade}, {labels[grade].lower()}" for grade in GRADES)
    return f"Blocks, one for each question asked: {counts}."


def _table(sections: Sequence[SectionGrades]) -> FigureTable:
    head = ("Section", *(f"Grade {grade}" for grade in GRADES))
    rows = tuple((section.title, *(str(section.grades.count(grade)) for grade in GRADES)) for section in sections)
    return FigureTable(head, rows)
