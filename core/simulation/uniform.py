"""Recursive training of a uniform distribution: a range fitted to its smallest and largest point.

Every round takes the range of its training points; the next round trains on points spread evenly over it. Nothing
outside the range can ever be made again, so without new real data it only narrows. The smallest and largest of a group
of points need two draws, whatever the number.

The real range is 0 to 1.

Source: order statistics; the spread of M even points is a Beta(M - 1, 2) part of their range.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import digamma

from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.system import System

SMALLEST = np.finfo(np.float64).tiny


@dataclass(frozen=True, slots=True)
class UniformScenario:
    """What is run; ValueError for fewer than 2 samples, which span no range."""

    plan: Plan

    def __post_init__(self) -> None:
        if self.plan.samples < 2:
            raise ValueError(f"samples must be at least 2 to span a range, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return 512

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        plan, zeros, ones = self.plan, np.zeros(trajectories), np.ones(trajectories)
        low, width = np.empty((plan.rounds, trajectories)), np.empty((plan.rounds, trajectories))
        ranges = [_range_of_points(plan.samples, zeros, ones, rng)]
        for round_index in range(plan.rounds):
            start = np.min([start for start, _ in ranges], axis=0)
            end = np.max([start + length for start, length in ranges], axis=0)
            only = ranges[0][1] if len(ranges) == 1 else end - start
            low[round_index], width[round_index] = start, np.maximum(only, SMALLEST)
            ranges = [(start, only)] if plan.regime == "accumulate" else []
            if plan.own_points:
                ranges.append(_range_of_points(plan.own_points, start, width[round_index], rng))
            if plan.fresh_points:
                ranges.append(_range_of_points(plan.fresh_points, zeros, ones, rng))
        return {
            "width": width,
            "log_width": np.log(width),
            "variance": width**2,
            "mean_error": 12 * (low + width / 2 - 0.5) ** 2,
        }

    def theory(self) -> dict[str, Floats]:
        """Exact expectations in a closed loop, and with accumulated data, whose range is that of all real points."""
        plan, rounds = self.plan, np.arange(1, self.plan.rounds + 1)
        if plan.regime == "accumulate":
            real, power = plan.samples + plan.fresh_points * (rounds - 1.0), np.ones(plan.rounds)
        elif plan.closed_loop:
            real, power = np.full(plan.rounds, float(plan.samples)), rounds.astype(np.float64)
        else:
            return {}
        return {
            "width": ((real - 1) / (real + 1)) ** power,
            "log_width": power * (digamma(real - 1) - digamma(real + 1)),
            "variance": ((real - 1) * real / ((real + 1) * (real + 2))) ** power,
        }


def _range_of_points(number: int, low: Floats, width: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Smallest value and width of the range of so many even points."""
    highest = width * rng.random(low.shape) ** (1 / number)
    if number == 1:
        return low + highest, np.zeros_like(low)
    spread = highest * rng.random(low.shape) ** (1 / (number - 1))
    return low + (highest - spread), spread


def _build(plan: Plan, _options: Mapping[str, Value]) -> UniformScenario:
    return UniformScenario(plan)


SYSTEM = System(
    name="uniform",
    title="A range fitted to points spread evenly over the last range",
    quantities={
        "width": "width of the fitted range over the real one",
        "log_width": "natural logarithm of that ratio; its mean shows the typical run",
        "variance": "variance of the fit over the real one",
        "mean_error": "squared distance of the middle from the real middle, in real variances",
    },
    options=(),
    source="order statistics of evenly spread points",
    build=_build,
    samples=100,
    rounds=50,
    trajectories=1000,
    regimes=("replace", "accumulate"),
)
