"""Recursive training of a one-dimensional Gaussian.

Every round fits a mean and a variance to its training points; the next round trains on points drawn from that fit. The
fitted pair is a sufficient statistic of any group of points, so a round costs one normal and one chi-square draw for
each group in the batch, whatever the number of points. Only the fixed budget, which draws single points out of a
growing pool, needs the points themselves.

The real distribution has mean 0 and variance 1. A clean base and carry-over blend means and variances.

Sources: Shumailov et al., Nature 631:755 (2024), for the setting; Bertrand et al. (2024) for the standard deviation;
Kazdan et al. (2024) for accumulation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple, cast

import numpy as np
from scipy.special import digamma, gammaln

from core.simulation.points import Draw, block_of_points, point_material
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.rounds import Material, blend, train_rounds
from core.simulation.spread import FAITHFUL, Generator, expected_spread
from core.simulation.system import PLANNED, Option, System

Estimator = Literal["mle", "unbiased"]

SMALLEST = np.finfo(np.float64).tiny


class Points(NamedTuple):
    """Points known by their statistics: how many, their means and sums of squares about them, a value a trajectory."""

    number: int
    mean: Floats
    squares: Floats


@dataclass(frozen=True, slots=True)
class GaussianScenario:
    """What is run.

    estimator: divide the sum of squares by the number of points (mle) or by one less (unbiased).
    generator: the variance of a model's points over its fitted variance, and the outside teacher's points.

    Raises ValueError for fewer than 2 samples, which have no variance to fit.
    """

    plan: Plan
    estimator: Estimator = "mle"
    generator: Generator = FAITHFUL

    def __post_init__(self) -> None:
        if self.plan.samples < 2:
            raise ValueError(f"samples must be at least 2 to fit a variance, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together; few where a pool of points is held."""
        return block_of_points(self.plan) if self.plan.regime == "fixed-budget" else 512

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        if self.plan.regime == "replace" and self.plan.closed_loop:
            mean, log_variance = sample_closed_loop(self, trajectories, rng)
        else:
            mean, log_variance = sample_rounds(self, trajectories, rng)
        variance = np.exp(log_variance)
        return {
            "mean_error": mean**2,
            "variance": variance,
            "log_variance": log_variance,
            "w2": mean**2 + (np.sqrt(variance) - 1) ** 2,
        }

    def theory(self) -> dict[str, Floats]:
        """Exact expectations: mean error and variance always, the other two in a closed loop with replacement."""
        spread = expected_spread(self.plan, unbiased=self.estimator == "unbiased", generator=self.generator)
        exact = {"mean_error": spread.mean_error, "variance": spread.variance}
        if self.plan.regime == "replace" and self.plan.closed_loop:
            exact["log_variance"] = expected_log_variance(self)
            exact["w2"] = spread.mean_error + spread.variance - 2 * expected_deviation(self) + 1
        return exact

    def divisor(self, points: int) -> int:
        """What the sum of squares of so many points is divided by."""
        return points - 1 if self.estimator == "unbiased" else points


