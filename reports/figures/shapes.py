"""The few shapes every figure is made of.

Lengths are in points, measured from the top left corner, y downwards. Colours are tokens such as ``ink`` or
``grade 3``; whoever draws decides what they look like: the PDF on paper, the window in a light or dark theme. A drawer
knows five shapes and draws them in the order given, later ones on top.

- ``Line``: through two or more points; solid, dashed or dotted.
- ``Polygon``: filled, without an edge.
- ``Rect``: filled, edged or both.
- ``Text``: one line; ``y`` is the baseline, ``anchor`` says which part of it ``x`` is.
- ``Marker``: a small sign centred on a point; ``size`` is its full height.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Say: TypeAlias = Callable[[str], str]
"""Puts the words of a figure, and templates with gaps in braces, into another language."""


def as_written(words: str) -> str:
    """The words as they are: a report is in one language."""
    return words


Colour = Literal[
    "ink", "muted", "rule", "panel", "paper", "accent",
    "stated", "stated tint", "worst", "worst tint", "human", "human tint",
    "grade 0", "grade 1", "grade 2", "grade 3", "grade 4", "on grade 0", "on grade 1", "on grade 2", "on grade 3",
    "on grade 4",
    "step 1", "step 2", "step 3", "step 4", "step 5",
    "DEFENSIBLE", "CONDITIONAL", "YELLOW_FLAG", "NOT_DEFENSIBLE",
    "blocker", "major", "minor", "note", "good",
]  # fmt: skip
Dash = Literal["solid", "dashed", "dotted"]
Sign = Literal["circle", "ring", "square", "triangle", "diamond", "open diamond", "bar"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points."""

    points: tuple[Point, ...]
    colour: Colour
    width: float = 0.5
    dash: Dash = "solid"


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled area."""

    points: tuple[Point, ...]
    fill: Colour


@dataclass(frozen=True, slots=True)
class Rect:
    """A box with its top left corner at x, y."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    edge: Colour | None = None
    dash: Dash = "solid"


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text."""

    x: float
    y: float
    text: str
    size: float = 7.5
    colour: Colour = "ink"
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True, slots=True)
class Marker:
    """A sign centred on a point."""

    sign: Sign
    x: float
    y: float
    size: float
    colour: Colour


Shape: TypeAlias = Line | Polygon | Rect | Text | Marker


@dataclass(frozen=True, slots=True)
class FigureTable:
    """What a figure shows, as rows of text under a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of ``width`` by ``height`` points. sentence: what a person hears in its place; table: its twin."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    sentence: str
    table: FigureTable
