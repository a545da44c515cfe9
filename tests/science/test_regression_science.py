"""Regressions on their own labels: accepted values, exact expectations and a naive simulation of the points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.simulation.regimes import Plan
from core.simulation.regression import RegressionScenario, mixing_factor
from core.simulation.strong_collapse import StrongCollapseScenario, large_sample_error
from core.simulation.systems import run

Z_LIMIT = 4.5  # about one false alarm in 150,000 comparisons


def deviations(result, factor=1.0):
    gap = result.mean["test_error"] - factor * result.theory["test_error"]
    return np.abs(gap) / result.standard_error["test_error"]


@pytest.mark.parametrize(
    ("same_points", "regime", "accepted"),
    [
        (False, "replace", 1.1235955056179776),
        (True, "replace", 1.1235955056179776),
        (True, "accumulate", 0.17413120574904953),
    ],
)
def test_accepted_errors_after_ten_fits(same_points, regime, accepted):
    result = run("regression", {"same_points": same_points}, regime=regime, trajectories=4000, seed=1)
    assert result.theory["test_error"][-1] == pytest.approx(accepted, rel=1e-12)
    assert result.mean["test_error"][-1] == pytest.approx(accepted, rel=0.03)
    assert np.all(deviations(result) < Z_LIMIT)


def test_new_points_accumulate_slightly_less_error_than_the_same_points():
    plan = Plan("accumulate", 100, 200)
    new, same = (RegressionScenario(plan, same_points=same).theory()["test_error"] for same in (False, True))
    assert np.all(new[1:] < same[1:])
    assert np.all(same < np.pi**2 / 6 * 10 / 89)


@settings(derandomize=True, deadline=None, max_examples=20)
@given(
    regime=st.sampled_from(["replace", "accumulate"]),
    same_points=st.booleans(),
    features=st.integers(1, 6),
    spare=st.integers(8, 40),
    rounds=st.integers(1, 6),
    fresh=st.sampled_from([0.0, 0.1, 0.5]),
)
def test_expected_error_is_exact_at_any_setting(regime, same_points, features, spare, rounds, fresh):
    options = {"features": features, "same_points": same_points, "noise": 0.7}
    settings = {"samples": features + spare, "rounds": rounds, "trajectories": 4000, "seed": 2}
    result = run("regression", options, regime=regime, fresh_human=fresh, **settings)
    assume("test_error" in result.theory)
    assert np.all(deviations(result) < Z_LIMIT)


@pytest.mark.parametrize(
    ("points", "synthetic", "accepted"), [(500, 0.1, 0.070625), (500, 0.5, 0.140625), (5000, 0.5, 0.06887755102040817)]
)
def test_accepted_limits_of_strong_collapse(points, synthetic, accepted):
    assert large_sample_error(points, 100, synthetic, 0.5, 0.25) == pytest.approx(accepted, rel=1e-12)
    plan = Plan("replace", points, 2, fresh_human=1 - synthetic)
    exact = StrongCollapseScenario(plan, 100).theory()["test_error"][1]
    assert exact == pytest.approx(accepted, rel=0.005)


@pytest.mark.slow
def test_strong_collapse_at_an_accepted_setting_by_simulation():
    settings = {"samples": 500, "rounds": 2, "fresh_human": 0.5, "trajectories": 80, "seed": 3}
    result = run("strong-collapse", {"features": 100}, regime="replace", **settings)
    assert result.mean["test_error"][1] == pytest.approx(0.140625, rel=0.05)


@settings(derandomize=True, deadline=None, max_examples=10)
@given(
    regime=st.sampled_from(["replace", "accumulate"]),
    features=st.integers(2, 20),
    fresh=st.sampled_from([0.0, 0.1, 0.9, 1.0]),
)
def test_strong_collapse_is_exact_at_any_setting(regime, features, fresh):
    settings = {"samples": 60, "rounds": 5, "fresh_human": fresh, "trajectories": 1500, "seed": 4}
    result = run("strong-collapse", {"features": features}, regime=regime, **settings)
    assert np.all(deviations(result) < Z_LIMIT)


def test_more_data_sink_to_a_floor_set_by_the_synthetic_share():
    plan = Plan("accumulate", 1000, 4000, fresh_human=0.9)
    error = StrongCollapseScenario(plan, 20).theory()["test_error"]
    assert error[-1] == pytest.approx(0.25 * 0.1**2, rel=0.02)
    assert large_sample_error(10**12, 20, 1e-3, 0.5, 0.25) == pytest.approx(0.25 * 1e-3**2, rel=0.001)


def test_the_surviving_part_of_an_error_is_all_or_nothing_at_the_ends():
    assert mixing_factor(7, own=50, real=0) == pytest.approx(1)
    assert mixing_factor(7, own=0, real=50) == 0


def test_the_checks_above_see_a_five_percent_error():
    assert np.all(deviations(run("regression", trajectories=4000, seed=5), 1.05) > Z_LIMIT)
    settings = {"samples": 100, "rounds": 3, "trajectories": 2000, "seed": 5}
    assert np.all(deviations(run("strong-collapse", regime="accumulate", **settings), 1.05) > Z_LIMIT)


@pytest.mark.parametrize("same_points", [False, True])
@pytest.mark.parametrize("regime", ["replace", "accumulate"])
def test_gram_matrices_and_real_points_give_the_same_errors(regime, same_points):
    plan, features, rng = Plan(regime, 16, 4, fresh_human=0.25), 3, np.random.default_rng(6)
    naive = []
    for _ in range(3000):
        fit, first = np.zeros(features), rng.standard_normal((plan.samples, features))
        rows, labels = [], []
        for round_number in range(plan.rounds):
            points = first if same_points and round_number else rng.standard_normal((plan.samples, features))
            first = points if round_number == 0 else first
            truth = np.concatenate([points[: plan.own_points] @ fit, np.zeros(plan.fresh_points)])
            if regime == "replace":
                rows, labels = [], []
            rows.append(points)
            labels.append(truth + rng.standard_normal(plan.samples))
            fit = np.linalg.lstsq(np.concatenate(rows), np.concatenate(labels), rcond=None)[0]
        naive.append(fit @ fit)
    fast = RegressionScenario(plan, features, same_points=same_points).sample(3000, rng)["test_error"][-1]
    error = np.sqrt((np.var(naive) + fast.var()) / 3000)
    assert abs(np.mean(naive) - fast.mean()) < Z_LIMIT * error
