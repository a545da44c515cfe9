"""Regressions on their own labels: accepted values, exact expectations and a naive simulation of the points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from core.simulation.least_squares import mixing_factor
from core.simulation.regimes import Plan
from core.simulation.regression import RegressionScenario
from core.simulation.strong_collapse import StrongCollapseScenario, large_sample_error
from core.simulation.systems import run

Z_LIMIT = 4.5  # about one false alarm in 150,000 comparisons
P_LIMIT = 1e-5  # for the comparisons of whole distributions


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
    source=st.sampled_from([(False, 0.0), (True, 0.0), (False, 0.1), (False, 0.5)]),
    features=st.integers(1, 6),
    spare=st.integers(8, 40),
    rounds=st.integers(1, 6),
)
def test_expected_error_is_exact_at_any_setting(regime, source, features, spare, rounds):
    same_points, fresh = source
    assume(regime == "replace" or fresh == 0)
    options = {"features": features, "same_points": same_points, "noise": 0.7}
    settings = {"samples": features + spare, "rounds": rounds, "trajectories": 4000, "seed": 2}
    result = run("regression", options, regime=regime, fresh_human=fresh, **settings)
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
    regime=st.sampled_from(["replace", "accumulate", "fixed-budget"]),
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


PLANS = [
    Plan("replace", 16, 4),
    Plan("replace", 16, 5, fresh_human=0.125, anchors=0.25, teacher=0.25),
    Plan("replace", 16, 5, anchors=0.25, base=0.2, carry_over=0.3),
    Plan("accumulate", 16, 4, fresh_human=0.25),
    Plan("accumulate", 16, 4, teacher=0.25, carry_over=0.4),
    Plan("fixed-budget", 16, 5),
    Plan("fixed-budget", 16, 5, fresh_human=0.125, teacher=0.25, base=0.2),
]


def naive_error(plan, rng, learns=True, features=3, difference=0.5):
    """One run on the points: squared error of the last fit; without learning the teacher writes all labels."""
    taught = rng.normal(0, np.sqrt(difference / features), features)
    fit = last = np.zeros(features)

    def batch(count, coefficients):
        points = rng.standard_normal((count, features))
        return points, points @ coefficients + rng.standard_normal(count)

    def join(*parts):
        return np.concatenate([points for points, _ in parts]), np.concatenate([labels for _, labels in parts])

    anchors = batch(plan.anchor_points, 0 * fit)
    pool = join(anchors, batch(plan.samples - plan.anchor_points, 0 * fit))
    for round_number in range(1, plan.rounds + 1):
        chosen = rng.permutation(len(pool[1]))[: plan.samples] if plan.regime == "fixed-budget" else slice(None)
        fitted = np.linalg.lstsq(pool[0][chosen], pool[1][chosen], rcond=None)[0]
        fit = last = (1 - plan.base - plan.carry_over) * fitted + plan.carry_over * last
        new = (
            batch(plan.own_points, fit if learns else taught),
            batch(plan.fresh_points, 0 * fit),
            batch(plan.teacher_points, taught),
        )
        if round_number < plan.rounds:
            pool = join(anchors if plan.regime == "replace" else pool, *new)
    return fit @ fit


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.regime}-{plan.own_points}-{plan.carry_over:g}")
def test_gram_matrices_and_real_points_give_the_same_errors(plan):
    rng = np.random.default_rng(6)
    naive = [naive_error(plan, rng) for _ in range(1500)]
    fast = RegressionScenario(plan, 3, teacher_difference=0.5).sample(4000, rng)["test_error"][-1]
    assert ks_2samp(naive, fast).pvalue > P_LIMIT


@pytest.mark.parametrize("regime", ["replace", "accumulate", "fixed-budget"])
def test_strong_collapse_and_real_points_give_the_same_errors(regime):
    plan, rng = Plan(regime, 16, 4, fresh_human=0.25), np.random.default_rng(7)
    naive = [naive_error(plan, rng, learns=False) for _ in range(1500)]
    fast = StrongCollapseScenario(plan, 3, noise=1.0, difference=0.5).sample(4000, rng)["test_error"][-1]
    assert ks_2samp(naive, fast).pvalue > P_LIMIT


@pytest.mark.parametrize("regime", ["replace", "accumulate"])
def test_the_same_points_labelled_again_and_again_give_the_same_errors(regime):
    rng, naive = np.random.default_rng(6), []
    for _ in range(2000):
        points, fit, labels = rng.standard_normal((16, 3)), np.zeros(3), []
        for _ in range(4):
            new = points @ fit + rng.standard_normal(16)
            labels = [*labels, new] if regime == "accumulate" else [new]
            fit = np.linalg.lstsq(points, np.mean(labels, axis=0), rcond=None)[0]
        naive.append(fit @ fit)
    fast = RegressionScenario(Plan(regime, 16, 4), 3, same_points=True).sample(3000, rng)["test_error"][-1]
    assert ks_2samp(naive, fast).pvalue > P_LIMIT


def test_the_comparison_of_distributions_sees_a_noise_a_tenth_too_large():
    plan, rng = Plan("fixed-budget", 16, 5), np.random.default_rng(8)
    naive = [naive_error(plan, rng) for _ in range(1500)]
    fast = RegressionScenario(plan, 3, noise=1.1).sample(4000, rng)["test_error"][-1]
    assert ks_2samp(naive, fast).pvalue < P_LIMIT


@settings(derandomize=True, deadline=None, max_examples=15)
@given(
    regime=st.sampled_from(["replace", "accumulate", "fixed-budget"]),
    features=st.integers(2, 6),
    fresh=st.sampled_from([0.0, 0.1]),
    source=st.sampled_from([{}, {"anchors": 0.2}, {"teacher": 0.3, "teacher_difference": 0.5}, {"carry_over": 0.4}]),
)
def test_the_first_order_error_holds_within_twice_the_features_over_samples(regime, features, fresh, source):
    assume(regime == "replace" or "anchors" not in source)
    settings = {"samples": 40 * features, "rounds": 6, "fresh_human": fresh, "trajectories": 600, "seed": 3}
    result = run("regression", {"features": features, **source}, regime=regime, **settings)
    gap = np.abs(result.mean["test_error"] - result.theory["test_error"])
    assert np.all(gap < Z_LIMIT * result.standard_error["test_error"] + 2 / 40 * result.theory["test_error"])


def test_a_fixed_budget_lies_between_accumulating_and_replacing():
    """As published for accumulating with subsampling."""
    error = {
        regime: run("regression", regime=regime, rounds=30, trajectories=256, seed=9).mean["test_error"][-1]
        for regime in ("accumulate", "fixed-budget", "replace")
    }
    assert 1.5 * error["accumulate"] < error["fixed-budget"] < error["replace"] / 1.5


def test_the_same_points_with_other_data_or_a_fixed_budget_are_refused():
    with pytest.raises(ValueError, match="same_points labels one whole batch again and again"):
        run("regression", {"same_points": True}, fresh_human=0.1)
    with pytest.raises(ValueError, match="same_points labels one whole batch again and again"):
        run("regression", {"same_points": True}, regime="fixed-budget")
