"""Figures that follow an answer while it is typed. Bands and verdicts come from the full engine only."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from core.risk.engine import Engine
from core.risk.moments import follow_moments
from core.risk.parameters import Parameters, load_parameters
from core.risk.result import RiskResult
from core.risk.score import score_with
from questionnaires.answer import Answer
from questionnaires.pack import Lane, Pack

LIVE_DRAWS = 2_400
WITHIN = 8
"""Draws of what nobody knows in each block: the fewer, the steadier the mean, and the wider the interval comes out."""


def score_live(
    answers: Mapping[str, Answer],
    packs: Sequence[Pack],
    lane: Lane,
    *,
    seed: int | None = None,
    draws: int = LIVE_DRAWS,
    parameters: Parameters | None = None,
) -> RiskResult:
    """The same result as ``score_risk`` from moments instead of single types, always without bands.

    Raises ValueError for too few draws.
    """
    used = load_parameters() if parameters is None else parameters
    engine = Engine(used, secrets.randbelow(2**63) if seed is None else seed, follow_moments, WITHIN)
    return score_with(engine, answers, packs, lane, draws=draws, bands=False)
