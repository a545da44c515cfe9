"""Contract terms: five to ask for first, further ones for the findings, two checks; starting points for a lawyer."""

from __future__ import annotations

from reportlab.platypus import Flowable

from reports.letters.clause_list import Chapter, Term, clause_list
from reports.material import Material
from reports.pdf.blocks import gap, heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, with_heading
from reports.words import joined

_NAMES = 124


def contract(material: Material) -> list[Flowable]:
    """Each clause with its wording and the findings that call for it."""
    found = clause_list(material.evaluation, material.library)
    story: list[Flowable] = [*heading("Contract points", "contract", 1), P(show(found.lead), LEAD)]
    for number, chapter in enumerate(found.chapters, start=1):
        table = data_table(("Clause", "Wording to start from"), _rows(chapter), (_NAMES, TEXT_WIDTH - _NAMES))
        story += [*with_heading(heading(chapter.title, f"contract-{number}"), table), gap(6)]
    return story


def _rows(chapter: Chapter) -> list[list[Cell]]:
    return [
        [_name(number, term, group.ask if place == 0 else ""), _wording(term)]
        for number, group in enumerate(chapter.groups, start=1)
        for place, term in enumerate(group.terms)
    ]


def _name(number: int, term: Term, ask: str) -> list[Flowable]:
    """Terms that are asked for together have one number."""
    title = fill("{number}. {title}", number=number, title=term.title)
    return [P(title, CELL_BOLD), *([P(show(ask), CELL)] if ask else []), P(show(term.id), CELL_SMALL)]


def _wording(term: Term) -> list[Flowable]:
    because = [P(fill("Because of: {titles}", titles=joined(term.because_of)), CELL_SMALL)] if term.because_of else []
    return [P(show(term.text), CELL), *because]
