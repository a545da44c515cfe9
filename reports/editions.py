"""Who a report is for. What a reader must not see is taken out of the data before anything is drawn or attached.

The results are then computed from what is left, so that no sentence of theirs says what was taken out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from core.assessment.evaluate import Evaluation, assess_again
from core.audit.document import AuditDocument, Contradiction, EvidenceItem
from core.samples.contrast import OTHER_VENDOR
from core.samples.for_vendor import for_vendor
from core.samples.result import SampleReading
from questionnaires.answer import Answer
from questionnaires.custom import is_custom
from questionnaires.library import Library
from questionnaires.pack import Pack, Question

Edition = Literal["client", "vendor", "one-page"]

WITHHELD = "left out, not for this reader"
"""Stands where there are words that are for others."""
ALSO_COMPARED = "The overall word also rests on a comparison that is left out of the vendor's edition."
_OTHER_PROGRAM: dict[str, Any] = {"risk": None, "sim_inputs": None, "what_if": ()}


def for_edition(evaluation: Evaluation, edition: Edition, library: Library) -> Evaluation:
    """The evaluation as that reader may have it.

    The vendor's holds what the vendor said and gave, what was found, and who signed: no client, use, note, reason or
    source of the buyer, nothing of other vendors, and no figures that another program left in the audit.
    """
    if edition != "vendor":
        return evaluation
    return assess_again(evaluation, _without_notes(evaluation.document), library)


def samples_for(samples: SampleReading | None, edition: Edition) -> SampleReading | None:
    """The reading as that reader may have it.

    The vendor's has no training data, file names, answer keys or words of the buyer, and nothing of another vendor.
    """
    if samples is None or edition != "vendor":
        return samples
    shown = for_vendor(samples)
    readings = tuple(one for one in shown.readings if not one.measure.startswith(OTHER_VENDOR.prefix))
    reasons = tuple(reason for reason in shown.reasons if OTHER_VENDOR.name not in reason)
    if len(reasons) < len(shown.reasons):
        reasons = (*reasons, ALSO_COMPARED)
    rates = shown.measured_rates if len(readings) == len(shown.readings) else ()
    return replace(shown, readings=readings, reasons=reasons, measured_rates=rates)


def pack_for(pack: Pack, edition: Edition) -> Pack:
    """A pack as that reader may have it: the vendor's has no advice to the auditor in packs of the auditor's own."""
    if edition != "vendor" or not is_custom(pack.id):
        return pack
    return pack.model_copy(update={"questions": tuple(map(_without_advice, pack.questions))})


def _without_notes(document: AuditDocument) -> AuditDocument:
    signed = document.signoff.model_copy(update={"accepted_by": None, "accepted_on": None})
    return document.model_copy(
        update={
            "client": "",
            "follows": "",
            "context": document.context.model_copy(update={"use": _withheld(document.context.use), "worst_case": ""}),
            "analyser": document.analyser.model_copy(update={"note": "", "baseline": ""}),
            "answers": {name: _without_reasons(answer) for name, answer in document.answers.items()},
            "evidence": {name: _as_received(item) for name, item in document.evidence.items() if not item.withdrawn},
            "contradictions": tuple(map(_both_claims, document.contradictions)),
            "signoff": signed,
            **_OTHER_PROGRAM,
        }
    )


def _without_reasons(answer: Answer) -> Answer:
    return answer.model_copy(
        update={
            "adjust_reasons": {},
            "reason": _withheld(answer.reason),
            "accepted_by": WITHHELD if answer.accepted_by else None,
        }
    )


def _as_received(item: EvidenceItem) -> EvidenceItem:
    return item.model_copy(update={"source": ""})


def _both_claims(item: Contradiction) -> Contradiction:
    return item.model_copy(
        update={
            "why": "",
            "resolution": _withheld(item.resolution),
            "closed_by": WITHHELD if item.closed_by else None,
        }
    )


def _without_advice(question: Question) -> Question:
    advice = {"why": WITHHELD, "strong": WITHHELD, "red_flags": (WITHHELD,), "probe": WITHHELD, "verify": ""}
    return question.model_copy(update=advice)


def _withheld(words: str) -> str:
    """Says that there are words, where a reader would otherwise take them for missing."""
    return WITHHELD if words.strip() else ""
