"""The one way from an audit to its verdict: simulate the risk, then assess."""

from __future__ import annotations

from dataclasses import dataclass

from core.assessment.assess import assess
from core.assessment.result import Assessment
from core.audit.document import AuditDocument
from core.risk.parameters import Parameters
from core.risk.result import RiskResult
from core.risk.score import DEFAULT_DRAWS, score_risk
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
    Raises UnusableInputError for an unknown pack.
    """
    packs = library.packs_of(document.packs, document.audit_id)
    chosen = document.seed if seed is None else seed
    size = DEFAULT_DRAWS if draws is None else draws
    risk = score_risk(document.answers, packs, document.context.lane, seed=chosen, draws=size, parameters=parameters)
    return Evaluation(document, risk, assess(document, risk, library))
