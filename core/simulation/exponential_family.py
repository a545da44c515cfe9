"""Recursive maximum likelihood in simple families: what one real point a round can and cannot do.

Fitted to its own output alone, each of these models ends in a state it cannot leave: a coin that always shows one side,
a count that is always zero, a width of zero. One freshly drawn real point a round holds the expected variance of a coin
or a bell curve near two thirds, though the typical run lies lower; the same real point used again and again holds
neither. For counts and waiting times the expected variance does not fall, only the typical one does.

Families: ``gaussian`` with fitted mean and variance; ``bernoulli`` with chance 0.3; ``poisson`` with mean 3;
``exponential`` with mean 1. The sum of the points is sufficient, the bell curve apart, which is ``gaussian``'s.

Sources: Jangjoo, di Sarra, Marsili and Roudi, PRL 136, 197301 (2026), for absorbing states. Where the variance is a
quadratic function of the mean, both follow an exact linear recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.simulation.gaussian import GaussianScenario
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.spread import expected_spread
from core.simulation.system import Option, System

NEGLIGIBLE = 1e-6


class Family(NamedTuple):
    """A family with one parameter, its mean.

    total: sum of so many points of the given means. mean: the real one. curvature: that of the variance, a quadratic
    function of the mean. variance: that function.
    """

    total: Callable[[np.random.Generator, int, Floats], Floats]
    mean: float
    curvature: float
    variance: Callable[[Floats], Floats]


FAMILIES: Mapping[str, Family] = {
    "bernoulli": Family(
        lambda rng, points, mean: rng.binomial(points, mean).astype(np.float64),
        0.3,
        -1.0,
        lambda mean: mean * (1 - mean),
    ),
    "poisson": Family(lambda rng, points, mean: rng.poisson(points * mean).astype(np.float64), 3.0, 0.0, np.copy),
    "exponential": Family(lambda rng, points, mean: mean * rng.standard_gamma(points, mean.shape), 1.0, 1.0, np.square),
}


@dataclass(frozen=True, slots=True)
class ExponentialFamilyScenario:
    """What is run: ``family`` as above. Raises ValueError for a bell curve with fewer than 2 samples."""

    plan: Plan
    family: str = "gaussian"

    def __post_init__(self) -> None:
        if self.family == "gaussian":
            GaussianScenario(self.plan)

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return 512

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        if self.family == "gaussian":
            paths = GaussianScenario(self.plan).sample(trajectories, rng)
            mean_error, variance = paths["mean_error"], paths["variance"]
        else:
            family = FAMILIES[self.family]
            mean, real = self._means(family, trajectories, rng), family.variance(np.array(family.mean))
            mean_error, variance = (mean - family.mean) ** 2 / real, family.variance(mean) / real
        stuck = (variance < NEGLIGIBLE).astype(np.float64)
        return {"mean_error": mean_error, "variance": variance, "stuck": stuck}

    def _means(self, family: Family, trajectories: int, rng: np.random.Generator) -> Floats:
        plan, real = self.plan, np.full(trajectories, family.mean)
        mean = np.empty((plan.rounds, trajectories))
        anchors = family.total(rng, plan.anchor_points, real)
        total = anchors + family.total(rng, plan.samples - plan.anchor_points, real)
        for round_index in range(plan.rounds):
            mean[round_index] = total / plan.samples
            total = anchors + family.total(rng, plan.own_points, mean[round_index])
            total += family.total(rng, plan.fresh_points, real)
        return mean

    def theory(self) -> dict[str, Floats]:
        """Exact expected mean error and variance."""
        if self.family == "gaussian":
            spread = expected_spread(self.plan)
            return {"mean_error": spread.mean_error, "variance": spread.variance}
        family = FAMILIES[self.family]
        bend = family.curvature
        error = _expected_mean_error(self.plan, bend)
        return {"mean_error": error, "variance": 1 + bend * error}


def _expected_mean_error(plan: Plan, curvature: float) -> Floats:
    """E (mean - real mean)^2 in real variances, when a model's expected variance is 1 + curvature times it."""
    samples, own, real = plan.samples, plan.own_points, plan.fresh_points + plan.anchor_points
    error, with_anchors = 1 / samples, 1 / samples
    path = np.empty(plan.rounds)
    for round_index in range(plan.rounds):
        path[round_index] = error
        error = real + own * (1 + curvature * error) + own**2 * error + 2 * own * plan.anchor_points * with_anchors
        error /= samples**2
        with_anchors = (1 + own * with_anchors) / samples
    return path


def _build(plan: Plan, options: Mapping[str, Value]) -> ExponentialFamilyScenario:
    return ExponentialFamilyScenario(plan, str(options["family"]))


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
        Option("anchors", "number", 0.0, "share of each batch that is one fixed set of real points", 0, 1),
    ),
    source="Jangjoo, di Sarra, Marsili and Roudi, PRL 136, 197301 (2026)",
    build=_build,
    samples=50,
    rounds=200,
    trajectories=1024,
    regimes=("replace",),
)
