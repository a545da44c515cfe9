"""What the report cannot say, and who may rely on it."""

from __future__ import annotations

from reportlab.platypus import Flowable

from reports.material import Material
from reports.pdf.blocks import bullets, heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, CELL, CELL_BOLD, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, with_heading
from reports.text import shorten
from reports.words import count_words, date_words

_WORD_ONLY = 2
_LISTED, _CLIENT = 4_000, 120
_CARRIES = {
    0: ("Nothing; the question is open.", "Any statement about the practice, good or bad."),
    1: ("That somebody said it, on that day, in these words.", "That it is so; that the firm stands by it."),
    2: ("A warranty: it can be held against the vendor.", "That it is so without a look at the records behind it."),
    3: ("That the practice was written down and used as the document says.", "That it was kept to every time."),
    4: ("That somebody without the vendor's interest found it so.", "What was not looked at, or came after the check."),
}
"""What each grade of evidence can and cannot carry."""


def limits(material: Material) -> list[Flowable]:
    """The limits, then the claims that rest on the vendor's word alone."""
    story: list[Flowable] = [
        *heading("Limits", "limits", 1),
        P(fill("This is not legal advice, not a certificate and not a security audit."), LEAD),
        *bullets(
            [
                fill(
                    "The simulation can say which data practices compound, which stay bounded, in what order, and how "
                    "far the answers given rule the bad cases out. It cannot say that a given model is or will be "
                    "degraded, and says nothing of benchmark results or of how often answers are wrong."
                ),
                fill(
                    "No public record exists against which a simulation of a commercial model could be calibrated. "
                    "Its result rests on assumptions that are weakly known; they are all printed with their origin."
                ),
                fill(
                    "Some assumptions were chosen after looking at what they led to, above all how far machine-written "
                    "text leaves rare cases out. They decide where the middle cases lie and hardly move the extremes; "
                    "the method paper of the program lists each with the figures before and after."
                ),
                fill(
                    "Rare cases are treated as independent of each other: a model can recover a case it never saw, and "
                    "the simulation does not know that."
                ),
                fill(
                    "The audit examined answers and documents, and a sample of outputs where that is said. It saw "
                    "neither the training data nor the model."
                ),
                fill(
                    "Weak evidence means that we do not know, not that the practice is bad. A vendor may be better "
                    "than its documents, or worse."
                ),
                fill(
                    "The verdict is for the stated use and stakes only, and stands until {date} or the next notified "
                    "change of the product.",
                    date=date_words(material.valid_until),
                ),
            ]
        ),
    ]
    story += _supports(material)
    on_word = [question for question, answer in material.answers if answer.answered and answer.grade <= _WORD_ONLY]
    if on_word:
        story += [
            *heading("Claims that rest on the vendor's word alone", "word-alone"),
            P(
                show(shorten("; ".join(f"{question} {material.short(question)}" for question in on_word), _LISTED)),
                BODY,
            ),
        ]
    return [*story, *_reliance(material)]


def _supports(material: Material) -> list[Flowable]:
    """What each grade of evidence can carry, and what it cannot."""
    rows: list[list[Cell]] = [
        [
            P(show(f"{number} {grade.label}"), CELL_BOLD),
            P(show(_CARRIES[number][0]), CELL),
            P(show(_CARRIES[number][1]), CELL),
        ]
        for number, grade in material.library.vocabulary.evidence_grades.items()
    ]
    table = data_table(
        ("Grade", "It can support", "It cannot support"), rows, (108, (TEXT_WIDTH - 108) / 2, (TEXT_WIDTH - 108) / 2)
    )
    return with_heading(heading("What a grade of evidence can carry", "grades-carry"), table)


def _reliance(material: Material) -> list[Flowable]:
    """What nobody measured, who may rely on the report, and until when."""
    assumptions = material.risk.assumptions
    open_ones = sum(assumption.question is None for assumption in assumptions)
    measured = material.samples is not None or material.document.analyser.reading != "not_run"
    client = shorten(material.document.client, _CLIENT) or "The buyer"
    said = [
        fill(
            "<b>Not measured.</b> {open_ones} of the simulation's {all} rest on general assumptions, because no answer "
            "speaks of them. {samples}",
            open_ones=open_ones,
            all=count_words(len(assumptions), "parameter"),
            samples="" if measured else "No sample of outputs was measured.",
        ),
        fill(
            "<b>Who may rely on it.</b> {client}, for the use stated, until {date}. Their insurers, lenders, "
            "regulators and auditors may be shown it; it was not written for anybody else.",
            client=client,
            date=date_words(material.valid_until),
        ),
    ]
    return [*heading("Reliance", "reliance"), *[P(line, BODY) for line in said]]
