from __future__ import annotations

import pytest

from core.simulation.regimes import Plan


def test_shares_become_whole_points_that_add_up():
    plan = Plan("replace", samples=101, rounds=3, fresh_human=0.25, anchors=0.1, teacher=0.3)
    assert (plan.fresh_points, plan.anchor_points, plan.teacher_points, plan.own_points) == (25, 10, 30, 36)
    assert not plan.closed_loop


def test_without_shares_the_loop_is_closed():
    assert Plan("accumulate", samples=7, rounds=1).closed_loop


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"regime": "sometimes"}, "regime must be one of replace, accumulate, fixed-budget, got 'sometimes'"),
        ({"samples": 0}, "samples must be at least 1, got 0"),
        ({"samples": 10**9}, "samples must be at most 100,000,000"),
        ({"rounds": -1}, "rounds must be at least 1, got -1"),
        ({"fresh_human": 1.2}, "fresh_human is a share and must lie between 0 and 1, got 1.2"),
        ({"fresh_human": float("nan")}, "fresh_human is a share"),
        ({"anchors": -0.1}, "anchors is a share"),
        ({"teacher": 0.001}, "teacher of 0.001 is less than one of 100 samples; use 0 or 0.01"),
        ({"fresh_human": 0.7, "teacher": 0.4}, "must add up to at most 1, got 0.7 \\+ 0 \\+ 0.4"),
        ({"regime": "accumulate", "anchors": 0.1}, "anchors must be 0 with regime accumulate"),
    ],
)
def test_nonsense_is_refused_in_one_sentence_naming_the_setting(settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        Plan(**{"regime": "replace", "samples": 100, "rounds": 5} | settings)
