"""An evidence grade as a small coloured block, with its word beside it where there is room."""

from __future__ import annotations

from typing import cast

from reports.figures.shapes import Colour, Figure, FigureTable, Rect, Shape, Text


def grade_block(x: float, y: float, size: float, grade: int) -> list[Shape]:
    """The block for a grade from 0 to 4, its top left corner at x, y; grade 0 is empty with a broken edge."""
    fill, on = cast(Colour, f"grade {grade}"), cast(Colour, f"on grade {grade}")
    empty = grade == 0
    return [
        Rect(x, y, size, size, fill=fill, edge="muted" if empty else None, dash="dashed" if empty else "solid"),
        Text(x + size / 2, y + size / 2 + 2.7, str(grade), 7.5, on, anchor="middle"),
    ]


def grade_chip(grade: int, label: str, width: float, size: float = 13.0) -> Figure:
    """The block with its word."""
    shapes = (*grade_block(0, 0, size, grade), Text(size + 5, size / 2 + 2.7, label, 7.5))
    return Figure(width, size + 2, shapes, f"Evidence grade {grade}: {label}.", FigureTable(("Grade",), ((label,),)))
