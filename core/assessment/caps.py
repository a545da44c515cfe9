"""Which caps apply to an audit. When each applies, what it allows and what lifts it stand in ``scoring.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.assessment.conditions import culprits
from core.assessment.mending import to_mend
from core.assessment.situation import Situation
from questionnaires.pack import Verdict
from questionnaires.rules import CapRule


@dataclass(frozen=True, slots=True)
class AppliedCap:
    """A cap that applies: its rule, the best verdict it leaves (None: one step down), the questions behind it."""

    rule: CapRule
    limit: Verdict | None
    questions: tuple[str, ...]


def applied_caps(situation: Situation) -> tuple[AppliedCap, ...]:
    """Every cap that applies at the audit's stakes, in the order of the rules file."""
    return tuple(_applied(situation))


def _applied(situation: Situation) -> Iterator[AppliedCap]:
    stakes = situation.document.context.stakes
    for rule in situation.library.rules.never_averaged:
        limit = None if rule.cap == "one_step_down" else rule.cap.get(stakes)
        if limit is None and rule.cap != "one_step_down":
            continue
        questions = culprits(rule.condition, situation)
        if questions is not None:
            if rule.kind == "silence":
                questions = to_mend(rule.condition, situation)
            yield AppliedCap(rule, limit and _softened(situation, rule, limit, questions), questions)


def _softened(situation: Situation, rule: CapRule, limit: Verdict, questions: tuple[str, ...]) -> Verdict:
    """What is promised in time or not yet asked costs a yellow flag at most; in a meeting any silence does."""
    rules = situation.library.rules
    floors = [limit]
    if rule.kind == "silence" and situation.nobody_silent(questions):
        floors.append(rules.silence_rule.pending_cap_floor)
    if situation.meeting_only and rule.kind in rules.meeting_rule.floors:
        floors.append(rules.meeting_rule.floors[rule.kind][situation.document.context.stakes])
    return max(floors, key=rules.verdicts.order.index)
