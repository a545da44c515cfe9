"""From scores and caps to the verdict: the lowest of the base and every cap, then the labelled exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.assessment.caps import AppliedCap
from core.assessment.conditions import holds
from core.assessment.situation import Situation
from questionnaires.pack import Verdict

WRITTEN = 2
"""The grade of a specific written claim."""


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
        base = max(base, rules.meeting_rule.floor_on_silence, key=rank)
    if situation.asking and situation.scores.coverage < situation.coverage_needed:
        base = max(base, rules.silence_rule.pending_cap_floor, key=rank)

    verdict = min([base, *(cap.limit for cap in caps if cap.limit is not None)], key=rank)
    if any(cap.limit is None for cap in caps):
        verdict = rules.verdicts.order[max(0, rank(verdict) - 1)]

    floor_reached = compensated_floor(situation, caps)
    compensated = floor_reached is not None and rank(verdict) < rank(floor_reached)
    if compensated and floor_reached is not None:
        verdict = floor_reached
    return Decision(base, min([verdict, ceiling(situation)], key=rank), compensated, tuple(caps))


def deciding_disclosure(situation: Situation) -> float:
    """The disclosure score that the base verdict goes by, 0 to 1: what was spoken counts on the day of a meeting."""
    scores = situation.scores
    return scores.disclosure_as_spoken if situation.meeting_only else scores.disclosure


def base_verdict(situation: Situation, disclosure: float | None = None) -> Verdict:
    """The verdict by disclosure alone."""
    if disclosure is None:
        disclosure = deciding_disclosure(situation)
    limits = situation.library.rules.verdicts.base_by_disclosure[situation.document.context.stakes]
    best_first = sorted(limits.items(), key=lambda item: -item[1])
    return next(verdict for verdict, points in best_first if 100 * disclosure >= points)


def ceiling(situation: Situation) -> Verdict:
    """The best verdict that the packs of the audit can lead to."""
    rank = situation.library.rules.verdicts.order.index
    return max((pack.pack.ceiling for pack in situation.packs), key=rank)


def compensated_floor(situation: Situation, caps: Sequence[AppliedCap]) -> Verdict | None:
    """The verdict that the buyer's own checks guarantee, or None where the route is closed."""
    route = situation.library.rules.compensated_route
    at = route.at(situation.document.context.stakes)
    closed = {cap.rule.id for cap in caps} & set(route.ruled_out_by)
    is_open = not closed and holds(route.condition, situation) and holds(at.condition, situation)
    return at.floor if is_open else None


def is_provisional(situation: Situation) -> bool:
    """Whether the verdict rests on open promises, on words alone, or on too few questions asked."""
    rules = situation.library.rules
    pending = [item.question for item in situation.asked if item.answer is not None and item.answer.status == "pending"]
    weight = sum(item.question.weight for item in situation.asked)
    share = sum(question.weight for question in pending) / weight if weight else 0.0
    only_spoken = situation.meeting_only and any(grade < WRITTEN for _, grade in situation.answered_gates)
    return (
        situation.scores.coverage < situation.coverage_needed
        or any(question.gate for question in pending)
        or share > rules.provisional_pending_share
        or only_spoken
    )
