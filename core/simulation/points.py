"""Rounds of training on points that are drawn from earlier points, for systems that must hold the points themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from core.simulation.regimes import Plan
from core.simulation.result import Floats

POINTS_AT_ONCE = 2_000_000

Draw = Callable[[tuple[int, int], np.random.Generator], Floats]


def block_of_points(plan: Plan) -> int:
    """Trajectories to draw together: each holds its points, and its whole pool unless data are replaced."""
    held = plan.samples * (1 if plan.regime == "replace" else plan.rounds)
    return max(1, min(64, POINTS_AT_ONCE // held))


def rounds_of_points(
    plan: Plan, draw: Draw, trajectories: int, rng: np.random.Generator, bandwidth: float = 0.0
) -> Iterator[Floats]:
    """The training points of each round, shape (trajectories, points).

    draw: makes real points of a shape. bandwidth: standard deviation of normal noise added to each repeated point.
    """
    pool = draw((trajectories, plan.samples), rng)
    for round_number in range(1, plan.rounds + 1):
        points = pool
        if plan.regime == "fixed-budget":
            points = np.stack([rng.choice(row, plan.samples, replace=False, shuffle=False) for row in pool])
        yield points
        if round_number < plan.rounds:
            places = rng.integers(0, points.shape[1], (trajectories, plan.own_points))
            own = np.take_along_axis(points, places, axis=1)
            if bandwidth:
                own += bandwidth * rng.standard_normal(own.shape)
            batch = [own, draw((trajectories, plan.fresh_points), rng)]
            pool = np.concatenate(batch if plan.regime == "replace" else [pool, *batch], axis=1)
