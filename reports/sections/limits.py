"""What the report cannot say, and who may rely on it."""

from __future__ import annotations

from reportlab.platypus import Flowable

from reports.material import Material
from reports.pdf.blocks import bullets, heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, LEAD
from reports.text import shorten
from reports.words import date_words

_WORD_ONLY = 2
_LISTED = 4_000


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
    on_word = [question for question, answer in material.answers if answer.answered and answer.grade <= _WORD_ONLY]
    if on_word:
        story += [
            *heading("Claims that rest on the vendor's word alone", "word-alone"),
            P(
                show(shorten("; ".join(f"{question} {material.short(question)}" for question in on_word), _LISTED)),
                BODY,
            ),
        ]
    return story
