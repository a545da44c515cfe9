"""Contract points for the findings: starting points for a lawyer."""

from __future__ import annotations

from reportlab.platypus import Flowable

from reports.material import Material
from reports.pdf.blocks import heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table
from reports.words import date_words, joined


def contract(material: Material) -> list[Flowable]:
    """Each clause that a finding calls for, with the findings."""
    wanted: dict[str, list[str]] = {}
    for finding in material.findings_in_order:
        for clause in finding.clauses:
            wanted.setdefault(clause, []).append(finding.title)
    story: list[Flowable] = [*heading("Contract points", "contract", 1)]
    clauses = material.library.clauses
    known = {clause: titles for clause, titles in wanted.items() if clause in clauses}
    if not known:
        return [*story, P(fill("No finding calls for a clause."), LEAD)]
    story.append(P(fill("For your lawyer: starting points, not text to sign."), LEAD))
    date = date_words(material.closed)
    rows: list[list[Cell]] = [
        [
            [P(show(clauses[clause].title), CELL_BOLD), P(show(clause), CELL_SMALL)],
            [
                P(show(clauses[clause].text.replace("{date}", date)), CELL),
                P(fill("Because of: {titles}", titles=joined(titles)), CELL_SMALL),
            ],
        ]
        for clause, titles in known.items()
    ]
    return [*story, data_table(("Clause", "Wording to start from"), rows, (124, TEXT_WIDTH - 124))]
