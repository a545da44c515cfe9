"""What a count of a buyer's own training examples offers as answers to the in-house questions; the user decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from core.audit.document import EvidenceItem
from core.samples.training.reading import TrainingReading
from questionnaires.answer import Answer, Range
from questionnaires.pack import Pack, Question

WRITTEN_CLAIM = 2
"""Evidence grade of what is offered: the firm's own labels were counted, nobody outside has checked them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Answers by question id, and the evidence they rest on by id."""

    answers: Mapping[str, Answer]
    evidence: Mapping[str, EvidenceItem]


def offered_answers(reading: TrainingReading, pack: Pack, day: dt.date) -> Offer:
    """Answers that the reading allows to the questions of a pack: shares by author, and the anchors in every batch.

    The share is offered only where the examples say who wrote them; what is suspected or not said widens it. Files
    become evidence with their hashes, as labels of the firm's own.
    """
    evidence = {
        f"TD{number}": EvidenceItem(
            title=f"Training examples counted: {name}"[:300],
            kind="document",
            source="our own training data",
            dated=day,
            file_name=name[-255:],
            sha256=sha256,
        )
        for number, (name, sha256) in enumerate(reading.sources.items(), start=1)
    }
    given = {
        question.id: answer.model_copy(update={"evidence": tuple(evidence), "date": day})
        for question in pack.questions
        if (answer := _answer(question, reading)) is not None
    }
    return Offer(given, evidence if given else {})


def _answer(question: Question, reading: TrainingReading) -> Answer | None:
    match question.concept:
        case "synthetic_share" if question.answer.type == "breakdown":
            return _who_wrote_them(reading)
        case "human_anchor" if question.answer.type == "number":
            return _anchors(reading)
    return None


def _who_wrote_them(reading: TrainingReading) -> Answer | None:
    if reading.machine_share is None:
        return None
    low, high = (100 * share for share in reading.machine_share)
    return Answer(
        status="specific",
        grade=WRITTEN_CLAIM,
        value={"human_scratch": Range(low=100 - high, high=100 - low), "model_unedited": Range(low=low, high=high)},
        basis="counted",
        n=reading.examples,
        text=reading.sentences[0],
    )


def _anchors(reading: TrainingReading) -> Answer | None:
    if reading.anchors_everywhere is None:
        return None
    everywhere = int(reading.anchors_everywhere * reading.anchors + 1e-9)
    return Answer(
        status="specific",
        grade=WRITTEN_CLAIM,
        value=float(everywhere),
        text=f"Of {reading.anchors} anchors, the batch that holds fewest has {everywhere}.",
    )
