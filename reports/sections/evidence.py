"""The evidence register: what was received, how it is graded, and the fingerprint of each file."""

from __future__ import annotations

from reportlab.platypus import Flowable

from core.audit.document import EvidenceItem
from reports.material import Material
from reports.pdf.blocks import heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table
from reports.text import shorten
from reports.words import EVIDENCE_KINDS, date_words, in_natural_order, joined

_NAME, _TITLE = 80, 600


def evidence(material: Material) -> list[Flowable]:
    """The register as a table."""
    story: list[Flowable] = [*heading("Evidence register", "evidence", 1)]
    items = {name: item for name, item in material.document.evidence.items() if not item.withdrawn}
    if not items:
        return [*story, P(fill("No evidence was received."), LEAD)]
    story.append(
        P(
            fill(
                "Files are kept with the audit and are not part of this report. A file with another fingerprint than "
                "the one printed here is not the file that was graded."
            ),
            BODY,
        )
    )
    rows: list[list[Cell]] = []
    for name, item in sorted(items.items(), key=lambda pair: in_natural_order(pair[0])):
        used = joined(
            f"{question} (grade {answer.grade})" for question, answer in material.answers if name in answer.evidence
        )
        rows.append(
            [
                P(show(shorten(name, _NAME)), CELL_BOLD),
                [
                    P(show(shorten(item.title, _TITLE)), CELL_BOLD),
                    P(fill("Used for {questions}", questions=shorten(used, _TITLE) or "no answer"), CELL_SMALL),
                    *[P(show(shorten(line, _TITLE)), CELL_SMALL) for line in _origin(item)],
                    P(
                        show(f"SHA-256 {shorten(item.sha256, _NAME)}" if item.sha256 else "No file attached"),
                        CELL_SMALL,
                    ),
                ],
                P(show(EVIDENCE_KINDS[item.kind]), CELL),
                P(show(date_words(item.dated)), CELL),
            ]
        )
    head = ("Id", "What it is", "Kind", "Dated")
    story.append(data_table(head, rows, (44, TEXT_WIDTH - 210, 80, 86)))
    return story


def _origin(item: EvidenceItem) -> list[str]:
    """From whom it came, when, and under which name, where that is known."""
    return [
        *([f"From {item.source}"] if item.source else []),
        *([f"Received on {date_words(item.received)}"] if item.received else []),
        *([f"File {item.file_name}"] if item.file_name else []),
    ]
