"""Recursive training of a uniform distribution: a range fitted to its smallest and largest point.

Every round takes the range of its training points; the next round trains on points spread evenly over it. Nothing
outside the range can ever be made again, so without new real data it only narrows. The smallest and largest of a group
of points need two draws, whatever the number. Only the fixed budget needs the points themselves. Fixed anchors hold
their own range, (a - 1)/(a + 1) of the real one on average for a of them, and no more.

The real range is 0 to 1. A clean base and carry-over blend the smallest value and the width.

Source: order statistics; the spread of M even points is a Beta(M - 1, 2) part of their range.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import digamma

from core.simulation.points import Draw, block_of_points, point_material
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.rounds import Material, blend, train_rounds
from core.simulation.system import PLANNED, Option, System

SMALLEST = np.finfo(np.float64).tiny


class Range(NamedTuple):
    """Smallest value and width of points or of a model, a value a trajectory."""

    low: Floats
    width: Floats


@dataclass(frozen=True, slots=True)
class UniformScenario:
    """What is run.

    teacher_width: width of the range of an outside teacher, which lies in the middle of the real one.

    Raises ValueError for fewer than 2 samples, which span no range.
    """

    plan: Plan
    teacher_width: float = 1.0

    def __post_init__(self) -> None:
        if self.plan.samples < 2:
            raise ValueError(f"samples must be at least 2 to span a range, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together; few where a pool of points is held."""
        return block_of_points(self.plan) if self.plan.regime == "fixed-budget" else 512

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        plan, zeros, ones = self.plan, np.zeros(trajectories), np.ones(trajectories)
        low, width = np.empty((plan.rounds, trajectories)), np.empty((plan.rounds, trajectories))

        def fit(round_index: int, data: Range) -> Range:
            last = Range(low[round_index - 1], width[round_index - 1]) if round_index else Range(zeros, ones)
            low[round_index] = blend(plan, data.low, last.low, zeros)
            width[round_index] = np.maximum(blend(plan, data.width, last.width, ones), SMALLEST)
            return Range(low[round_index], width[round_index])

        real, taught = Range(zeros, ones), Range(zeros + (1 - self.teacher_width) / 2, self.teacher_width * ones)
        if plan.regime == "fixed-budget":
            singly = point_material(_single(real, rng), _single(taught, rng), rng)
            train_rounds(plan, singly, lambda index, points: _single(fit(index, _summary(points)), rng))
        else:
            grouped = Material(_grouped(real, rng), _merge, _grouped(taught, rng))
            train_rounds(plan, grouped, lambda index, data: _grouped(fit(index, data), rng))
        return {
            "width": width,
            "log_width": np.log(width),
            "variance": width**2,
            "mean_error": 12 * (low + width / 2 - 0.5) ** 2,
        }

    def theory(self) -> dict[str, Floats]:
        """Exact expectations in a closed loop, and with accumulated data, whose range is that of all real points; with
        a blend under ``replace`` the width alone.
        """
        plan, rounds = self.plan, np.arange(1, self.plan.rounds + 1)
        own = plan.own_points == plan.samples
        if plan.regime == "accumulate" and not plan.teacher_points and not plan.blended:
            real, power = plan.samples + plan.fresh_points * (rounds - 1.0), np.ones(plan.rounds)
        elif plan.regime == "replace" and plan.closed_loop:
            real, power = np.full(plan.rounds, float(plan.samples)), rounds.astype(np.float64)
        else:
            return {"width": self._expected_blends()} if plan.regime == "replace" and own else {}
        return {
            "width": ((real - 1) / (real + 1)) ** power,
            "log_width": power * (digamma(real - 1) - digamma(real + 1)),
            "variance": ((real - 1) * real / ((real + 1) * (real + 2))) ** power,
        }

    def _expected_blends(self) -> Floats:
        plan, width, path = self.plan, 1.0, []
        for _ in range(plan.rounds):
            kept = plan.carry_over + plan.newly_fitted * (plan.samples - 1) / (plan.samples + 1)
            width = plan.base + kept * width
            path.append(width)
        return np.array(path)


def _grouped(among: Range, rng: np.random.Generator) -> Callable[[int], Range]:
    """Smallest value and width of the range of so many even points."""
    low, width = among

    def draw(number: int) -> Range:
        highest = width * rng.random(low.shape) ** (1 / number)
        if number == 1:
            return Range(low + highest, np.zeros_like(low))
        spread = highest * rng.random(low.shape) ** (1 / (number - 1))
        return Range(low + (highest - spread), spread)

    return draw


def _single(among: Range, rng: np.random.Generator) -> Draw:
    return lambda number: among.low[:, None] + among.width[:, None] * rng.random((len(among.low), number))


def _summary(points: Floats) -> Range:
    low = points.min(axis=1)
    return Range(low, points.max(axis=1) - low)


def _merge(groups: list[Range]) -> Range:
    low = np.min([group.low for group in groups], axis=0)
    return Range(low, np.max([group.low + group.width for group in groups], axis=0) - low)


def _build(plan: Plan, options: Mapping[str, Value]) -> UniformScenario:
    return UniformScenario(plan, float(options["teacher_width"]))


SYSTEM = System(
    name="uniform",
    title="A range fitted to points spread evenly over the last range",
    quantities={
        "width": "width of the fitted range over the real one",
        "log_width": "natural logarithm of that ratio; its mean shows the typical run",
        "variance": "variance of the fit over the real one",
        "mean_error": "squared distance of the middle from the real middle, in real variances",
    },
    options=(
        *PLANNED,
        Option("teacher_width", "number", 1.0, "width of the outside model's range, amid the real one", 0.01, 1),
    ),
    source="order statistics of evenly spread points",
    build=_build,
    samples=100,
    rounds=50,
    trajectories=1000,
)
