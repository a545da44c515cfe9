"""The categorical samplers against closed forms, accepted values, each other and a naive simulation of labels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from core.simulation.categorical import (
    CategoricalScenario,
    measure,
    rare_shares,
    zipf_shares,
)
from core.simulation.regimes import Plan
from core.simulation.spread import stationary_variance
from core.simulation.survival import expected_survivors, survival_worth
from core.simulation.systems import run
from core.simulation.tallies import Source, end_point, frequencies, resample_labels, resample_types

Z_LIMIT = 4.5  # about one false alarm in 150,000 comparisons
P_LIMIT = 1e-5  # for the comparisons of whole distributions


def deviations(result, quantity, expected):
    return (result.mean[quantity] - expected) / result.standard_error[quantity]


@pytest.mark.parametrize(
    ("samples", "heterozygosity", "survivors", "trajectories"),
    [(1000, 0.9807707554442155, 115.1918985032047, 2000), (10_000, 0.9896424349069547, 528.4193076707729, 200)],
)
def test_accepted_values_with_replacement(samples, heterozygosity, survivors, trajectories):
    result = run("categorical", samples=samples, rounds=10, trajectories=trajectories, seed=1)
    assert result.theory["heterozygosity"][-1] == pytest.approx(heterozygosity, rel=1e-12)
    assert result.theory["survivors"][-1] == pytest.approx(survivors, rel=1e-12)
    assert abs(deviations(result, "heterozygosity", heterozygosity)[-1]) < Z_LIMIT
    assert result.mean["survivors"][-1] == pytest.approx(survivors, rel=0.01)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("share", "rounds", "survivors", "heterozygosity", "trajectories"),
    [
        (0.1, 10, 220.35410816841136, 0.985443346735371, 2000),
        (0.5, 10, 358.4218478595044, 0.9893126583428556, 2000),
        (0.01, 600, 63.207274327954124, 0.9432112421663441, 256),
    ],
)
def test_accepted_values_with_fresh_human_data(share, rounds, survivors, heterozygosity, trajectories):
    plan = Plan("replace", 1000, rounds, fresh_human=share)
    assert expected_survivors(plan, zipf_shares(1000))[0][-1] == pytest.approx(survivors, rel=1e-12)
    real = 1 - np.sum(zipf_shares(1000) ** 2)
    assert stationary_variance(plan) * real == pytest.approx(heterozygosity, rel=1e-12)
    result = run("categorical", samples=1000, rounds=rounds, fresh_human=share, trajectories=trajectories, seed=1)
    assert result.mean["survivors"][-1] == pytest.approx(survivors, rel=0.02)
    assert result.mean["heterozygosity"][-1] == pytest.approx(heterozygosity, rel=0.005)


@pytest.mark.parametrize(
    ("share", "worth"), [(0.5, 0.870), (0.2, 0.587), (0.1, 0.400), (0.05, 0.258), (0.01, 0.081), (0.001, 0.0126)]
)
def test_what_a_fresh_share_is_worth_to_rare_types_in_the_long_run(share, worth):
    assert survival_worth(Plan("replace", 10_000, 20_000, fresh_human=share))[-1] == pytest.approx(worth, rel=0.01)


def test_a_type_of_one_expected_example_is_missing_from_one_round_in_e():
    survivors, _ = expected_survivors(Plan("replace", 2000, 1), np.full(2000, 1 / 2000))
    assert 1 - survivors[0] / 2000 == pytest.approx(np.exp(-1), abs=2e-4)


def test_ten_percent_fresh_data_keep_diversity_but_not_the_rare_types():
    real = run("categorical", samples=1000, rounds=150, fresh_human=0.1, trajectories=262, seed=1)
    assert real.mean["heterozygosity"][-1] / real.mean["heterozygosity"][0] == pytest.approx(0.995, abs=0.003)
    assert real.mean["survivors"][-1] / real.mean["survivors"][0] == pytest.approx(0.55, abs=0.02)


def test_fixed_anchors_are_the_ceiling_of_what_survives():
    result = run("categorical", {"anchors": 0.1}, samples=1000, rounds=300, trajectories=262, seed=1)
    ceiling = np.sum(1 - (1 - zipf_shares(1000)) ** 100)
    assert ceiling == pytest.approx(74.98, abs=0.01)
    assert result.mean["survivors"][-1] == pytest.approx(ceiling, rel=0.02)


def test_long_loops_are_where_the_formula_of_survivors_runs_low():
    result = run("categorical", samples=200, rounds=50, trajectories=2000, seed=1)
    assert 0.94 < result.theory["survivors"][-1] / result.mean["survivors"][-1] < 0.985


@settings(derandomize=True, deadline=None, max_examples=25)
@given(
    regime=st.sampled_from(["replace", "accumulate", "fixed-budget"]),
    types=st.integers(2, 300),
    samples=st.integers(20, 400),
    rounds=st.integers(1, 10),
    fresh=st.sampled_from([0.0, 0.2, 1.0]),
    anchors=st.sampled_from([0.0, 0.0, 0.3]),
)
def test_heterozygosity_is_exact_at_any_setting(regime, types, samples, rounds, fresh, anchors):
    options = {"types": types, "anchors": anchors if regime == "replace" and fresh < 1 else 0.0}
    result = run(
        "categorical",
        options,
        regime=regime,
        samples=samples,
        rounds=rounds,
        fresh_human=fresh,
        trajectories=600,
        seed=2,
    )
    assert np.all(np.abs(deviations(result, "heterozygosity", result.theory["heterozygosity"])) < Z_LIMIT)


@settings(derandomize=True, deadline=None, max_examples=20)
@given(
    types=st.integers(200, 2000),
    samples=st.integers(400, 3000),
    rounds=st.integers(1, 20),
    fresh=st.sampled_from([0.0, 0.02, 0.2, 0.6]),
    anchors=st.sampled_from([0.0, 0.0, 0.1]),
)
def test_survivors_follow_the_formula_within_its_stated_limits(types, samples, rounds, fresh, anchors):
    result = run(
        "categorical",
        {"types": types, "anchors": anchors},
        samples=samples,
        rounds=rounds,
        fresh_human=fresh,
        trajectories=250,
        seed=2,
    )
    for quantity in ("survivors", "coverage"):
        noise = Z_LIMIT * result.standard_error[quantity]
        gap = np.abs(result.mean[quantity] - result.theory[quantity])
        assert np.all(gap < noise + 0.025 * result.theory[quantity])


@pytest.mark.parametrize("fresh", [0.0, 0.1])
def test_accumulated_data_never_lose_a_type(fresh):
    result = run("categorical", regime="accumulate", samples=80, rounds=8, fresh_human=fresh, trajectories=800, seed=3)
    assert np.all(np.diff(result.mean["survivors"]) >= 0)
    assert np.all(np.abs(deviations(result, "survivors", result.theory["survivors"])) < Z_LIMIT)


def test_the_checks_above_see_a_five_percent_error():
    result = run("categorical", samples=1000, rounds=10, trajectories=2000, seed=1)
    for quantity in ("survivors", "coverage", "heterozygosity"):
        wrong = 1.05 * result.theory[quantity]
        assert np.all(np.abs(deviations(result, quantity, wrong)) > Z_LIMIT)
        assert np.all(np.abs(result.mean[quantity] - wrong) > 0.025 * wrong)


@pytest.mark.slow
def test_three_samplers_agree_on_what_is_left_after_twenty_rounds():
    points, rounds, trajectories = 500, 20, 3000
    rng = np.random.default_rng(5)
    source = Source(zipf_shares(1000))
    left = {"backwards": end_point(source, points, rounds, trajectories, rng)}
    for name in ("labels", "types"):
        tally = source.draw(points, trajectories, rng)
        for _ in range(rounds - 1):
            if name == "labels":
                tally = resample_labels(tally, points, points, rng)
            else:
                tally = resample_types(frequencies(tally, points), points, rng)
        left[name] = tally
    rare = rare_shares(source.shares)
    measured = {name: measure(frequencies(tally, points), source.shares, rare) for name, tally in left.items()}
    for quantity in ("survivors", "heterozygosity", "coverage", "entropy"):
        values = [measured[name][quantity] for name in measured]
        for one, other in ((0, 1), (0, 2), (1, 2)):
            error = np.sqrt((values[one].var() + values[other].var()) / trajectories)
            assert abs(values[one].mean() - values[other].mean()) < Z_LIMIT * error


@pytest.mark.parametrize("sampler", ["labels", "types"])
def test_one_resampling_step_is_exactly_multinomial(sampler):
    """Totals, means and covariances of counts drawn 40,000 times from one tally."""
    trajectories, points = 40_000, 30
    start = np.array([1, 2, 3, 10, 14])
    tally = Source(np.full(5, 0.2)).draw(points, trajectories, np.random.default_rng(1))
    tally = tally._replace(keys=np.arange(5 * trajectories), counts=np.tile(start, trajectories))
    rng = np.random.default_rng(2)
    if sampler == "labels":
        drawn = resample_labels(tally, points, points, rng)
    else:
        drawn = resample_types(frequencies(tally, points), points, rng)
    counts = np.zeros(5 * trajectories)
    counts[drawn.keys] = drawn.counts
    counts = counts.reshape(trajectories, 5)
    assert np.all(counts.sum(axis=1) == points)
    shares = start / points
    z = (counts.mean(axis=0) - start) / np.sqrt(points * shares * (1 - shares) / trajectories)
    assert np.all(np.abs(z) < Z_LIMIT)
    covariance = np.cov(counts.T)
    expected = points * (np.diag(shares) - np.outer(shares, shares))
    assert np.allclose(covariance, expected, atol=0.25)


def test_fixed_draws_follow_their_distribution():
    shares = np.concatenate([zipf_shares(300) * 0.999, np.full(20_000, 0.001 / 20_000)])
    drawn = Source(shares).draw_types(2_000_000, np.random.default_rng(3))
    expected = 2_000_000 * np.append(shares[:300], 0.001)
    seen = np.append(np.bincount(drawn, minlength=len(shares))[:300], np.count_nonzero(drawn >= 300))
    assert chi2.sf(np.sum((seen - expected) ** 2 / expected), 300) > P_LIMIT


def simulate_labels(plan, shares, rng):
    """One run on an array of labels: the four quantities of its last round."""
    types = len(shares)
    anchors = rng.choice(types, plan.anchor_points, p=shares)
    pool = np.concatenate([anchors, rng.choice(types, plan.samples - plan.anchor_points, p=shares)])
    for round_number in range(1, plan.rounds + 1):
        data = rng.permutation(pool)[: plan.samples] if plan.regime == "fixed-budget" else pool
        frequency = np.bincount(data, minlength=types) / len(data)
        batch = [
            rng.choice(types, plan.own_points, p=frequency),
            rng.choice(types, plan.fresh_points, p=shares),
        ]
        if round_number < plan.rounds:
            pool = np.concatenate([anchors if plan.regime == "replace" else pool, *batch])
    present = frequency[frequency > 0]
    entropy = -np.sum(present * np.log2(present))
    return len(present), 1 - np.sum(present**2), shares[frequency > 0].sum(), entropy


@pytest.mark.parametrize(
    "plan",
    [
        Plan("replace", 60, 6),
        Plan("replace", 60, 6, fresh_human=0.2, anchors=0.1),
        Plan("accumulate", 40, 5, fresh_human=0.1),
        Plan("fixed-budget", 40, 5, fresh_human=0.1),
    ],
    ids=lambda plan: plan.regime,
)
def test_fast_sampler_and_real_labels_agree(plan):
    shares = zipf_shares(50)
    rng = np.random.default_rng(13)
    naive = np.array([simulate_labels(plan, shares, rng) for _ in range(1500)])
    fast = CategoricalScenario(plan, Source(shares)).sample(2000, rng)
    for column, quantity in enumerate(("survivors", "heterozygosity", "coverage", "entropy")):
        last = fast[quantity][-1]
        error = np.sqrt(naive[:, column].var() / 1500 + last.var() / 2000)
        assert abs(naive[:, column].mean() - last.mean()) < Z_LIMIT * error
        spread = naive[:, column].std() / last.std()
        assert abs(spread - 1) < Z_LIMIT * np.sqrt(1 / 1500 + 1 / 2000)
