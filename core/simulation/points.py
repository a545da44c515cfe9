"""Training data as single points, for systems that must hold them: every system under a fixed budget, and repetition.

Points are arrays of shape (trajectories, points), or (trajectories, points, directions).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.simulation.regimes import Plan
from core.simulation.result import Floats
from core.simulation.rounds import Material

POINTS_AT_ONCE = 1_000_000
MOST_POOLED = 20_000_000

Draw = Callable[[int], Floats]
"""So many points for every trajectory."""


def block_of_points(plan: Plan) -> int:
    """Trajectories to draw together: each holds its points, and its whole pool unless data are replaced.

    Raises ValueError where a single one would need more than 20 million points.
    """
    held = plan.samples * (1 if plan.regime == "replace" else plan.rounds)
    if held > MOST_POOLED:
        raise ValueError(
            f"samples times rounds must be at most {MOST_POOLED:,} where single points are kept, got {held:,}"
        )
    return max(1, min(64, POINTS_AT_ONCE // held))


def point_material(real: Draw, taught: Draw | None, rng: np.random.Generator) -> Material[Floats]:
    """Points drawn by ``real`` and by an outside teacher, kept one by one."""

    def take(pool: Floats, points: int) -> Floats:
        return np.stack([rng.choice(row, points, replace=False, shuffle=False) for row in pool])

    return Material(real, lambda groups: np.concatenate(groups, axis=1), taught, take)


def repeat(points: Floats, rng: np.random.Generator, bandwidth: float = 0.0) -> Draw:
    """A model that repeats its points, each with normal noise of standard deviation ``bandwidth`` added."""

    def draw(count: int) -> Floats:
        drawn = np.take_along_axis(points, rng.integers(0, points.shape[1], (len(points), count)), axis=1)
        if bandwidth:
            drawn += bandwidth * rng.standard_normal(drawn.shape)
        return drawn

    return draw
