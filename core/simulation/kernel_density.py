"""Recursive training of a kernel density estimate: points drawn again, each with a little added noise.

Every round keeps its training points; the next round draws among them and adds normal noise of a fixed bandwidth.
Unlike other systems this one spreads: the variance settles where what sampling loses and what the noise adds are equal,
(M - 1) bandwidths squared, usually far above the real variance. Loss of shape is not always shrinking.

The real distribution is a standard normal. There is no outside teacher and no blend of models here: the points are the
model.

Sources: Kazdan et al. (2024) for the setting; the recursion v <- (1 - 1/M)(v + h^2) is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.simulation.points import Draw, block_of_points, point_material, repeat
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.rounds import train_rounds
from core.simulation.spread import Generator, expected_spread
from core.simulation.system import ANCHORS, Option, System

SMALLEST = np.finfo(np.float64).tiny


@dataclass(frozen=True, slots=True)
class KernelDensityScenario:
    """What is run.

    bandwidth: standard deviation of the added noise, in real standard deviations.

    Raises ValueError for fewer than 2 samples.
    """

    plan: Plan
    bandwidth: float = 0.2

    def __post_init__(self) -> None:
        if self.plan.samples < 2:
            raise ValueError(f"samples must be at least 2 to have a variance, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return block_of_points(self.plan)

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        shape = (self.plan.rounds, trajectories)
        mean, variance = np.empty(shape), np.empty(shape)

        def learn(round_index: int, points: Floats) -> Draw:
            mean[round_index], variance[round_index] = points.mean(axis=1), points.var(axis=1)
            return repeat(points, rng, self.bandwidth)

        real = point_material(lambda count: rng.standard_normal((trajectories, count)), None, rng)
        train_rounds(self.plan, real, learn)
        return {
            "mean_error": mean**2,
            "variance": variance,
            "log_variance": np.log(np.maximum(variance, SMALLEST)),
        }

    def theory(self) -> dict[str, Floats]:
        """Exact mean error and variance of the points in every regime."""
        spread = expected_spread(self.plan, generator=Generator(noise=self.bandwidth**2))
        return {"mean_error": spread.mean_error, "variance": spread.variance}


def _build(plan: Plan, options: Mapping[str, Value]) -> KernelDensityScenario:
    return KernelDensityScenario(plan, float(options["bandwidth"]))


SYSTEM = System(
    name="kernel-density",
    title="Points drawn from the last round's points with a little noise added",
    quantities={
        "mean_error": "squared distance of the points' mean from the real mean, in real variances",
        "variance": "variance of the training points over the real variance",
        "log_variance": "natural logarithm of that ratio; its mean shows the typical run",
    },
    options=(
        Option(
            "bandwidth", "number", 0.2, "standard deviation of the added noise, in real standard deviations", 0, 100
        ),
        ANCHORS,
    ),
    source="Kazdan et al. (2024); exact recursion of the variance",
    build=_build,
    samples=200,
    rounds=30,
    trajectories=512,
    refuses={
        "teacher": "it knows no model but the points themselves; use fresh_human for points from outside",
        "base": "it has no numbers to blend, only points; use anchors for a lasting store of real ones",
        "carry_over": "it has no numbers to blend, only points; use regime accumulate to keep earlier ones",
    },
)
