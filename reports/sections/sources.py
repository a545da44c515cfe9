"""The sources behind the questions that were asked."""

from __future__ import annotations

from reportlab.platypus import Flowable

from reports.material import Material
from reports.pdf.blocks import heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table


def sources(material: Material) -> list[Flowable]:
    """A table of every source that a question of the audit's packs names."""
    known = material.library.sources
    used = {
        source
        for pack in material.packs
        for question in pack.questions
        if question.id in material.document.answers
        for source in question.sources
    }
    story: list[Flowable] = [*heading("Sources", "sources", 1)]
    if not used:
        return [*story, P(fill("No question was asked, so none is needed."), LEAD)]
    story.append(P(fill("What the questions rest on, and how we know it."), LEAD))
    rows: list[list[Cell]] = [
        [P(show(name), CELL_BOLD), P(show(source.what), CELL), P(show(source.basis), CELL_SMALL)]
        for name, source in known.items()
        if name in used
    ]
    return [*story, data_table(("Source", "What it says", "How we know"), rows, (78, TEXT_WIDTH - 142, 64))]
