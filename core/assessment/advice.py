"""Advice for the use, from the verdict, the stakes, the person who checks, the risk and the samples."""

from __future__ import annotations

from core.assessment.conditions import holds
from core.assessment.result import Advice
from core.assessment.situation import Situation
from questionnaires.pack import Verdict


def advice_for(situation: Situation, verdict: Verdict) -> tuple[Advice, ...]:
    """What to tell the people who use it, in the order of the file."""
    return tuple(
        Advice(rule.id, rule.kind, rule.text)
        for rule in situation.library.advice
        if verdict in rule.verdicts and holds(rule.when, situation)
    )
