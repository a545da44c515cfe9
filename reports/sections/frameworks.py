"""Which points of published frameworks the answers speak to; ids only, no text of theirs."""

from __future__ import annotations

from reportlab.platypus import Flowable

from reports.material import Material
from reports.pdf.blocks import heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, rows_of
from reports.text import Markup
from reports.words import in_natural_order

_NAME_WIDTH = 150.0
_TOGETHER = 24


def frameworks(material: Material) -> list[Flowable]:
    """A table: each framework with its points and the questions about them that were answered."""
    story: list[Flowable] = [*heading("Framework map", "frameworks", 1)]
    rows: list[list[Cell]] = []
    for key, framework in material.library.vocabulary.frameworks.items():
        points = _points(material, key)
        if not points:
            continue
        name: list[Flowable] = [P(show(framework.name), CELL_BOLD), P(show(framework.ref), CELL_SMALL)]
        first, *rest = rows_of([P(said, CELL) for said in _said(points)], TEXT_WIDTH - _NAME_WIDTH - 8)
        rows += [[name, first], *([P(fill("continued"), CELL_SMALL), part] for part in rest)]
    if not rows:
        return [*story, P(fill("No answer speaks to a published framework."), LEAD)]
    story.append(P(fill("Points of published frameworks, by their ids, and the answers that speak to them."), LEAD))
    return [*story, data_table(("Framework", "Point: answers"), rows, (_NAME_WIDTH, TEXT_WIDTH - _NAME_WIDTH))]


def _said(points: dict[str, list[str]]) -> list[Markup]:
    """Points in bold, each with its answers, a few in one paragraph."""
    every = list(points.items())
    parts = [every[start : start + _TOGETHER] for start in range(0, len(every), _TOGETHER)]
    return [
        fill(
            "\u00a0· ".join(f"<b>{{point_{place}}}</b>\u00a0{{answers_{place}}}" for place in range(len(part))),
            **{f"point_{place}": point.replace(" ", "\u00a0") for place, (point, _) in enumerate(part)},
            **{f"answers_{place}": ", ".join(answers) for place, (_, answers) in enumerate(part)},
        )
        for part in parts
    ]


def _points(material: Material, framework: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pack in material.packs:
        for question in pack.questions:
            answer = material.answer(question.id)
            if answer is not None and answer.answered:
                for point in question.maps.get(framework, ()):
                    found.setdefault(str(point), []).append(question.id)
    return dict(sorted(found.items(), key=lambda pair: in_natural_order(pair[0])))
