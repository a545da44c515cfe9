"""From scores and caps to the verdict: the lowest of the base and every cap, then the labelled exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.assessment.caps import AppliedCap
from core.assessment.situation import Situation
from questionnaires.pack import Verdict
from questionnaires.rules import CompensatedAt, ScoringRules

ANSWERED_BY_SILENCE = ("silence", "evidence")
"""Kinds of cap that a first meeting softens: nobody has had time to answer in writing."""
NAMED_UNCHANGED = frozenset({"wrapped", "mixed", "unchanged", "open_weights"})


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict and how it came about. base: by disclosure alone. caps: with the limits that were really applied."""

    base: Verdict
    verdict: Verdict
    compensated: bool
    caps: tuple[AppliedCap, ...]


def decide(situation: Situation, caps: Sequence[AppliedCap], *, disclosure: float | None = None) -> Decision:
    """The verdict under these caps. disclosure: a score from 0 to 1 to use instead of the audit's own."""
    rules = situation.library.rules
    rank = rules.verdicts.order.index
    base = base_verdict(situation, disclosure)
    if situation.meeting_only:
        floor = rules.meeting_rule.floor_on_silence
        base = max(base, floor, key=rank)
        caps = [_softened_on_the_day(cap, floor, rules) for cap in caps]

    verdict = min([base, *(cap.limit for cap in caps if cap.limit is not None)], key=rank)
    if any(cap.limit is None for cap in caps):
        verdict = rules.verdicts.order[max(0, rank(verdict) - 1)]

    floor_reached = compensated_floor(situation, caps)
    compensated = floor_reached is not None and rank(verdict) < rank(floor_reached)
    if compensated and floor_reached is not None:
        verdict = floor_reached
    return Decision(base, min([verdict, ceiling(situation)], key=rank), compensated, tuple(caps))


def base_verdict(situation: Situation, disclosure: float | None = None) -> Verdict:
    """The verdict by disclosure alone. On the day of the meeting, promises count as if they were kept."""
    if disclosure is None:
        scores = situation.scores
        disclosure = scores.disclosure_if_promises_kept if situation.meeting_only else scores.disclosure
    limits = situation.library.rules.verdicts.base_by_disclosure[situation.document.context.stakes]
    best_first = sorted(limits.items(), key=lambda item: -item[1])
    return next(verdict for verdict, points in best_first if 100 * disclosure >= points)


def ceiling(situation: Situation) -> Verdict:
    """The best verdict that the packs of the audit can lead to."""
    rank = situation.library.rules.verdicts.order.index
    return max((pack.pack.ceiling for pack in situation.packs), key=rank)


def compensated_floor(situation: Situation, caps: Sequence[AppliedCap]) -> Verdict | None:
    """The verdict that the buyer's own checks guarantee, or None where the route is closed."""
    document, rules = situation.document, situation.library.rules
    route, context = rules.compensated_route, document.context
    own_samples = document.analyser.reading == "healthy" and document.analyser.n >= rules.analyser_input.n_min
    closed = {cap.rule.id for cap in caps} & set(route.ruled_out_by)
    if context.human_in_loop != "yes" or not own_samples or not _told_of_changes(situation) or closed:
        return None
    at: CompensatedAt = getattr(route, context.stakes)
    if context.stakes == "S1":
        return at.floor if context.reviewer_competence in ("yes", "partly") else None
    competent = context.reviewer_competence == "yes"
    return at.floor if competent and _unchanged_third_party_model(situation) and _no_training(situation) else None


def is_provisional(situation: Situation) -> bool:
    """Whether the verdict rests on open promises or on too few questions asked."""
    rules = situation.library.rules
    pending = [item.question for item in situation.asked if item.answer is not None and item.answer.status == "pending"]
    weight = sum(item.question.weight for item in situation.asked)
    share = sum(question.weight for question in pending) / weight if weight else 0.0
    return (
        situation.scores.coverage < situation.coverage_needed
        or any(question.gate for question in pending)
        or share > rules.provisional_pending_share
    )


def _softened_on_the_day(cap: AppliedCap, floor: Verdict, rules: ScoringRules) -> AppliedCap:
    if cap.limit is None or cap.rule.kind not in ANSWERED_BY_SILENCE:
        return cap
    return AppliedCap(cap.rule, max(cap.limit, floor, key=rules.verdicts.order.index), cap.questions)


def _told_of_changes(s: Situation) -> bool:
    agreed = "notice" in s.choices("contract_terms") or bool(s.choices("sample_outputs") & {"both", "notice"})
    return agreed or s.document.version_visible


def _unchanged_third_party_model(s: Situation) -> bool:
    return s.document.context.lane == "B" and bool(s.choices("supply_chain") & NAMED_UNCHANGED)


def _no_training(s: Situation) -> bool:
    agreed = "never" in s.choices("output_loop") or "no_training" in s.choices("contract_terms")
    return agreed or s.document.terms_no_training
