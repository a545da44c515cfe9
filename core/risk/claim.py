"""A claim: what one answer says about one parameter, and how far it is believed."""

from __future__ import annotations

from dataclasses import dataclass

from core.risk.distributions import Distribution
from questionnaires.answer import Answer


@dataclass(frozen=True, slots=True)
class Claim:
    """What one answer says about one parameter.

    grade: evidence grade after adjustments. weight: share of the draws that use ``says``; the rest use the prior.
    """

    parameter: str
    question: str
    grade: int
    weight: float
    says: Distribution


def effective_grade(answer: Answer) -> int:
    """Evidence grade after adjustments: an answer in words counts as verbal at least, a brochure as verbal at most."""
    grade = answer.grade
    if grade == 0 and (answer.answered or answer.status == "vague"):
        grade = 1
    for adjustment in answer.adjust:
        if adjustment in ("stale", "scope"):
            grade = max(1, grade - 1) if grade else 0
        elif adjustment == "ticked":
            grade = min(grade, 2)
        else:
            grade = min(grade, 1)
    return grade
