"""Expected variance and mean error of recursive fits: exact, for any distribution with a finite variance.

A model that generates independent points with its fitted mean and variance keeps both moments in a linear recursion,
whatever the shape of the distribution: Gaussian points, categories (as 0/1 vectors, where the variance is the
heterozygosity) and resampled data all follow it. In units of the real variance:

    v  expected variance of the fit            d  expected squared distance of its mean from the real mean
    q  expected mean square of the data pool   c  expected product of the mean with the fixed anchors' mean

Sources: the products (1 - 1/M)^n and prod(1 - 1/(M i^2)) of Shumailov et al., Nature 631:755 (2024), and Kazdan et al.
(2024) come out as special cases; fresh shares, anchors and the fixed budget are derived the same way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.simulation.regimes import Plan
from core.simulation.result import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Expected squared mean error and fitted variance after each round, shape (rounds,), in real variances."""

    mean_error: Floats
    variance: Floats


@dataclass(frozen=True, slots=True)
class Generator:
    """How a model's own points, and an outside teacher's, differ from its fit.

    gain: variance of the points over the fitted variance (below 1 for cautious sampling).
    noise: variance added to every point, in real variances (the squared bandwidth of a kernel).
    teacher_variance: variance of the outside teacher's points, in real variances; its mean is right.
    """

    gain: float = 1.0
    noise: float = 0.0
    teacher_variance: float = 1.0


FAITHFUL = Generator()


def expected_spread(plan: Plan, *, unbiased: bool = False, generator: Generator = FAITHFUL) -> Spread:
    """The recursion for a plan; ``unbiased`` divides sums of squares by one less than the number of points."""
    step = _replace if plan.regime == "replace" else _pool
    mean_error, variance = np.empty(plan.rounds), np.empty(plan.rounds)
    for round_index, (d, v) in enumerate(step(plan, unbiased, generator)):
        mean_error[round_index], variance[round_index] = d, v
    return Spread(mean_error, variance)


def stationary_variance(plan: Plan) -> float:
    """Where the expected MLE variance settles under ``replace`` with either fresh human data or fixed anchors.

    r k / (1 - s k) for a fresh share r, with s = 1 - r and k = 1 - 1/(M (1 + s)); times 1 - 1/a, the variance inside
    the set itself, when the share is a fixed set of a examples. Raises ValueError for any other plan.
    """
    real = plan.fresh_points or plan.anchor_points
    if plan.regime != "replace" or plan.teacher_points or (plan.fresh_points and plan.anchor_points):
        raise ValueError("a stationary variance is known for replace with fresh human data or with anchors alone")
    s = plan.own_points / plan.samples
    k = 1 - 1 / (plan.samples * (1 + s))
    return real / plan.samples * _inside_variance(plan, k) / (1 - s * k)


def _inside_variance(plan: Plan, k: float) -> float:
    return k if plan.fresh_points or not plan.anchor_points else 1 - 1 / plan.anchor_points


def _replace(plan: Plan, unbiased: bool, generator: Generator) -> list[tuple[float, float]]:
    samples, own, anchors = plan.samples, plan.own_points, plan.anchor_points
    fixed = plan.fresh_points + anchors + plan.teacher_points * generator.teacher_variance
    divisor = samples - 1 if unbiased else samples
    d, v, c = 1 / samples, (samples - 1) / divisor, 1 / samples
    path = [(d, v)]
    for _ in range(1, plan.rounds):
        drawn = generator.gain * v + generator.noise
        squares = fixed + own * (drawn + d)
        d = (fixed + own * drawn + own**2 * d + 2 * own * anchors * c) / samples**2
        c = (1 + own * c) / samples
        v = (squares - samples * d) / divisor
        path.append((d, v))
    return path


def _pool(plan: Plan, unbiased: bool, generator: Generator) -> list[tuple[float, float]]:
    samples, own = plan.samples, plan.own_points
    fixed = plan.fresh_points + plan.teacher_points * generator.teacher_variance
    budget = plan.regime == "fixed-budget"
    q, pool_d = 1.0, 1 / samples
    path: list[tuple[float, float]] = []
    for batches in range(1, plan.rounds + 1):
        pool = batches * samples
        fitted = samples if budget else pool
        between = 0.0 if pool == 1 else (q - pool_d) * pool / (pool - 1)
        d = pool_d + between * (1 / fitted - 1 / pool)
        v = between * (1.0 if unbiased else (fitted - 1) / fitted)
        path.append((d, v))

        drawn = generator.gain * v + generator.noise
        grown = pool + samples
        q = (pool * q + fixed + own * (drawn + d)) / grown
        pool_d = (pool**2 * pool_d + fixed + own * drawn + own**2 * d + 2 * pool * own * pool_d) / grown**2
    return path
