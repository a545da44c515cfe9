"""One real point, weights and verification: what helps, how far, and the closed forms behind it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from core.simulation.exponential_family import ExponentialFamilyScenario
from core.simulation.regimes import Plan
from core.simulation.systems import run
from core.simulation.verifier import VerifierScenario, breakdown
from core.simulation.weighting import WeightingScenario, best_weight, lasting_error

Z_LIMIT = 4.5  # about one false alarm in 150,000 comparisons


def deviations(result, quantity, factor=1.0):
    gap = result.mean[quantity] - factor * result.theory[quantity]
    return np.abs(gap) / np.maximum(result.standard_error[quantity], 1e-12)


@settings(derandomize=True, deadline=None, max_examples=25)
@given(
    family=st.sampled_from(["gaussian", "bernoulli", "poisson", "exponential"]),
    samples=st.integers(20, 100),
    rounds=st.integers(1, 12),
    fresh=st.sampled_from([0.0, 0.1]),
    anchors=st.sampled_from([0.0, 0.1]),
)
def test_families_follow_their_exact_moments(family, samples, rounds, fresh, anchors):
    settings = {"samples": samples, "rounds": rounds, "fresh_human": fresh, "trajectories": 20_000, "seed": 1}
    result = run("exponential-family", {"family": family, "anchors": anchors}, **settings)
    for quantity in ("mean_error", "variance"):
        assert np.all(deviations(result, quantity) < Z_LIMIT), quantity


def test_one_fresh_real_point_keeps_two_thirds_of_a_coin_and_the_same_point_nothing():
    fresh = run("exponential-family", {"family": "bernoulli"}, fresh_human=0.02, rounds=400, seed=2)
    assert fresh.theory["variance"][-1] == pytest.approx(0.662, abs=1e-3)
    assert deviations(fresh, "variance")[-1] < Z_LIMIT
    same = run("exponential-family", {"family": "bernoulli", "anchors": 0.02}, rounds=3000, trajectories=512, seed=2)
    assert same.mean["stuck"][-1] == 1
    assert run("exponential-family", {"family": "bernoulli"}, rounds=1500, seed=2).mean["stuck"][-1] == 1


@pytest.mark.parametrize("family", ["bernoulli", "poisson", "exponential"])
def test_sums_and_real_points_give_the_same_fits(family):
    plan, rng = Plan("replace", 12, 6, fresh_human=0.1, anchors=0.2), np.random.default_rng(3)
    draw = {
        "bernoulli": lambda mean, count: (rng.random(count) < mean).astype(float),
        "poisson": lambda mean, count: rng.poisson(mean, count),
        "exponential": lambda mean, count: rng.exponential(mean, count),
    }[family]
    real, width = {"bernoulli": (0.3, 0.21), "poisson": (3.0, 3.0), "exponential": (1.0, 1.0)}[family]
    naive = []
    for _ in range(4000):
        anchors = draw(real, plan.anchor_points)
        points = np.concatenate([anchors, draw(real, plan.samples - plan.anchor_points)])
        for _ in range(plan.rounds - 1):
            points = np.concatenate([anchors, draw(points.mean(), plan.own_points), draw(real, plan.fresh_points)])
        naive.append((points.mean() - real) ** 2 / width)
    fast = ExponentialFamilyScenario(plan, family).sample(4096, rng)["mean_error"][-1]
    error = np.sqrt(np.var(naive) / 4000 + fast.var() / 4096)
    assert abs(np.mean(naive) - fast.mean()) < Z_LIMIT * error


@settings(derandomize=True, deadline=None, max_examples=20)
@given(
    samples=st.integers(1, 500),
    real_points=st.integers(1, 500),
    weighting=st.sampled_from(["best", "pooled", "real-only"]),
)
def test_weighted_means_have_their_exact_error(samples, real_points, weighting):
    options = {"real_points": real_points, "weighting": weighting}
    result = run("weighting", options, samples=samples, rounds=8, trajectories=10_000, seed=4)
    assert np.all(deviations(result, "mean_error") < Z_LIMIT)


@pytest.mark.parametrize("ratio", [1.0, 0.25, 4.0])
def test_the_best_weight_is_the_one_a_search_finds(ratio):
    found = minimize_scalar(lambda weight: lasting_error(ratio, weight), bounds=(1e-6, 1), method="bounded").x
    assert best_weight(ratio) == pytest.approx(found, abs=1e-5)
    assert lasting_error(ratio, best_weight(ratio)) == pytest.approx(best_weight(ratio))


def test_the_golden_ratio_is_the_best_weight_and_the_lasting_error():
    assert best_weight(1.0) == pytest.approx(0.6180339887498949, abs=1e-12)
    result = run("weighting", rounds=40, trajectories=20_000, seed=5)
    assert result.theory["mean_error"][-1] == pytest.approx(0.6180339887, abs=1e-8)
    assert deviations(result, "mean_error")[-1] < Z_LIMIT


def test_weighting_of_real_points_one_by_one_agrees():
    plan, rng, naive = Plan("replace", 8, 5), np.random.default_rng(6), []
    weight = WeightingScenario(plan, 8).weight
    for _ in range(4000):
        mean = rng.standard_normal(8).mean()
        for _ in range(plan.rounds - 1):
            mean = weight * rng.standard_normal(8).mean() + (1 - weight) * rng.normal(mean, 1, 8).mean()
        naive.append(8 * mean**2)
    fast = WeightingScenario(plan, 8).sample(4096, rng)["mean_error"][-1]
    assert abs(np.mean(naive) - fast.mean()) < Z_LIMIT * np.sqrt(np.var(naive) / 4000 + fast.var() / 4096)


@pytest.mark.parametrize(("keep_right", "keep_wrong"), [(0.9, 0.3), (0.6, 0.9), (1.0, 1.0)])
def test_the_classifier_breaks_down_at_the_published_share(keep_right, keep_wrong):
    share = breakdown(keep_right, keep_wrong)
    if (keep_right, keep_wrong) == (0.9, 0.3):
        assert share == pytest.approx(0.75)
    accuracy = [
        run(
            "verifier",
            {"keep_right": keep_right, "keep_wrong": keep_wrong, "new_errors": wrong},
            samples=200_000,
            rounds=2,
            trajectories=16,
            seed=7,
        ).mean["accuracy"][1]
        for wrong in (share - 0.02, share + 0.02)
    ]
    assert accuracy == pytest.approx([0.82, 0.18], abs=0.03)


@pytest.mark.parametrize(("keep_right", "keep_wrong", "after"), [(0.9, 0.9, 0.33), (0.9, 0.3, 0.01)])
def test_errors_in_the_loop_stay_small_only_if_the_verifier_tells_right_from_wrong(keep_right, keep_wrong, after):
    options = {"keep_right": keep_right, "keep_wrong": keep_wrong}
    result = run("verifier", options, samples=100_000, rounds=21, trajectories=64, seed=8)
    assert result.mean["wrong"][-1] == pytest.approx(after, abs=0.01)


def test_only_a_tail_aware_verifier_or_fresh_data_keep_rare_cases():
    left = {
        (kept, fresh): run("verifier", {"rare_kept": kept}, fresh_human=fresh, seed=9).mean["rare_cases"][-1]
        for kept in (0.8, 1.0)
        for fresh in (0.0, 0.2)
    }
    assert left[0.8, 0.0] < 0.03 < 0.4 < left[0.8, 0.2] < 0.7
    assert left[1.0, 0.0] == pytest.approx(1, abs=0.1)
    assert left[1.0, 0.2] == pytest.approx(1, abs=0.05)


@settings(derandomize=True, deadline=None, max_examples=20)
@given(
    keep_right=st.floats(0.2, 1),
    keep_wrong=st.floats(0.1, 1),
    new_errors=st.floats(0.001, 0.3),
    fresh=st.sampled_from([0.0, 0.2]),
)
def test_wrong_share_and_rare_cases_follow_their_large_sample_path(keep_right, keep_wrong, new_errors, fresh):
    options = {"keep_right": keep_right, "keep_wrong": keep_wrong, "new_errors": new_errors, "rare_share": 0.05}
    result = run("verifier", options, samples=100_000, rounds=10, fresh_human=fresh, trajectories=512, seed=10)
    for quantity in ("wrong", "rare_cases"):
        gap = np.abs(result.mean[quantity] - result.theory[quantity])
        assert np.all(gap <= Z_LIMIT * result.standard_error[quantity] + 0.002 * result.theory[quantity]), quantity


@pytest.mark.slow
def test_labels_checked_one_by_one_agree():
    scenario = VerifierScenario(Plan("replace", 200, 4, fresh_human=0.1), new_errors=0.1, rare_share=0.1)
    rng, wrong, rare, accuracy = np.random.default_rng(11), [], [], []
    for _ in range(800):
        right, is_rare = np.ones(200, bool), rng.random(200) < 0.1
        for _ in range(3):
            kept_right, kept_rare = [], []
            while len(kept_right) < scenario.plan.own_points:
                label = right[rng.integers(200)] and rng.random() > 0.1
                if rng.random() < (scenario.keep_right if label else scenario.keep_wrong):
                    kept_right.append(label)
            while len(kept_rare) < scenario.plan.own_points:
                case = is_rare[rng.integers(200)]
                if not case or rng.random() < scenario.rare_kept:
                    kept_rare.append(case)
            right = np.concatenate([kept_right, np.ones(20, bool)])
            is_rare = np.concatenate([kept_rare, rng.random(20) < 0.1])
        points = rng.standard_normal((200, 50))
        points[:, 0] += np.where(right, 1, -1)
        direction = points.mean(axis=0)
        side = direction[0] / np.linalg.norm(direction)
        accuracy.append(np.mean(rng.standard_normal(500) < side))
        wrong.append(1 - right.mean())
        rare.append(is_rare.mean() / 0.1)
    fast = scenario.sample(4096, rng)
    for values, quantity in ((wrong, "wrong"), (rare, "rare_cases"), (accuracy, "accuracy")):
        last = fast[quantity][-1]
        error = np.sqrt(np.var(values) / len(values) + last.var() / 4096)
        assert abs(np.mean(values) - last.mean()) < Z_LIMIT * error, quantity


def test_the_checks_above_see_a_five_percent_error():
    coin = run("exponential-family", {"family": "bernoulli"}, rounds=12, trajectories=20_000, seed=12)
    assert np.all(deviations(coin, "variance", 1.05) > Z_LIMIT)
    mean = run("weighting", rounds=8, trajectories=40_000, seed=12)
    assert np.all(deviations(mean, "mean_error", 1.05) > Z_LIMIT)
    checked = run("verifier", samples=100_000, rounds=10, seed=12)
    assert np.all(deviations(checked, "wrong", 1.05)[1:] > Z_LIMIT)
