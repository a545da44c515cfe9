"""Recursive training of a power law: sizes, incomes, losses, anything with rare giants.

Every round fits a Pareto distribution by maximum likelihood; the next round trains on draws from it. Logarithms of
Pareto points are exponential, so a group of points is known by its number, its smallest value and its sum above that:
one gamma and one exponential draw, whatever the number.

The real distribution has smallest value 1 and tail index ``alpha``; the fit is told in 1/alpha, the mean logarithm
above the smallest value.

Sources: maximum likelihood for the Pareto distribution; its products follow from independent gamma draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import digamma

from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.system import Option, System

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

    Raises ValueError for fewer than 2 samples.
    """

    plan: Plan
    alpha: float = 1.5
    known_minimum: bool = False

    def __post_init__(self) -> None:
        if self.plan.samples < 2:
            raise ValueError(f"samples must be at least 2 to fit a tail, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return 512

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        plan, bottom = self.plan, np.zeros(trajectories)
        real_tail = np.full(trajectories, 1 / self.alpha)
        tail, least = np.empty((plan.rounds, trajectories)), np.empty((plan.rounds, trajectories))
        pool = _draw(plan.samples, bottom, real_tail, rng)
        for round_index in range(plan.rounds):
            least[round_index] = bottom if self.known_minimum else pool.least
            above = pool.above + pool.number * (pool.least - least[round_index])
            tail[round_index] = np.maximum(above / pool.number, SMALLEST)
            own = _draw(plan.own_points, least[round_index], tail[round_index], rng)
            fresh = _draw(plan.fresh_points, bottom, real_tail, rng)
            pool = _merge(*([pool] if plan.regime == "accumulate" else []), own, fresh)
        return {
            "tail": tail * self.alpha,
            "log_tail": np.log(tail * self.alpha),
            "log_minimum": least,
            "rare_size": least + (tail - real_tail) * LOG_THOUSAND,
        }

    def theory(self) -> dict[str, Floats]:
        """Exact expectations: a known minimum keeps the mean tail always; the rest in a closed loop."""
        plan, rounds = self.plan, np.arange(1, self.plan.rounds + 1)
        closed = plan.regime == "replace" and plan.closed_loop
        known: dict[str, Floats] = {}
        if self.known_minimum:
            known["tail"] = np.ones(plan.rounds)
            known["log_minimum"] = np.zeros(plan.rounds)
            known["rare_size"] = np.zeros(plan.rounds)
        elif closed:
            known["tail"] = np.power(1 - 1 / plan.samples, rounds)
            known["log_minimum"] = (1 - known["tail"]) / self.alpha
            known["rare_size"] = known["log_minimum"] * (1 - LOG_THOUSAND)
        if closed:
            shape = plan.samples if self.known_minimum else plan.samples - 1
            known["log_tail"] = rounds * (digamma(shape) - np.log(plan.samples))
        return known


def _draw(number: int, least: Floats, tail: Floats, rng: np.random.Generator) -> Points:
    if number == 0:
        return Points(0, least, np.zeros_like(least))
    start = least + tail * rng.standard_exponential(least.shape) / number
    return Points(number, start, tail * rng.standard_gamma(number - 1, least.shape))


def _merge(*groups: Points) -> Points:
    present = [group for group in groups if group.number]
    least = np.min([group.least for group in present], axis=0)
    above = sum((group.above + group.number * (group.least - least) for group in present), np.zeros_like(least))
    return Points(sum(group.number for group in present), least, above)


def _build(plan: Plan, options: Mapping[str, Value]) -> ParetoScenario:
    return ParetoScenario(plan, float(options["alpha"]), bool(options["known_minimum"]))


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
    ),
    source="maximum likelihood for the Pareto distribution; products of gamma draws",
    build=_build,
    samples=100,
    rounds=50,
    trajectories=1000,
    regimes=("replace", "accumulate"),
)