def sample_closed_loop(
    scenario: GaussianScenario, trajectories: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Fitted means and log variances when each round's data are the last model's points alone, all rounds at once.

    Logarithms are added up rather than variances multiplied, so that a long run cannot reach zero.
    """
    samples = scenario.plan.samples
    shape = (scenario.plan.rounds, trajectories)
    log_variance = rng.standard_gamma((samples - 1) / 2, shape)
    log_variance *= 2 / scenario.divisor(samples)
    np.log(log_variance, out=log_variance)
    log_variance[1:] += np.log(scenario.generator.gain)
    _add_up_rounds(log_variance)

    steps = rng.standard_normal(shape)
    steps[0] *= 1 / np.sqrt(samples)
    steps[1:] *= np.exp(0.5 * (log_variance[:-1] + np.log(scenario.generator.gain / samples)))
    _add_up_rounds(steps)
    return steps, log_variance


def _add_up_rounds(steps: Floats) -> None:
    # Row by row: eight times as fast as cumsum along the first axis.
    for earlier, later in pairwise(steps):
        later += earlier


def sample_rounds(scenario: GaussianScenario, trajectories: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Fitted means and log variances round by round: one draw a group, or single points under a fixed budget."""
    plan, generator = scenario.plan, scenario.generator
    zeros, ones = np.zeros(trajectories), np.ones(trajectories)
    taught = zeros + generator.teacher_shift, generator.teacher_variance * ones
    mean, variance = np.empty((plan.rounds, trajectories)), np.empty((plan.rounds, trajectories))

    def fit(round_index: int, data: Points) -> tuple[Floats, Floats]:
        last = (mean[round_index - 1], variance[round_index - 1]) if round_index else (zeros, ones)
        mean[round_index] = blend(plan, data.mean, last[0], zeros)
        variance[round_index] = blend(plan, data.squares / scenario.divisor(data.number), last[1], ones)
        return mean[round_index], generator.gain * variance[round_index]

    if plan.regime == "fixed-budget":
        singly = point_material(_single(zeros, ones, rng), _single(*taught, rng), rng)
        train_rounds(plan, singly, lambda index, points: _single(*fit(index, _summary(points)), rng))
    else:
        grouped = Material(_grouped(zeros, ones, rng), _merge, _grouped(*taught, rng))
        train_rounds(plan, grouped, lambda index, points: _grouped(*fit(index, points), rng))
    return mean, np.log(np.maximum(variance, SMALLEST))


def expected_log_variance(scenario: GaussianScenario) -> Floats:
    """E log v after each round of a closed loop: n [psi((M-1)/2) + log(2/divisor)] + (n-1) log gain."""
    samples, rounds = scenario.plan.samples, np.arange(1, scenario.plan.rounds + 1)
    a_round = digamma((samples - 1) / 2) + np.log(2 / scenario.divisor(samples))
    return np.asarray(rounds * a_round + (rounds - 1) * np.log(scenario.generator.gain))


def expected_deviation(scenario: GaussianScenario) -> Floats:
    """Expected fitted standard deviation after each round of a closed loop: alpha^n gain^((n-1)/2).

    alpha = sqrt(2/divisor) Gamma(M/2) / Gamma((M-1)/2).
    """
    samples, rounds = scenario.plan.samples, np.arange(1, scenario.plan.rounds + 1)
    log_alpha = 0.5 * np.log(2 / scenario.divisor(samples)) + gammaln(samples / 2) - gammaln((samples - 1) / 2)
    return np.asarray(np.exp(rounds * log_alpha + 0.5 * (rounds - 1) * np.log(scenario.generator.gain)))


def _grouped(mean: Floats, variance: Floats, rng: np.random.Generator) -> Callable[[int], Points]:
    def draw(count: int) -> Points:
        means = mean + np.sqrt(variance / count) * rng.standard_normal(mean.shape)
        if count == 1:
            return Points(1, means, np.zeros_like(mean))
        return Points(count, means, 2 * variance * rng.standard_gamma((count - 1) / 2, mean.shape))

    return draw


def _single(mean: Floats, variance: Floats, rng: np.random.Generator) -> Draw:
    return lambda count: mean[:, None] + np.sqrt(variance)[:, None] * rng.standard_normal((len(mean), count))


def _summary(points: Floats) -> Points:
    number = points.shape[1]
    return Points(number, points.mean(axis=1), points.var(axis=1) * number)


def _merge(groups: list[Points]) -> Points:
    merged, *others = groups
    for group in others:
        count = merged.number + group.number
        step = group.mean - merged.mean
        squares = merged.squares + group.squares + step**2 * (merged.number * group.number / count)
        merged = Points(count, merged.mean + step * (group.number / count), squares)
    return merged


def _build(plan: Plan, options: Mapping[str, Value]) -> GaussianScenario:
    generator = Generator(
        gain=float(options["sampling_variance"]),
        teacher_shift=float(options["teacher_shift"]),
        teacher_variance=float(options["teacher_variance"]),
    )
    return GaussianScenario(plan, cast(Estimator, options["estimator"]), generator)


SYSTEM = System(
    name="gaussian",
    title="A bell curve fitted to points drawn from the last fitted bell curve",
    quantities={
        "mean_error": "squared distance of the fitted mean from the real mean, in real variances",
        "variance": "fitted variance over the real variance",
        "log_variance": "natural logarithm of the fitted over the real variance; its mean shows the typical run",
        "w2": "squared Wasserstein-2 distance of the fit from the real distribution, in real variances",
    },
    options=(
        Option(
            "estimator",
            "choice",
            "mle",
            "divide by the number of points, or one less",
            choices=("mle", "unbiased"),
        ),
        *PLANNED,
        Option("teacher_shift", "number", 0.0, "distance of the outside model's mean from the real one", -100, 100),
        Option("teacher_variance", "number", 1.0, "variance of the outside model over the real variance", 0, 100),
        Option(
            "sampling_variance",
            "number",
            1.0,
            "variance of generated points over the fitted variance; below 1 for cautious sampling",
            0.01,
            100,
        ),
    ),
    source="Shumailov et al., Nature 631:755 (2024); Bertrand et al. (2024); Kazdan et al. (2024)",
    build=_build,
    samples=1000,
    rounds=50,
    trajectories=1000,
)
