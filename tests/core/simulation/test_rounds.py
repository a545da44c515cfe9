"""What each round trains on: where every example comes from, counted."""

from __future__ import annotations

from collections import Counter
from itertools import chain, count, pairwise

import numpy as np
import pytest

from core.simulation.regimes import REGIMES, Plan
from core.simulation.rounds import Material, blend, train_rounds


def data_of_rounds(plan):
    """The examples of each round, each a pair of its origin and a number of its own."""
    number, seen, rng = count(), [], np.random.default_rng(1)

    def write(origin):
        return lambda points: [(origin, next(number)) for _ in range(points)]

    def learn(round_index, data):
        seen.append(data)
        return write(f"own {round_index + 1}")

    def take(pool, points):
        return [pool[place] for place in rng.choice(len(pool), points, replace=False)]

    material = Material(write("real"), lambda groups: [*chain(*groups)], write("teacher"), take)
    train_rounds(plan, material, learn)
    return seen


def origins(data):
    return Counter(origin for origin, _ in data)


def test_replacing_trains_on_the_last_batch_and_the_same_anchors():
    plan = Plan("replace", samples=20, rounds=4, fresh_human=0.2, anchors=0.3, teacher=0.1)
    first, second, third, _ = data_of_rounds(plan)
    assert origins(first) == {"real": 20}
    assert origins(second) == {"real": 10, "teacher": 2, "own 1": 8}
    assert origins(third) == {"real": 10, "teacher": 2, "own 2": 8}
    assert len(set(first) & set(second)) == 6
    assert set(first) & set(second) == set(first) & set(third) == set(second) & set(third)


def test_accumulating_trains_on_everything_so_far():
    rounds = data_of_rounds(Plan("accumulate", samples=10, rounds=3, fresh_human=0.2, teacher=0.5))
    assert origins(rounds[2]) == {"real": 14, "teacher": 10, "own 1": 3, "own 2": 3}
    assert all(set(earlier) < set(later) for earlier, later in pairwise(rounds))


def test_a_fixed_budget_trains_on_as_many_different_examples_of_everything_so_far():
    rounds = data_of_rounds(Plan("fixed-budget", samples=200, rounds=4, fresh_human=0.25))
    assert [len(set(data)) for data in rounds] == [200] * 4
    assert origins(rounds[0]) == {"real": 200}
    last = origins(rounds[3])
    assert set(last) == {"real", "own 1", "own 2", "own 3"}
    assert last["real"] == pytest.approx(200 * (200 + 3 * 50) / 800, abs=4.5 * np.sqrt(200 * 0.25))


@pytest.mark.parametrize("regime", REGIMES)
def test_a_share_of_everything_leaves_no_room_for_the_loop(regime):
    for data in data_of_rounds(Plan(regime, samples=5, rounds=3, fresh_human=1.0)):
        assert set(origins(data)) == {"real"}


def test_a_blend_holds_its_shares_of_base_and_last_model():
    fit, last, clean = (np.full(3, value) for value in (1.0, 10.0, 100.0))
    assert blend(Plan("replace", 5, 2, base=0.1, carry_over=0.3), fit, last, clean) == pytest.approx([13.6] * 3)
    assert blend(Plan("replace", 5, 2), fit, last, clean) is fit
