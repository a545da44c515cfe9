"""How much weight real data deserve when every round has some: the golden ratio.

The mean of a bell curve of known width is estimated each round from new real points and from points that the last
round's estimate made. Weighting all points alike is not best: a synthetic point carries the error of the last round as
well. With as many real as synthetic points the best weight on the real ones is (sqrt 5 - 1)/2.

Round 1 is the mean of real points alone. Errors are told in units of that round's expected error. Other regimes,
anchors, teachers and blends have no meaning here: the weight is the one thing asked about.

Source: He et al., arXiv 2502.18049 (2025).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np

from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.system import Option, System

Weighting = Literal["best", "pooled", "real-only"]


@dataclass(frozen=True, slots=True)
class WeightingScenario:
    """What is run: ``plan.samples`` synthetic and ``real_points`` new real points in each round after the first."""

    plan: Plan
    real_points: int = 100
    weighting: Weighting = "best"

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return 512

    @property
    def weight(self) -> float:
        """Weight on the mean of the real points, 0 to 1."""
        ratio = self.real_points / self.plan.samples
        if self.weighting == "best":
            return best_weight(ratio)
        return ratio / (1 + ratio) if self.weighting == "pooled" else 1.0

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of the one quantity, shape (rounds, trajectories)."""
        mean = rng.standard_normal((self.plan.rounds, trajectories))
        for round_index in range(1, self.plan.rounds):
            own = mean[round_index - 1] + rng.standard_normal(trajectories) * self._own_deviation
            mean[round_index] = self.weight * mean[round_index] + (1 - self.weight) * own
        return {"mean_error": mean**2}

    def theory(self) -> dict[str, Floats]:
        """The exact expected error."""
        error, path = 1.0, np.empty(self.plan.rounds)
        for round_index in range(self.plan.rounds):
            path[round_index] = error
            error = self.weight**2 + (1 - self.weight) ** 2 * (error + self._own_deviation**2)
        return {"mean_error": path}

    @property
    def _own_deviation(self) -> float:
        return float(np.sqrt(self.real_points / self.plan.samples))


def best_weight(ratio: float) -> float:
    """Weight on the real mean that makes the lasting error least: (sqrt(k^2 + 4k) - k)/2 for k real per synthetic."""
    return float((np.sqrt(ratio**2 + 4 * ratio) - ratio) / 2)


def lasting_error(ratio: float, weight: float) -> float:
    """Where the expected error settles, in units of that of the real points of one round alone."""
    return (weight**2 + (1 - weight) ** 2 * ratio) / (1 - (1 - weight) ** 2)


def _build(plan: Plan, options: Mapping[str, Value]) -> WeightingScenario:
    return WeightingScenario(plan, int(options["real_points"]), cast(Weighting, options["weighting"]))


SYSTEM = System(
    name="weighting",
    title="A mean estimated from real and from self-made points, differently weighted",
    quantities={"mean_error": "squared error of the mean over the expected error of one round's real points alone"},
    options=(
        Option("real_points", "integer", 100, "new real points in each round", 1, 100_000_000),
        Option(
            "weighting", "choice", "best", "how the two means are weighted", choices=("best", "pooled", "real-only")
        ),
    ),
    source="He et al., arXiv 2502.18049 (2025)",
    build=_build,
    samples=100,
    rounds=20,
    trajectories=1024,
    regimes=("replace",),
    refuses={
        "accumulate": "a round weighs the mean of its own points, and the last round enters through its mean alone",
        "fixed-budget": "a round weighs the mean of its own points, and the last round enters through its mean alone",
        "fresh_human": "real_points says how many new real points a round has",
        "anchors": "the question is what weight newly collected real points deserve; every round has them",
        "teacher": "the question is what weight the loop's own points deserve beside real ones",
        "base": "the weight of the real points is the blend",
        "carry_over": "the weight of the real points is the blend",
    },
)
