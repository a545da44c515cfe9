"""Repetition with noise against its exact recursion: the one system that spreads."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.simulation.kernel_density import KernelDensityScenario
from core.simulation.regimes import Plan
from core.simulation.systems import run

Z_LIMIT = 4.5  # about one false alarm in 150,000 comparisons


def test_accepted_variance_after_thirty_rounds_of_noise():
    result = run("kernel-density", {"bandwidth": 0.2}, samples=200, rounds=31, trajectories=2000, seed=1)
    assert result.theory["variance"][-1] == pytest.approx(1.967, abs=0.001)
    assert abs(result.mean["variance"][-1] - 1.967) < Z_LIMIT * result.standard_error["variance"][-1]


def test_the_variance_settles_where_loss_and_noise_are_equal():
    plan = Plan("replace", samples=50, rounds=2000)
    assert KernelDensityScenario(plan, bandwidth=0.3).theory()["variance"][-1] == pytest.approx(49 * 0.09)


@settings(derandomize=True, deadline=None, max_examples=20)
@given(
    regime=st.sampled_from(["replace", "accumulate", "fixed-budget"]),
    bandwidth=st.floats(0, 1),
    samples=st.integers(20, 100),
    rounds=st.integers(1, 10),
    fresh=st.sampled_from([0.0, 0.2]),
)
def test_moments_are_exact_at_any_setting(regime, bandwidth, samples, rounds, fresh):
    settings = {"samples": samples, "rounds": rounds, "fresh_human": fresh, "trajectories": 1000, "seed": 2}
    result = run("kernel-density", {"bandwidth": bandwidth}, regime=regime, **settings)
    for quantity, expected in result.theory.items():
        deviation = np.abs(result.mean[quantity] - expected) / result.standard_error[quantity]
        assert np.all(deviation < Z_LIMIT), quantity


def test_the_check_above_sees_a_five_percent_error():
    result = run("kernel-density", samples=100, rounds=5, trajectories=1000, seed=2)
    deviation = np.abs(result.mean["variance"] - 1.05 * result.theory["variance"]) / result.standard_error["variance"]
    assert np.all(deviation > Z_LIMIT)


def test_points_and_plain_resampling_agree():
    plan, rng, naive = Plan("accumulate", 20, 5, fresh_human=0.1), np.random.default_rng(3), []
    for _ in range(3000):
        pool = rng.standard_normal(plan.samples)
        for _ in range(plan.rounds - 1):
            own = rng.choice(pool, plan.own_points) + rng.normal(0, 0.4, plan.own_points)
            pool = np.concatenate([pool, own, rng.standard_normal(plan.fresh_points)])
        naive.append(pool.var())
    fast = KernelDensityScenario(plan, 0.4).sample(3000, rng)["variance"][-1]
    error = np.sqrt((np.var(naive) + fast.var()) / 3000)
    assert abs(np.mean(naive) - fast.mean()) < Z_LIMIT * error
    assert np.std(naive) / fast.std() == pytest.approx(1, abs=0.1)
