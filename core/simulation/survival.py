"""How long rare types survive recursive training on counted frequencies, without simulating it.

A rare type is a family line: every example of it has a Poisson number of copies in the next batch. The chance that a
line has died out, and the real examples that start new lines, give the survival of every type in closed form.

Sources: Suresh, Thangaraj and Khandavally, "Rate of model collapse in recursive training" (2024), without fresh data;
fresh shares, anchors, teachers and blends are derived the same way and checked by simulation.
"""

from __future__ import annotations

import numpy as np

from core.simulation.regimes import Plan
from core.simulation.result import Floats


def survival_worth(plan: Plan) -> Floats:
    """How many all-real batches each round and those before it are worth to a rare type, shape (rounds,).

    Under ``replace`` a type with c expected examples in a batch of real data is lost after n rounds with probability
    exp(-c A_n), where A_n = f + (1-f) w_(n-1) + r (w_0 + ... + w_(n-2)), w_0 = 1, w_(k+1) = 1 - exp(-s w_k), with r the
    fresh human share, f the anchors' and s the loop's own.

    First order for rare types: survivors within about 1.5 % for r > 0, 0.2 % for r = 0 and rounds far below samples;
    some 4 % low where rounds come near a quarter of the samples.
    """
    line, arrived = _survival_lines(plan)
    anchors, fresh = plan.anchor_points / plan.samples, plan.fresh_points / plan.samples
    return np.asarray(anchors + (1 - anchors) * line + fresh * arrived)


def _survival_lines(plan: Plan) -> tuple[Floats, Floats]:
    """w_(n-1), the chance that a point's line lasts from round 1 to n, and the sum of all before it."""
    own = plan.own_points / plan.samples
    line = np.ones(plan.rounds)
    for round_index in range(1, plan.rounds):
        line[round_index] = -np.expm1(-own * line[round_index - 1])
    return line, np.cumsum(line) - line


def expected_survivors(plan: Plan, shares: Floats, taught: Floats | None = None) -> tuple[Floats, Floats]:
    """Expected number of types and share of real data still covered after each round, two arrays of shape (rounds,).

    taught: the outside teacher's distribution, the real one if not given.

    Exact in round 1 and under ``accumulate``, where a type is lost only if no example from outside the loop ever held
    it. Under ``replace`` by ``survival_worth``, the teacher's types counted in the same way. Raises ValueError for
    ``fixed-budget``.
    """
    if plan.regime == "fixed-budget":
        raise ValueError("no closed form is known for survivors under a fixed budget")
    never_real = np.log1p(-shares)
    real_rate, taught_rate = never_real, np.log1p(-(shares if taught is None else taught))
    real = plan.samples + plan.fresh_points * np.arange(plan.rounds, dtype=np.float64)
    lessons = plan.teacher_points * np.arange(plan.rounds, dtype=np.float64)
    if plan.regime == "replace":
        real_rate, taught_rate = -shares, -(shares if taught is None else taught)
        real = plan.samples * survival_worth(plan)
        lessons = plan.teacher_points * _survival_lines(plan)[1]
    survivors, coverage = np.empty(plan.rounds), np.empty(plan.rounds)
    for round_index, (examples, taught_examples) in enumerate(zip(real, lessons, strict=True)):
        log_lost = examples * (real_rate if round_index else never_real)
        if taught_examples:
            log_lost = log_lost + taught_examples * taught_rate
        surviving = -np.expm1(log_lost)
        survivors[round_index], coverage[round_index] = surviving.sum(), surviving @ shares
    return survivors, coverage
