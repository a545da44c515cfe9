"""Recursive training of a kernel density estimate: points drawn again, each with a little added noise.

Every round keeps its training points; the next round draws among them and adds normal noise of a fixed bandwidth.
Unlike other systems this one spreads: the variance settles where what sampling loses and what the noise adds are equal,
(M - 1) bandwidths squared, usually far above the real variance. Loss of shape is not always shrinking.

The real distribution is a standard normal.

Sources: Kazdan et al. (2024) for the setting; the recursion v <- (1 - 1/M)(v + h^2) is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.simulation.points import block_of_points, rounds_of_points
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.spread import Generator, expected_spread
from core.simulation.system import Option, System

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
        rounds = rounds_of_points(self.plan, _normal, trajectories, rng, self.bandwidth)
        for round_index, points in enumerate(rounds):
            mean[round_index], variance[round_index] = points.mean(axis=1), points.var(axis=1)
        return {
            "mean_error": mean**2,
            "variance": variance,
            "log_variance": np.log(np.maximum(variance, SMALLEST)),
        }

    def theory(self) -> dict[str, Floats]:
        """Exact mean error and variance of the points in every regime."""
        spread = expected_spread(self.plan, generator=Generator(noise=self.bandwidth**2))
        return {"mean_error": spread.mean_error, "variance": spread.variance}


def _normal(shape: tuple[int, int], rng: np.random.Generator) -> Floats:
    return rng.standard_normal(shape)


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
    ),
    source="Kazdan et al. (2024); exact recursion of the variance",
    build=_build,
    samples=200,
    rounds=30,
    trajectories=512,
)
