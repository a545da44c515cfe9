"""From an audit and its simulated risk to the assessment."""

from __future__ import annotations

from core.assessment.advice import advice_for
from core.assessment.caps import AppliedCap, applied_caps
from core.assessment.change import what_would_change_it
from core.assessment.findings import raised_findings
from core.assessment.meeting import meeting_outcome
from core.assessment.result import Assessment, Cap
from core.assessment.scores import questions_that_count, score
from core.assessment.situation import gather
from core.assessment.step_down import what_would_lower_it
from core.assessment.verdict import Decision, decide, is_provisional
from core.audit.document import AuditDocument
from core.risk.result import RiskResult
from core.version import program_version
from questionnaires.answer import Answer
from questionnaires.evidence import effective_grade
from questionnaires.library import Library

DOCUMENT = 3
"""The grade from which on an indicator of the transparency index counts as publicly disclosed."""


def assess(document: AuditDocument, risk: RiskResult, library: Library) -> Assessment:
    """Scores, caps, verdict, findings, advice, what would change it. Raises UnusableInputError for an unknown pack."""
    packs = library.packs_of(document.packs, document.audit_id)
    asked = questions_that_count(packs, document.answers, document.context.lane)
    scores = score(asked, library.vocabulary, library.rules)
    situation = gather(document, library, packs, risk, scores, asked)
    decision = decide(situation, applied_caps(situation))
    return Assessment(
        disclosure=scores.disclosure,
        disclosure_if_promises_kept=scores.disclosure_if_promises_kept,
        disclosure_band=_band(scores.disclosure, library),
        coverage=scores.coverage,
        practice=scores.practice,
        practice_coverage=scores.practice_coverage,
        base=decision.base,
        verdict=decision.verdict,
        provisional=is_provisional(situation),
        compensated=decision.compensated,
        caps=tuple(_cap(cap, decision, library) for cap in decision.caps),
        findings=raised_findings(situation, decision.caps),
        what_would_change_it=what_would_change_it(situation, decision),
        what_would_lower_it=what_would_lower_it(situation, decision),
        meeting=meeting_outcome(situation),
        advice=advice_for(situation, decision.verdict),
        sections=scores.sections,
        transparency_count=_transparency_count(document, library),
        version=program_version(),
        rules_version=library.rules.version,
        pack_versions={pack.id: pack.pack.version for pack in packs},
    )


def _band(disclosure: float, library: Library) -> str:
    """The word for a disclosure score."""
    bands = library.rules.disclosure_score.bands
    return [band.label for band in bands if 100 * disclosure >= band.from_points][-1]


def _cap(cap: AppliedCap, decision: Decision, library: Library) -> Cap:
    rank = library.rules.verdicts.order.index
    return Cap(
        id=cap.rule.id,
        kind=cap.rule.kind,
        limit=cap.limit,
        reason=cap.rule.when,
        lift=cap.rule.lift,
        finding=cap.rule.finding,
        binding=cap.limit is None or rank(cap.limit) <= rank(decision.verdict),
    )


def _transparency_count(document: AuditDocument, library: Library) -> int | None:
    """Indicators met of the twenty: a plain yes, backed by a public document. None where none was asked."""
    given = [
        document.answers[question] for question in library.transparency_index.indicators if question in document.answers
    ]
    return sum(_disclosed(answer) for answer in given) if given else None


def _disclosed(answer: Answer) -> bool:
    return answer.status == "specific" and effective_grade(answer) >= DOCUMENT and answer.choice == ("yes",)
