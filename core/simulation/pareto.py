"""Recursive training of a power law: sizes, incomes, losses, anything with rare giants.

Every round fits a Pareto distribution by maximum likelihood; the next round trains on draws from it. Logarithms of
Pareto points are exponential, so a group of points is known by its number, its smallest value and its sum above that:
one gamma and one exponential draw, whatever the number. Only the fixed budget needs the points themselves.

The real distribution has smallest value 1 and tail index ``alpha``; the fit is told in 1/alpha, the mean logarithm
above the smallest value. A clean base and carry-over blend that mean and the logarithm of the smallest value.

Sources: maximum likelihood for the Pareto distribution; its products follow from independent gamma draws.
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
from core.simulation.spread import CONSTANT, Generator, expected_spread
from core.simulation.system import PLANNED, Option, System

LOG_THOUSAND = np.log(1000)
SMALLEST = np.finfo(np.float64).tiny


class Points(NamedTuple):
    """Logarithms of points: how many, the smallest, and the sum above the smallest, a value a trajectory."""

    number: int
    least: Floats
    above: Floats


@dataclass(frozen=True, slots=True)
class ParetoScenario:
    """What is run.

    alpha: the real tail index; the smaller, the heavier the tail.
    known_minimum: whether the smallest possible value is known rather than fitted.
    teacher_tail: heaviness of the tail (1/alpha) of an outside teacher's points over the real one.

    Raises ValueError for fewer than 2 samples.
    """

    plan: Plan
    alpha: float = 1.5
    known_minimum: bool = False
    teacher_tail: float = 1.0

    def __post_init__(self) -> None:
        if self.plan.samples < 2:
            raise ValueError(f"samples must be at least 2 to fit a tail, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together; few where a pool of points is held."""
        return block_of_points(self.plan) if self.plan.regime == "fixed-budget" else 512

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        plan, bottom = self.plan, np.zeros(trajectories)
        real_tail = np.full(trajectories, 1 / self.alpha)
        tail, least = np.empty((plan.rounds, trajectories)), np.empty((plan.rounds, trajectories))

        def fit(round_index: int, data: Points) -> tuple[Floats, Floats]:
            last = (least[round_index - 1], tail[round_index - 1]) if round_index else (bottom, real_tail)
            start = bottom if self.known_minimum else data.least
            above = data.above / data.number + (data.least - start)
            least[round_index] = blend(plan, start, last[0], bottom)
            tail[round_index] = np.maximum(blend(plan, above, last[1], real_tail), SMALLEST)
            return least[round_index], tail[round_index]

        taught = self.teacher_tail * real_tail
        if plan.regime == "fixed-budget":
            singly = point_material(_single(bottom, real_tail, rng), _single(bottom, taught, rng), rng)
            train_rounds(plan, singly, lambda index, points: _single(*fit(index, _summary(points)), rng))
        else:
            grouped = Material(_grouped(bottom, real_tail, rng), _merge, _grouped(bottom, taught, rng))
            train_rounds(plan, grouped, lambda index, points: _grouped(*fit(index, points), rng))
        return {
            "tail": tail * self.alpha,
            "log_tail": np.log(tail * self.alpha),
            "log_minimum": least,
            "rare_size": least + (tail - real_tail) * LOG_THOUSAND,
        }

    def theory(self) -> dict[str, Floats]:
        """Exact expectations: with a known minimum always, else where only the loop's own points are made; the typical
        tail in a closed loop.
        """
        plan, known = self.plan, dict[str, Floats]()
        if self.known_minimum:
            teacher = Generator(teacher_shift=self.teacher_tail - 1)
            known["tail"] = 1 + expected_spread(plan, generator=teacher, tie=CONSTANT).mean
            known["log_minimum"] = np.zeros(plan.rounds)
            known["rare_size"] = (known["tail"] - 1) * LOG_THOUSAND / self.alpha
        elif plan.regime == "replace" and plan.own_points == plan.samples:
            known["tail"], known["log_minimum"] = self._expected_fits()
            known["rare_size"] = known["log_minimum"] + (known["tail"] - 1) * LOG_THOUSAND / self.alpha
        if plan.regime == "replace" and plan.closed_loop:
            shape = plan.samples if self.known_minimum else plan.samples - 1
            known["log_tail"] = np.arange(1, plan.rounds + 1) * (digamma(shape) - np.log(plan.samples))
        return known

    def _expected_fits(self) -> tuple[Floats, Floats]:
        """Tail (1 - 1/M)^n and log minimum (1 - tail)/alpha of the closed loop, or of blends with it."""
        plan, tail, least = self.plan, 1.0, 0.0
        path = []
        for _ in range(plan.rounds):
            least = plan.carry_over * least + plan.newly_fitted * (least + tail / (self.alpha * plan.samples))
            tail = plan.base + plan.carry_over * tail + plan.newly_fitted * tail * (1 - 1 / plan.samples)
            path.append((tail, least))
        tails, leasts = np.array(path).T
        return tails, leasts


def _grouped(least: Floats, tail: Floats, rng: np.random.Generator) -> Callable[[int], Points]:
    def draw(number: int) -> Points:
        start = least + tail * rng.standard_exponential(least.shape) / number
        return Points(number, start, tail * rng.standard_gamma(number - 1, least.shape))

    return draw


def _single(least: Floats, tail: Floats, rng: np.random.Generator) -> Draw:
    return lambda number: least[:, None] + tail[:, None] * rng.standard_exponential((len(least), number))


def _summary(points: Floats) -> Points:
    least = points.min(axis=1)
    return Points(points.shape[1], least, np.sum(points - least[:, None], axis=1))


def _merge(groups: list[Points]) -> Points:
    least = np.min([group.least for group in groups], axis=0)
    above = sum((group.above + group.number * (group.least - least) for group in groups), np.zeros_like(least))
    return Points(sum(group.number for group in groups), least, above)


def _build(plan: Plan, options: Mapping[str, Value]) -> ParetoScenario:
    return ParetoScenario(plan, float(options["alpha"]), bool(options["known_minimum"]), float(options["teacher_tail"]))


SYSTEM = System(
    name="pareto",
    title="A power law fitted to sizes drawn from the last fitted power law",
    quantities={
        "tail": "fitted heaviness of the tail (1/alpha) over the real one",
        "log_tail": "natural logarithm of that ratio; its mean shows the typical run",
        "log_minimum": "natural logarithm of the fitted over the real smallest size",
        "rare_size": "natural logarithm of the fitted over the real size that one case in a thousand exceeds",
    },
    options=(
        Option("alpha", "number", 1.5, "real tail index; the smaller, the heavier the tail", 0.1, 100),
        Option("known_minimum", "switch", False, "whether the smallest possible size is known rather than fitted"),
        *PLANNED,
        Option("teacher_tail", "number", 1.0, "heaviness of the outside model's tail over the real one", 0.01, 100),
    ),
    source="maximum likelihood for the Pareto distribution; products of gamma draws",
    build=_build,
    samples=100,
    rounds=50,
    trajectories=1000,
)
