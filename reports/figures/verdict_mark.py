"""The verdict as a sign: a shape of its own for each, so that it is known without its colour."""

from __future__ import annotations

from questionnaires.pack import Verdict
from reports.figures.shapes import Figure, FigureTable, Line, Marker, Shape, Sign, Text

SIGNS: dict[Verdict, Sign] = {
    "NOT_DEFENSIBLE": "square",
    "YELLOW_FLAG": "triangle",
    "CONDITIONAL": "diamond",
    "DEFENSIBLE": "circle",
}
ORDER: tuple[Verdict, ...] = ("NOT_DEFENSIBLE", "YELLOW_FLAG", "CONDITIONAL", "DEFENSIBLE")
"""From worst to best, as on the scale."""


def verdict_mark(verdict: Verdict, label: str, size: float) -> Figure:
    """The sign alone, ``size`` points high."""
    sign = Marker(SIGNS[verdict], size / 2, size / 2, size, verdict)
    return Figure(size, size, (sign,), f"Verdict: {label}.", FigureTable(("Verdict",), ((label,),)))


def verdict_scale(verdict: Verdict, labels: dict[Verdict, str], width: float) -> Figure:
    """All four verdicts in a row from worst to best, with this one marked."""
    height, middle = 34.0, 9.0
    step = width / len(ORDER)
    shapes: list[Shape] = [Line(((0, middle), (width, middle)), "rule", 0.8)]
    for place, other in enumerate(ORDER):
        x = place * step
        chosen = other == verdict
        if chosen:
            shapes.append(Marker(SIGNS[other], x + 8, middle, 16, other))
        else:
            shapes.append(Marker("circle", x + 3, middle, 5, "rule"))
        shapes.append(Text(x, 29, labels[other], 8.5 if chosen else 8, "ink" if chosen else "muted", bold=chosen))
    said = ", ".join(labels[other] for other in ORDER)
    sentence = f"Scale of verdicts from worst to best: {said}. This audit: {labels[verdict]}."
    rows = tuple((labels[other], "this audit" if other == verdict else "") for other in ORDER)
    return Figure(width, height, tuple(shapes), sentence, FigureTable(("Verdict", ""), rows))
