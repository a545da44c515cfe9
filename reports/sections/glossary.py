"""Five problems that sound alike and need different cures, then the other words of the report."""

from __future__ import annotations

from reportlab.platypus import Flowable

from reports.material import Material
from reports.pdf.blocks import gap, heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import CELL, CELL_BOLD, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, facts_table, with_heading

_WORDS = (
    ("Round", "One training of the vendor's next model, also called a generation."),
    ("Synthetic data", "Text or other data written by a model rather than by people."),
    ("Replace, accumulate", "Whether new training data take the place of earlier data, or are added to them."),
    ("Human reference set", "A fixed set of human data that is present in every round; also called anchors."),
    ("Rare cases", "What people really meet but seldom: the odd contract, the unusual fault, the small language."),
    ("Disclosure", "How much was told that could be wrong, and how well it is backed."),
    ("Practice", "How well the practices described would protect, if they are as described."),
    ("Must answer", "A question that can limit the verdict by itself."),
    ("Provisional", "The verdict may still move, because answers are outstanding."),
    ("Compensated", "The verdict rests on the buyer's own checks, not on the vendor's answers."),
)


def glossary(material: Material) -> list[Flowable]:
    """Both tables."""
    rows: list[list[Cell]] = [
        [P(show(word.label), CELL_BOLD), P(show(word.one_line), CELL), P(show(word.fix), CELL)]
        for word in material.library.vocabulary.dynamics.values()
    ]
    return [
        *heading("Words", "words", 1),
        P(fill("Five problems that sound alike and need different cures. This audit is about the first."), LEAD),
        data_table(("Problem", "What it is", "What helps"), rows, (96, TEXT_WIDTH - 266, 170)),
        gap(8),
        *with_heading(
            heading("Other words used here", "other-words"),
            facts_table([(word, show(meaning)) for word, meaning in _WORDS]),
        ),
    ]
