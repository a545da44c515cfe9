"""One run of the whole engine: claims in, draws and their outcome and stage out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.risk.claim import Claim
from core.risk.distributions import Floats
from core.risk.dynamics import Follow, Outcome, simulate
from core.risk.elicitation import Draws, draw_parameters, stream
from core.risk.loop import loop_of
from core.risk.parameters import Parameters
from core.risk.rare_types import follow_rare_types
from core.risk.stages import EARLY, LATE, stage_of
from core.risk.training_loop import TrainingLoop


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


@dataclass(frozen=True, slots=True)
class Engine:
    """Parameters, a seed and a way to follow rare types: the same claims give the same run.

    within: draws of what nobody knows in each block, that is for each draw of what the vendor could tell us; None for
    an eighth of the number of blocks.
    """

    parameters: Parameters
    seed: int
    follow: Follow = follow_rare_types
    within: int | None = None

    def run(self, claims: Sequence[Claim], *, draws: int, settings: Mapping[str, float] | None = None) -> Run:
        """About ``draws`` draws in blocks. settings: parameters held at one value, whatever was claimed."""
        within = self.within or max(1, round((draws / 8) ** 0.5))
        drawn = self._drawn(claims, max(1, round(draws / within)), within, settings or {})
        return self._finished(drawn, self._simulated(loop_of(drawn, self.parameters)))

    def run_each(
        self, settings: Sequence[Mapping[str, float]], claims: Sequence[Claim], *, draws: int
    ) -> tuple[Run, ...]:
        """A run of ``draws`` draws for each set of parameters held at one value, whatever was claimed.

        Blocks of one draw: the steadiest mean for its price. All are simulated together, which is faster.
        """
        drawn = [self._drawn(claims, draws, 1, held) for held in settings]
        together = self._simulated(TrainingLoop.joined([loop_of(one, self.parameters) for one in drawn]))
        return tuple(
            self._finished(one, together.take(slice(number * draws, (number + 1) * draws)))
            for number, one in enumerate(drawn)
        )

    def _drawn(self, claims: Sequence[Claim], blocks: int, within: int, settings: Mapping[str, float]) -> Draws:
        return draw_parameters(self.parameters, claims, blocks=blocks, within=within, seed=self.seed, settings=settings)

    def _simulated(self, loop: TrainingLoop) -> Outcome:
        return simulate(
            loop,
            stream(self.seed, "simulation"),
            follow=self.follow,
            types_log_sd=self.parameters.rare_types_log_sd,
            horizon_years=self.parameters.horizon_months / 12,
        )

    def _finished(self, drawn: Draws, outcome: Outcome) -> Run:
        return Run(drawn, outcome, stage_of(outcome, self.parameters.stages))
