"""Power law, range and bare repetition: closed forms, naive simulations, and what the tail does to the typical run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from core.simulation.bootstrap import BootstrapScenario
from core.simulation.pareto import ParetoScenario
from core.simulation.regimes import Plan
from core.simulation.systems import run
from core.simulation.uniform import UniformScenario

Z_LIMIT = 4.5  # about one false alarm in 150,000 comparisons
P_LIMIT = 1e-5  # for the comparisons of whole distributions


def deviations(result, quantity, factor=1.0):
    error = np.maximum(result.standard_error[quantity], 1e-12)
    return np.abs(result.mean[quantity] - factor * result.theory[quantity]) / error


@settings(derandomize=True, deadline=None, max_examples=20)
@given(
    name=st.sampled_from(["pareto", "uniform"]),
    regime=st.sampled_from(["replace", "accumulate"]),
    known=st.booleans(),
    alpha=st.floats(0.5, 5),
    samples=st.integers(12, 200),
    rounds=st.integers(1, 12),
    fresh=st.sampled_from([0.0, 0.25]),
)
def test_power_law_and_range_follow_their_closed_forms(name, regime, known, alpha, samples, rounds, fresh):
    options = {"known_minimum": known, "alpha": alpha} if name == "pareto" else {}
    settings = {"samples": samples, "rounds": rounds, "fresh_human": fresh, "trajectories": 20_000, "seed": 2}
    result = run(name, options, regime=regime, **settings)
    for quantity in result.theory:
        assert np.all(deviations(result, quantity) < Z_LIMIT), quantity


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [20, 200])
def test_a_power_law_of_known_minimum_keeps_its_mean_and_loses_its_typical_tail(rounds):
    result = run("pareto", {"known_minimum": True}, samples=100, rounds=rounds, trajectories=40_000, seed=3)
    assert deviations(result, "log_tail")[-1] < Z_LIMIT
    assert result.quantiles["tail"][2, -1] < result.mean["tail"][-1] - 0.05


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=10)
@given(
    regime=st.sampled_from(["replace", "accumulate", "fixed-budget"]),
    family=st.sampled_from(["gaussian", "uniform"]),
    samples=st.integers(50, 300),
    rounds=st.integers(1, 12),
    fresh=st.sampled_from([0.0, 0.2]),
)
def test_repetition_follows_its_closed_forms(regime, family, samples, rounds, fresh):
    settings = {"samples": samples, "rounds": rounds, "fresh_human": fresh, "trajectories": 2000, "seed": 2}
    result = run("bootstrap", {"family": family}, regime=regime, **settings)
    if "variance" in result.theory:
        assert np.all(deviations(result, "variance") < Z_LIMIT)
    if "distinct" in result.theory:
        gap = np.abs(result.mean["distinct"] - result.theory["distinct"])
        assert np.all(gap < 0.02 * result.theory["distinct"] + Z_LIMIT * result.standard_error["distinct"])


def test_the_checks_above_see_a_five_percent_error():
    settings = {"samples": 100, "rounds": 5, "trajectories": 20_000, "seed": 2}
    for name, quantity in (("pareto", "tail"), ("uniform", "variance"), ("bootstrap", "variance")):
        assert np.all(deviations(run(name, **settings), quantity, 1.05) > Z_LIMIT), name


def test_the_tail_decides_the_typical_run_though_not_the_mean_or_the_points_left():
    results = {
        family: run("bootstrap", {"family": family}, samples=1000, rounds=21, trajectories=512, seed=4)
        for family in ("uniform", "gaussian", "mixture", "pareto")
    }
    typical = [result.quantiles["variance"][2, -1] for result in results.values()]
    assert typical == pytest.approx([0.991, 0.964, 0.77, 0.28], abs=0.08)
    assert typical == sorted(typical, reverse=True)
    largest = [result.mean["largest"][-1] for result in results.values()]
    assert largest == pytest.approx([0.99, 0.81, 0.71, 0.32], abs=0.06)
    left = [result.mean["distinct"][-1] for result in results.values()]
    assert max(left) / min(left) < 1.02


def simulate(plan, draw, fit, redraw, rng):
    """One run on the points themselves; what ``fit`` returns in the last round."""
    pool = draw(plan.samples)
    for _ in range(plan.rounds - 1):
        batch = [redraw(fit(pool), plan.own_points), draw(plan.fresh_points)]
        pool = np.concatenate([pool, *batch] if plan.regime == "accumulate" else batch)
    return fit(pool)


@pytest.mark.parametrize("plan", [Plan("replace", 10, 5, fresh_human=0.2), Plan("accumulate", 10, 4, fresh_human=0.1)])
@pytest.mark.parametrize("known", [True, False])
def test_fast_power_law_and_real_points_give_the_same_distribution(plan, known):
    rng = np.random.default_rng(5)

    def fit(points):
        least = 0.0 if known else np.log(points).min()
        return least, np.mean(np.log(points) - least)

    def draw(count):
        return 1 + rng.pareto(1.5, count)

    naive = np.array(
        [
            simulate(
                plan, draw, fit, lambda model, count: np.exp(model[0] + model[1] * rng.exponential(size=count)), rng
            )
            for _ in range(3000)
        ]
    )
    fast = ParetoScenario(plan, 1.5, known).sample(4000, rng)
    assert ks_2samp(naive[:, 1] * 1.5, fast["tail"][-1]).pvalue > P_LIMIT
    if not known:
        assert ks_2samp(naive[:, 0], fast["log_minimum"][-1]).pvalue > P_LIMIT


@pytest.mark.parametrize("plan", [Plan("replace", 10, 5, fresh_human=0.1), Plan("accumulate", 10, 4, fresh_human=0.2)])
def test_fast_range_and_real_points_give_the_same_distribution(plan):
    rng = np.random.default_rng(6)
    runs = [
        simulate(plan, rng.random, lambda p: (p.min(), p.max()), lambda m, count: rng.uniform(*m, count), rng)
        for _ in range(3000)
    ]
    low, high = np.array(runs).T
    fast = UniformScenario(plan).sample(4000, rng)
    assert ks_2samp(high - low, fast["width"][-1]).pvalue > P_LIMIT
    assert ks_2samp(12 * ((high + low - 1) / 2) ** 2, fast["mean_error"][-1]).pvalue > P_LIMIT


@pytest.mark.parametrize("regime", ["replace", "accumulate", "fixed-budget"])
def test_fast_repetition_and_plain_resampling_agree(regime):
    plan, rng = Plan(regime, 30, 5, fresh_human=0.1), np.random.default_rng(7)
    naive = []
    for _ in range(3000):
        pool = first = rng.standard_normal(plan.samples)
        for round_number in range(1, plan.rounds + 1):
            points = rng.permutation(pool)[: plan.samples] if regime == "fixed-budget" else pool
            if round_number < plan.rounds:
                batch = [rng.choice(points, plan.own_points), rng.standard_normal(plan.fresh_points)]
                pool = np.concatenate(batch if regime == "replace" else [pool, *batch])
        naive.append((points.var() / first.var(), len(set(points)), np.abs(points).max() / np.abs(first).max()))
    fast = BootstrapScenario(plan).sample(3000, rng)
    for values, quantity in zip(np.array(naive).T, ("variance", "distinct", "largest"), strict=True):
        assert ks_2samp(values, fast[quantity][-1]).pvalue > P_LIMIT, quantity
