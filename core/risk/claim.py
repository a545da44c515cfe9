"""A claim: what one answer says about one parameter, and how far it is believed."""

from __future__ import annotations

from dataclasses import dataclass

from core.risk.distributions import Distribution


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
