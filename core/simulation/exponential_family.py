"""Recursive maximum likelihood in simple families: what one real point a round can and cannot do.

Fitted to its own output alone, each of these models ends in a state it cannot leave: a coin that always shows one side,
a count that is always zero, a width of zero. One freshly drawn real point a round holds the expected variance of a coin
or a bell curve near two thirds, though the typical run lies lower; the same real point used again and again holds
neither. For counts and waiting times the expected variance does not fall, only the typical one does.

Families: ``gaussian`` with fitted mean and variance; ``bernoulli`` with chance 0.3; ``poisson`` with mean 3;
``exponential`` with mean 1. The sum of the points is sufficient, the bell curve apart, which is ``gaussian``'s; only
the fixed budget needs the points themselves. A clean base and carry-over blend the means.

Sources: Jangjoo, di Sarra, Marsili and Roudi, PRL 136, 197301 (2026), for absorbing states. Where the variance is a
quadratic function of the mean, both follow an exact linear recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.simulation.gaussian import GaussianScenario
from core.simulation.points import Draw, block_of_points, point_material
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.rounds import Material, blend, train_rounds
from core.simulation.spread import Generator, Tie, expected_spread
from core.simulation.system import PLANNED, Option, System

NEGLIGIBLE = 1e-6


class Family(NamedTuple):
    """A family with one parameter, its mean.

    total: sum of so many points of the given means. mean: the real one. variance: that of each mean, a quadratic
    function. tie: the same in real deviations from the real mean and in real variances.
    """

    total: Callable[[np.random.Generator, int, Floats], Floats]
    mean: float
    variance: Callable[[Floats], Floats]
    tie: Tie

    @property
    def real_variance(self) -> float:
        """Variance of real points."""
        return float(self.variance(np.array(self.mean)))


class Sum(NamedTuple):
    """Points known by their number and their sum, a value a trajectory."""

    points: int
    total: Floats


FAMILIES: Mapping[str, Family] = {
    "bernoulli": Family(
        lambda rng, points, mean: rng.binomial(points, mean).astype(np.float64),
        0.3,
        lambda mean: mean * (1 - mean),
        Tie((1 - 2 * 0.3) / np.sqrt(0.3 * 0.7), -1.0),
    ),
    "poisson": Family(
        lambda rng, points, mean: rng.poisson(points * mean).astype(np.float64), 3.0, np.copy, Tie(1 / np.sqrt(3), 0.0)
    ),
    "exponential": Family(
        lambda rng, points, mean: mean * rng.standard_gamma(points, mean.shape), 1.0, np.square, Tie(2.0, 1.0)
    ),
}


@dataclass(frozen=True, slots=True)
class ExponentialFamilyScenario:
    """What is run.

    family: as above. teacher_shift: distance of an outside teacher's mean from the real one, in real deviations.

    Raises ValueError for a bell curve with fewer than 2 samples.
    """

    plan: Plan
    family: str = "gaussian"
    teacher_shift: float = 0.0

    def __post_init__(self) -> None:
        if self.family == "gaussian":
            GaussianScenario(self.plan)

    @property
    def block(self) -> int:
        """Trajectories drawn together; few where a pool of points is held."""
        return block_of_points(self.plan) if self.plan.regime == "fixed-budget" else 512

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        if self.family == "gaussian":
            paths = self._gaussian.sample(trajectories, rng)
            mean_error, variance = paths["mean_error"], paths["variance"]
        else:
            family = FAMILIES[self.family]
            mean, real = self._means(family, trajectories, rng), family.real_variance
            mean_error, variance = (mean - family.mean) ** 2 / real, family.variance(mean) / real
        stuck = (variance < NEGLIGIBLE).astype(np.float64)
        return {"mean_error": mean_error, "variance": variance, "stuck": stuck}

    @property
    def _gaussian(self) -> GaussianScenario:
        return GaussianScenario(self.plan, generator=Generator(teacher_shift=self.teacher_shift))

    def _means(self, family: Family, trajectories: int, rng: np.random.Generator) -> Floats:
        plan, real = self.plan, np.full(trajectories, family.mean)
        taught = real + self.teacher_shift * np.sqrt(family.real_variance)
        mean = np.empty((plan.rounds, trajectories))

        def fit(round_index: int, data: Floats) -> Floats:
            mean[round_index] = blend(plan, data, mean[round_index - 1] if round_index else real, real)
            return np.asarray(mean[round_index])

        def summed(model: Floats) -> Callable[[int], Sum]:
            return lambda points: Sum(points, family.total(rng, points, model))

        def single(model: Floats) -> Draw:
            return lambda points: family.total(rng, 1, np.repeat(model[:, None], points, axis=1))

        if plan.regime == "fixed-budget":
            singly = point_material(single(real), single(taught), rng)
            train_rounds(plan, singly, lambda index, points: single(fit(index, points.mean(axis=1))))
        else:
            grouped = Material(summed(real), _merge, summed(taught))
            train_rounds(plan, grouped, lambda index, data: summed(fit(index, data.total / data.points)))
        return mean

    def theory(self) -> dict[str, Floats]:
        """Exact expected mean error and variance."""
        if self.family == "gaussian":
            exact = self._gaussian.theory()
            return {"mean_error": exact["mean_error"], "variance": exact["variance"]}
        family, shift = FAMILIES[self.family], self.teacher_shift
        taught = 1 + family.tie.slope * shift + family.tie.curvature * shift**2
        spread = expected_spread(self.plan, generator=Generator(1.0, 0.0, shift, taught), tie=family.tie)
        return {"mean_error": spread.mean_error, "variance": spread.variance}


def _merge(groups: list[Sum]) -> Sum:
    return Sum(sum(group.points for group in groups), np.sum([group.total for group in groups], axis=0))


def _build(plan: Plan, options: Mapping[str, Value]) -> ExponentialFamilyScenario:
    return ExponentialFamilyScenario(plan, str(options["family"]), float(options["teacher_shift"]))


SYSTEM = System(
    name="exponential-family",
    title="A coin, a count, a waiting time or a bell curve fitted to its own output",
    quantities={
        "mean_error": "squared distance of the fitted from the real mean, in real variances",
        "variance": "variance of the fitted distribution over the real one",
        "stuck": "1 if less than a millionth of the variance is left, else 0; its mean is a chance",
    },
    options=(
        Option("family", "choice", "gaussian", "what is fitted", choices=("gaussian", *FAMILIES)),
        *PLANNED,
        Option("teacher_shift", "number", 0.0, "distance of the outside model's mean, in real deviations", -0.5, 1.5),
    ),
    source="Jangjoo, di Sarra, Marsili and Roudi, PRL 136, 197301 (2026)",
    build=_build,
    samples=50,
    rounds=200,
    trajectories=1024,
)
