"""Recursive training that only repeats: each round's points are drawn from the last round's points themselves.

A model that memorises. The expected variance falls alike for every family of real data, and so does the number of
different points left; what differs by the tail is the typical run and the extremes, which is where to look.

Families: ``gaussian``; ``uniform`` from -1 to 1; ``pareto``, a two-sided power law with tail index 1.5 and no finite
variance; ``mixture``, a bell curve with 1 % of points eight deviations away.

There is no outside teacher and no blend of models here: the points are the model.

Source: resampling with replacement, see ``spread`` for the expected variance and ``categorical`` for survival.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.simulation.points import Draw, block_of_points, point_material, repeat
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.rounds import train_rounds
from core.simulation.spread import expected_spread
from core.simulation.survival import survival_worth
from core.simulation.system import ANCHORS, Option, System


def _gaussian(shape: tuple[int, int], rng: np.random.Generator) -> Floats:
    return rng.standard_normal(shape)


def _uniform(shape: tuple[int, int], rng: np.random.Generator) -> Floats:
    return rng.uniform(-1, 1, shape)


def _pareto(shape: tuple[int, int], rng: np.random.Generator) -> Floats:
    return np.asarray(rng.pareto(1.5, shape) * rng.choice([-1.0, 1.0], shape))


def _mixture(shape: tuple[int, int], rng: np.random.Generator) -> Floats:
    rare = rng.random(shape) < 0.01
    return np.where(rare, 8 + 0.1 * rng.standard_normal(shape), rng.standard_normal(shape))


FAMILIES: Mapping[str, Callable[[tuple[int, int], np.random.Generator], Floats]] = {
    "gaussian": _gaussian,
    "uniform": _uniform,
    "pareto": _pareto,
    "mixture": _mixture,
}


@dataclass(frozen=True, slots=True)
class BootstrapScenario:
    """What is run: ``family`` names the real data. Raises ValueError for fewer than 2 samples."""

    plan: Plan
    family: str = "gaussian"

    def __post_init__(self) -> None:
        if self.plan.samples < 2:
            raise ValueError(f"samples must be at least 2 to have a variance, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return block_of_points(self.plan)

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        names = ("variance", "distinct", "largest")
        paths = {name: np.empty((self.plan.rounds, trajectories)) for name in names}
        first_variance = first_largest = np.ones(trajectories)

        def learn(round_index: int, points: Floats) -> Draw:
            nonlocal first_variance, first_largest
            variance, largest = points.var(axis=1), np.abs(points).max(axis=1)
            if round_index == 0:
                first_variance, first_largest = variance, largest
            paths["variance"][round_index] = variance / first_variance
            paths["distinct"][round_index] = 1 + np.count_nonzero(np.diff(np.sort(points, axis=1), axis=1), axis=1)
            paths["largest"][round_index] = largest / first_largest
            return repeat(points, rng)

        family = FAMILIES[self.family]
        train_rounds(self.plan, point_material(lambda count: family((trajectories, count), rng), None, rng), learn)
        return paths

    def theory(self) -> dict[str, Floats]:
        """Exact variance where no real data join after round 1; different points left, exact when none are dropped,
        else first order (within 2 %); nothing is known of the other cases.
        """
        plan, known = self.plan, dict[str, Floats]()
        if plan.closed_loop:
            variance = expected_spread(plan).variance
            known["variance"] = variance / variance[0]
        if plan.regime == "replace":
            known["distinct"] = plan.samples * survival_worth(plan)
        elif plan.regime == "accumulate":
            known["distinct"] = plan.samples + plan.fresh_points * np.arange(plan.rounds, dtype=np.float64)
        return known


def _build(plan: Plan, options: Mapping[str, Value]) -> BootstrapScenario:
    return BootstrapScenario(plan, str(options["family"]))


SYSTEM = System(
    name="bootstrap",
    title="Points drawn again and again from the last round's points",
    quantities={
        "variance": "variance of the points over that of the real points of round 1",
        "distinct": "number of different points left",
        "largest": "distance of the farthest point from zero over that in round 1",
    },
    options=(
        Option("family", "choice", "gaussian", "what the real data look like", choices=tuple(FAMILIES)),
        ANCHORS,
    ),
    source="resampling with replacement; Kazdan et al. (2024) for accumulation",
    build=_build,
    samples=1000,
    rounds=21,
    trajectories=512,
    refuses={
        "teacher": "it knows no model but the points themselves; use fresh_human for points from outside",
        "base": "it has no numbers to blend, only points; use anchors for a lasting store of real ones",
        "carry_over": "it has no numbers to blend, only points; use regime accumulate to keep earlier ones",
    },
)
