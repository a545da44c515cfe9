"""Expected variance and mean error of recursive fits: exact, for any distribution with a finite variance.

A model that generates independent points with its fitted mean and variance keeps both moments in a linear recursion,
whatever the shape of the distribution: Gaussian points, categories (as 0/1 vectors, where the variance is the
heterozygosity), coins, counts and resampled data all follow it. In units of the real variance, about the real mean:

    m  expected mean of the model              d  expected square of it, the mean error
    v  expected variance of the model          c  expected product of its mean with the fixed anchors' mean
    x, y  expected product of the model's mean, and of the last model's, with the mean of all data so far

Sources: the products (1 - 1/M)^n and prod(1 - 1/(M i^2)) of Shumailov et al., Nature 631:755 (2024), and Kazdan et al.
(2024) come out as special cases; fresh shares, anchors, teachers, blends and the fixed budget are derived the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.simulation.regimes import Plan
from core.simulation.result import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Expected mean, squared mean error and variance of each round's model, shape (rounds,), in real deviations."""

    mean: Floats
    mean_error: Floats
    variance: Floats


@dataclass(frozen=True, slots=True)
class Generator:
    """How a model's own points, and an outside teacher's, differ from its fit.

    gain: variance of the points over the fitted variance (below 1 for cautious sampling).
    noise: variance added to every point, in real variances (the squared bandwidth of a kernel).
    teacher_shift, teacher_variance: mean, from the real one in real deviations, and variance of the outside teacher's
        points, in real variances.
    """

    gain: float = 1.0
    noise: float = 0.0
    teacher_shift: float = 0.0
    teacher_variance: float = 1.0


class Tie(NamedTuple):
    """A variance that is no parameter of its own but 1 + slope m + curvature m^2 of the mean m."""

    slope: float
    curvature: float


class Moments(NamedTuple):
    """m, d and v as above."""

    mean: float
    error: float
    variance: float


FAITHFUL = Generator()
FREQUENCIES = Tie(0.0, -1.0)
"""What counted frequencies lack in heterozygosity is their distance from the real ones."""
CONSTANT = Tie(0.0, 0.0)
"""A known variance: only the mean is fitted."""
CLEAN = Moments(0.0, 0.0, 1.0)


def expected_spread(
    plan: Plan, *, unbiased: bool = False, generator: Generator = FAITHFUL, tie: Tie | None = None
) -> Spread:
    """The recursion for a plan; ``unbiased`` divides sums of squares by one less than the number of points."""
    step = _replace if plan.regime == "replace" else _pool
    path = np.array(list(step(plan, unbiased, generator, tie)))
    return Spread(*path.T)


def stationary_variance(plan: Plan) -> float:
    """Where the expected MLE variance settles under ``replace`` with either fresh human data or fixed anchors.

    r k / (1 - s k) for a fresh share r, with s = 1 - r and k = 1 - 1/(M (1 + s)); times 1 - 1/a, the variance inside
    the set itself, when the share is a fixed set of a examples. Raises ValueError for any other plan.
    """
    real = plan.fresh_points or plan.anchor_points
    mixed = plan.teacher_points or plan.blended or (plan.fresh_points and plan.anchor_points)
    if plan.regime != "replace" or mixed:
        raise ValueError("a stationary variance is known for replace with fresh human data or with anchors alone")
    s = plan.own_points / plan.samples
    k = 1 - 1 / (plan.samples * (1 + s))
    return real / plan.samples * _inside_variance(plan, k) / (1 - s * k)


def _inside_variance(plan: Plan, k: float) -> float:
    return k if plan.fresh_points or not plan.anchor_points else 1 - 1 / plan.anchor_points


def _replace(plan: Plan, unbiased: bool, generator: Generator, tie: Tie | None) -> Iterator[Moments]:
    samples, own, anchors, k, f = plan.samples, plan.own_points, plan.anchor_points, plan.carry_over, plan.newly_fitted
    divisor = samples - 1 if unbiased else samples
    real, taught, shift = plan.fresh_points + anchors, plan.teacher_points, generator.teacher_shift
    last, c = CLEAN, 0.0
    data_m, data_d, data_c, squares, both = 0.0, 1 / samples, 1 / samples, float(samples), 0.0
    for _ in range(plan.rounds):
        fitted = (squares - samples * data_d) / max(divisor, 1)
        last = _blended(plan, last, Moments(data_m, data_d, fitted), both, tie)
        c = k * c + f * data_c
        yield last

        m, d, v = last
        drawn = generator.gain * v + generator.noise
        lesson = taught * shift
        data_m = (own * m + lesson) / samples
        data_d = real + taught * generator.teacher_variance + own * drawn
        data_d += own**2 * d + lesson**2 + 2 * own * (anchors * c + lesson * m)
        data_d /= samples**2
        squares = real + taught * (generator.teacher_variance + shift**2) + own * (drawn + d)
        both = (own * d + anchors * c + lesson * m) / samples
        data_c = (1 + own * c) / samples


def _pool(plan: Plan, unbiased: bool, generator: Generator, tie: Tie | None) -> Iterator[Moments]:
    samples, own, taught, shift = plan.samples, plan.own_points, plan.teacher_points, generator.teacher_shift
    k, f, lesson = plan.carry_over, plan.newly_fitted, taught * generator.teacher_shift
    budget = plan.regime == "fixed-budget"
    last, y = CLEAN, 0.0
    pool_m, pool_d, square = 0.0, 1 / samples, 1.0
    for batches in range(1, plan.rounds + 1):
        pool = batches * samples
        fitted = samples if budget else pool
        between = 0.0 if pool == 1 else (square - pool_d) * pool / (pool - 1)
        error = pool_d + between * (1 / fitted - 1 / pool)
        variance = between * (1.0 if unbiased else (fitted - 1) / fitted)
        last = _blended(plan, last, Moments(pool_m, error, variance), y, tie)
        x = k * y + f * pool_d
        yield last

        m, d, v = last
        drawn = generator.gain * v + generator.noise
        grown = pool + samples
        fixed = plan.fresh_points + taught * generator.teacher_variance
        square = (pool * square + fixed + taught * shift**2 + own * (drawn + d)) / grown
        y = (pool * x + own * d + lesson * m) / grown
        crossed = 2 * (pool * own * x + pool * lesson * pool_m + own * lesson * m)
        pool_d = (pool**2 * pool_d + fixed + own * drawn + own**2 * d + lesson**2 + crossed) / grown**2
        pool_m = (pool * pool_m + own * m + lesson) / grown


def _blended(plan: Plan, last: Moments, fit: Moments, both: float, tie: Tie | None) -> Moments:
    """The new model's moments from the last model's and the fit's; ``both``: expected product of the two means."""
    k, f = plan.carry_over, plan.newly_fitted
    mean = k * last.mean + f * fit.mean
    error = k**2 * last.error + f**2 * fit.error + 2 * k * f * both
    if tie is not None:
        return Moments(mean, error, 1 + tie.slope * mean + tie.curvature * error)
    return Moments(mean, error, plan.base + k * last.variance + f * fit.variance)
