"""The rounds of recursive training under a plan, the same for every system, whatever its data are made of.

Round 1 trains on real data. After each round its model writes examples, which join newly collected human data, the
fixed anchors and what an outside teacher wrote. ``replace`` trains on that batch alone, ``accumulate`` on everything
since round 1, ``fixed-budget`` on as many examples as one batch, drawn without replacement from everything since then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.simulation.regimes import Plan
from core.simulation.result import Floats

Data = TypeVar("Data")


@dataclass(frozen=True, slots=True)
class Material(Generic[Data]):
    """How one kind of training data is made and put together; numbers of examples handed over are at least 1.

    real: so many newly collected real examples.
    join: several groups of examples as one.
    taught: so many examples of the outside teacher; needed where the plan has one.
    take: so many of a group's examples, without replacement; needed under a fixed budget.
    """

    real: Callable[[int], Data]
    join: Callable[[list[Data]], Data]
    taught: Callable[[int], Data] | None = None
    take: Callable[[Data, int], Data] | None = None


def train_rounds(plan: Plan, material: Material[Data], learn: Callable[[int, Data], Callable[[int], Data]]) -> None:
    """Go through the rounds of a plan.

    learn: given the round's index from 0 and its training data, fits the model, keeps what is to be measured, and
    returns how the model writes so many examples.
    """
    anchors = _groups((plan.anchor_points, material.real))
    pool = _joined(material, [*anchors, *_groups((plan.samples - plan.anchor_points, material.real))])
    for round_index in range(plan.rounds):
        data = pool
        if plan.regime == "fixed-budget" and round_index and material.take is not None:
            data = material.take(pool, plan.samples)
        write = learn(round_index, data)
        if round_index + 1 < plan.rounds:
            earlier = anchors if plan.regime == "replace" else [pool]
            batch = _groups(
                (plan.own_points, write), (plan.fresh_points, material.real), (plan.teacher_points, material.taught)
            )
            pool = _joined(material, [*earlier, *batch])


def _groups(*wanted: tuple[int, Callable[[int], Data] | None]) -> list[Data]:
    return [make(points) for points, make in wanted if points and make is not None]


def _joined(material: Material[Data], groups: list[Data]) -> Data:
    return groups[0] if len(groups) == 1 else material.join(groups)


def blend(plan: Plan, fit: Floats, last: Floats, clean: Floats) -> Floats:
    """The new model's numbers: the plan's shares of the clean base and of the last model, the rest of the fit.

    Before round 1 the last model is the clean one.
    """
    if not plan.blended:
        return fit
    return plan.base * clean + plan.carry_over * last + plan.newly_fitted * fit
