"""The one way from an audit to its verdict: simulate the risk, then assess."""

from __future__ import annotations

from dataclasses import dataclass

from core.assessment.assess import assess
from core.assessment.result import Assessment
from core.audit.document import AuditDocument
from core.risk.parameters import Parameters
from core.risk.result import RiskResult
from core.risk.score import DEFAULT_DRAWS, score_risk
from questionnaires.custom import scored_packs
from questionnaires.library import Library


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An audit with everything computed from it."""

    document: AuditDocument
    risk: RiskResult
    assessment: Assessment


def evaluate(
    document: AuditDocument,
    library: Library,
    *,
    seed: int | None = None,
    draws: int | None = None,
    parameters: Parameters | None = None,
) -> Evaluation:
    """Simulate and assess an audit.

    seed: None uses the audit's own; an audit without one has a seed drawn, which the result records.
    draws: simulation draws; None uses the full engine's default.
    parameters: a consultant's own copy of the parameter file; None uses the shipped one.
    Packs of the user's own are left out of everything computed (``questionnaires.custom``).
    Raises UnusableInputError for an unknown pack, or where no shipped pack is used.
    """
    scored = _without_own_packs(document, library)
    packs = library.packs_of(scored.packs, document.audit_id)
    chosen = document.seed if seed is None else seed
    size = DEFAULT_DRAWS if draws is None else draws
    risk = score_risk(scored.answers, packs, document.context.lane, seed=chosen, draws=size, parameters=parameters)
    return Evaluation(document, risk, assess(scored, risk, library))


def assess_again(evaluation: Evaluation, document: AuditDocument, library: Library) -> Evaluation:
    """The same risk, assessed for ``document``: the same audit with other words around its answers."""
    return Evaluation(
        document, evaluation.risk, assess(_without_own_packs(document, library), evaluation.risk, library)
    )


def _without_own_packs(document: AuditDocument, library: Library) -> AuditDocument:
    """The audit as the rules see it: shipped packs, their answers and the contradictions between them."""
    names = scored_packs(document.packs, document.audit_id)
    if names == document.packs:
        return document
    own = library.packs_of([name for name in document.packs if name not in names], document.audit_id)
    theirs = {question.id for pack in own for question in pack.questions}
    return document.model_copy(
        update={
            "packs": names,
            "answers": {name: answer for name, answer in document.answers.items() if name not in theirs},
            "contradictions": tuple(item for item in document.contradictions if item.question not in theirs),
        }
    )
