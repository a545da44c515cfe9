"""Which points of published frameworks the answers speak to; ids only, no text of theirs."""

from __future__ import annotations

from reportlab.platypus import Flowable

from reports.material import Material
from reports.pdf.blocks import heading
from reports.pdf.paragraph import P, fill, pieces, show
from reports.pdf.styles import CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, rows_of
from reports.words import in_natural_order

_NAME_WIDTH = 170.0


def frameworks(material: Material) -> list[Flowable]:
    """A table: each framework with its points and the questions about them that were answered."""
    story: list[Flowable] = [*heading("Framework map", "frameworks", 1)]
    rows: list[list[Cell]] = []
    for key, framework in material.library.vocabulary.frameworks.items():
        points = _points(material, key)
        if not points:
            continue
        name: list[Flowable] = [P(show(framework.name), CELL_BOLD), P(show(framework.ref), CELL_SMALL)]
        said = "; ".join(f"{point}: {', '.join(questions)}" for point, questions in points.items())
        first, *rest = rows_of([P(piece, CELL) for piece in pieces(said)], TEXT_WIDTH - _NAME_WIDTH - 8)
        rows += [[name, first], *([P(fill("continued"), CELL_SMALL), part] for part in rest)]
    if not rows:
        return [*story, P(fill("No answer speaks to a published framework."), LEAD)]
    story.append(P(fill("Points of published frameworks, by their ids, and the answers that speak to them."), LEAD))
    return [*story, data_table(("Framework", "Point: answers"), rows, (_NAME_WIDTH, TEXT_WIDTH - _NAME_WIDTH))]


def _points(material: Material, framework: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pack in material.packs:
        for question in pack.questions:
            answer = material.answer(question.id)
            if answer is not None and answer.answered:
                for point in question.maps.get(framework, ()):
                    found.setdefault(str(point), []).append(question.id)
    return dict(sorted(found.items(), key=lambda pair: in_natural_order(pair[0])))
