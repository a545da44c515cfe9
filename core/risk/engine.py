"""One run of the whole engine: claims in, draws and their outcome and stage out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.risk.claim import Claim
from core.risk.distributions import Floats
from core.risk.dynamics import Outcome, simulate
from core.risk.elicitation import Draws, draw_parameters, stream
from core.risk.loop import loop_of
from core.risk.parameters import Parameters
from core.risk.stages import EARLY, LATE, stage_of

TYPES = 16
"""Rare types followed in each draw."""


@dataclass(frozen=True, slots=True)
class Run:
    """Draws of the parameters, what they lead to, and the worst stage of each draw."""

    draws: Draws
    outcome: Outcome
    stage: NDArray[np.int64]

    @property
    def early(self) -> float:
        """Chance of early loss or worse."""
        return float((self.stage >= EARLY).mean())

    @property
    def late(self) -> float:
        """Chance of late loss or worse."""
        return float((self.stage >= LATE).mean())

    def by_block(self, values: Floats | NDArray[np.bool_]) -> Floats:
        """Mean of ``values`` over what nobody knows, one for each block."""
        return np.asarray(values.reshape(self.draws.blocks, -1).mean(axis=1), dtype=np.float64)


def run_engine(
    parameters: Parameters,
    claims: Sequence[Claim],
    *,
    draws: int,
    seed: int,
    settings: Mapping[str, float] | None = None,
) -> Run:
    """About ``draws`` draws in blocks, eight times as many blocks as draws in each; same seed, same numbers."""
    within = max(1, round((draws / 8) ** 0.5))
    blocks = max(1, round(draws / within))
    drawn = draw_parameters(parameters, claims, blocks=blocks, within=within, seed=seed, settings=settings)
    outcome = simulate(
        loop_of(drawn, parameters),
        stream(seed, "simulation"),
        types=TYPES,
        types_log_sd=parameters.rare_types_log_sd,
        horizon_years=parameters.horizon_months / 12,
    )
    return Run(drawn, outcome, stage_of(outcome, parameters.stages))
