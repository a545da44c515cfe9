"""Recursive training of a one-dimensional Gaussian.

Every round fits a mean and a variance to its training points; the next round trains on points drawn from that fit. The
fitted pair is a sufficient statistic of any group of points, so a round costs one normal and one chi-square draw for
each group in the batch, whatever the number of points. Only the fixed budget, which draws single points out of a
growing pool, needs the points themselves.

The real distribution has mean 0 and variance 1.

Sources: Shumailov et al., Nature 631:755 (2024), for the setting; Bertrand et al. (2024) for the standard deviation;
Kazdan et al. (2024) for accumulation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple, cast

import numpy as np
from scipy.special import digamma, gammaln

from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.spread import FAITHFUL, Generator, expected_spread
from core.simulation.system import Option, System

Estimator = Literal["mle", "unbiased"]

SMALLEST = np.finfo(np.float64).tiny
POINTS_AT_ONCE = 2_000_000


class Points(NamedTuple):
    """Points known by their statistics: how many, their means and sums of squares about them, a value a trajectory."""

    number: int
    mean: Floats
    squares: Floats


@dataclass(frozen=True, slots=True)
class GaussianScenario:
    """What is run.

    estimator: divide the sum of squares by the number of points (mle) or by one less (unbiased).
    generator: the variance of a model's points over its fitted variance, and of an outside teacher's points.

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
        if self.plan.regime == "fixed-budget":
            return max(1, min(64, POINTS_AT_ONCE // (self.plan.samples * self.plan.rounds)))
        return 512

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        if self.plan.regime == "fixed-budget":
            mean, log_variance = sample_budget(self, trajectories, rng)
        elif self.plan.regime == "replace" and self.plan.closed_loop:
            mean, log_variance = sample_closed_loop(self, trajectories, rng)
        else:
            mean, log_variance = sample_groups(self, trajectories, rng)
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


def sample_groups(scenario: GaussianScenario, trajectories: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Fitted means and log variances when batches are mixed or data accumulate; one draw a group, round by round."""
    plan = scenario.plan
    real_mean, real_variance = np.zeros(trajectories), np.ones(trajectories)
    teacher_variance = scenario.generator.teacher_variance * real_variance

    anchors = _draw(plan.anchor_points, real_mean, real_variance, rng)
    others = _draw(plan.samples - plan.anchor_points, real_mean, real_variance, rng)
    pool = _merge(anchors, others)
    mean, variance = np.empty((plan.rounds, trajectories)), np.empty((plan.rounds, trajectories))
    for round_index in range(plan.rounds):
        mean[round_index] = pool.mean
        variance[round_index] = pool.squares / scenario.divisor(pool.number)
        own = _draw(plan.own_points, mean[round_index], scenario.generator.gain * variance[round_index], rng)
        fresh = _draw(plan.fresh_points, real_mean, real_variance, rng)
        taught = _draw(plan.teacher_points, real_mean, teacher_variance, rng)
        pool = _merge(pool if plan.regime == "accumulate" else anchors, own, fresh, taught)
    return mean, np.log(np.maximum(variance, SMALLEST))


def sample_budget(scenario: GaussianScenario, trajectories: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Fitted means and log variances when each round trains on ``samples`` points of the pool, drawn anew."""
    plan = scenario.plan
    pool = np.empty((trajectories, plan.rounds * plan.samples))
    pool[:, : plan.samples] = rng.standard_normal((trajectories, plan.samples))
    mean, variance = np.empty((plan.rounds, trajectories)), np.empty((plan.rounds, trajectories))
    for round_index in range(plan.rounds):
        held = (round_index + 1) * plan.samples
        chosen = np.stack([rng.choice(row[:held], plan.samples, replace=False, shuffle=False) for row in pool])
        mean[round_index] = chosen.mean(axis=1)
        variance[round_index] = chosen.var(axis=1) * plan.samples / scenario.divisor(plan.samples)
        if round_index + 1 == plan.rounds:
            break
        batch = pool[:, held : held + plan.samples]
        batch[:] = rng.standard_normal(batch.shape)
        own, taught = plan.own_points, plan.own_points + plan.teacher_points
        batch[:, :own] *= np.sqrt(scenario.generator.gain * variance[round_index])[:, None]
        batch[:, :own] += mean[round_index][:, None]
        batch[:, own:taught] *= np.sqrt(scenario.generator.teacher_variance)
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


def _draw(count: int, mean: Floats, variance: Floats, rng: np.random.Generator) -> Points:
    if count == 0:
        return Points(0, np.zeros_like(mean), np.zeros_like(mean))
    means = mean + np.sqrt(variance / count) * rng.standard_normal(mean.shape)
    if count == 1:
        return Points(1, means, np.zeros_like(mean))
    return Points(count, means, 2 * variance * rng.standard_gamma((count - 1) / 2, mean.shape))


def _merge(*groups: Points) -> Points:
    merged, *others = (group for group in groups if group.number)
    for group in others:
        count = merged.number + group.number
        step = group.mean - merged.mean
        squares = merged.squares + group.squares + step**2 * (merged.number * group.number / count)
        merged = Points(count, merged.mean + step * (group.number / count), squares)
    return merged


def _build(plan: Plan, options: Mapping[str, Value]) -> GaussianScenario:
    generator = Generator(gain=float(options["sampling_variance"]), teacher_variance=float(options["teacher_variance"]))
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
        Option("anchors", "number", 0.0, "share of each batch that is one fixed set of real points", 0, 1),
        Option("teacher", "number", 0.0, "share of each batch that an outside model wrote", 0, 1),
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
