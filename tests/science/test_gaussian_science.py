"""The Gaussian sampler against closed forms, published values and a naive simulation of the data themselves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import ks_2samp

from core.simulation.gaussian import GaussianScenario
from core.simulation.regimes import Plan
from core.simulation.spread import Generator, expected_spread, stationary_variance
from core.simulation.systems import run

Z_LIMIT = 4.5  # about one false alarm in 150,000 comparisons
P_LIMIT = 1e-5  # for the comparisons of whole distributions
TRAJECTORIES = 40_000


def deviations(result, quantity, expected):
    return (result.mean[quantity] - expected) / result.standard_error[quantity]


ACCEPTED = [
    ("mle", 100, 10, "variance", 0.9043820750088044),
    ("mle", 100, 100, "variance", 0.3660323412732292),
    ("mle", 1000, 50, "variance", 0.9512056281970314),
    ("mle", 20, 10, "variance", 0.5987369392383787),
    ("unbiased", 100, 10, "log_variance", -0.10135018848272725),
    ("unbiased", 100, 100, "log_variance", -1.0135018848272725),
    ("unbiased", 1000, 50, "log_variance", -0.05006675009342487),
    ("unbiased", 20, 10, "log_variance", -0.5355392220354593),
    ("unbiased", 100, 10, "w2", 0.1498718571955723),
    ("unbiased", 100, 100, "w2", 1.4463201380010777),
    ("unbiased", 1000, 50, "w2", 0.07486910892968353),
    ("unbiased", 20, 10, "w2", 0.7464737152388832),
]


@pytest.mark.parametrize(("estimator", "samples", "rounds", "quantity", "accepted"), ACCEPTED)
def test_accepted_values_of_the_closed_loop(estimator, samples, rounds, quantity, accepted):
    result = run(
        "gaussian", {"estimator": estimator}, samples=samples, rounds=rounds, trajectories=TRAJECTORIES, seed=20
    )
    assert result.theory[quantity][-1] == pytest.approx(accepted, rel=1e-12)
    assert abs(deviations(result, quantity, accepted)[-1]) < Z_LIMIT


@pytest.mark.parametrize(
    ("samples", "rounds", "accepted"),
    [
        (100, 10, 0.9750640714022138),
        (100, 100, 0.7768399309994611),
        (1000, 50, 0.9875654455351582),
        (20, 10, 0.8767631423805584),
    ],
)
def test_accepted_values_of_the_standard_deviation(samples, rounds, accepted):
    scenario = GaussianScenario(Plan("replace", samples, rounds), "unbiased")
    deviation = np.exp(scenario.sample(TRAJECTORIES, np.random.default_rng(3))["log_variance"][-1] / 2)
    assert abs(deviation.mean() - accepted) < Z_LIMIT * deviation.std() / np.sqrt(TRAJECTORIES)


@pytest.mark.parametrize(
    ("samples", "limit"), [(10, 0.843435857215594), (100, 0.983631643083466), (1000, 0.9983558774848514)]
)
def test_accumulated_data_keep_a_fixed_part_of_the_variance(samples, limit):
    assert limit == pytest.approx(np.sinc(1 / np.sqrt(samples)), rel=1e-12)
    assert expected_spread(Plan("accumulate", samples, 5000)).variance[-1] == pytest.approx(limit, rel=1e-4)
    result = run("gaussian", regime="accumulate", samples=samples, rounds=100, trajectories=20_000, seed=4)
    assert result.mean["variance"][-1] == pytest.approx(limit, rel=0.01)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("samples", "share", "rounds", "accepted"),
    [
        (100, 0.1, 200, 0.9497487437185933),
        (100, 0.01, 1200, 0.6644295302013424),
        (1000, 0.001, 6000, 0.6664442961974978),
        (50, 0.5, 40, 0.9736842105263159),
    ],
)
def test_accepted_stationary_variances_with_fresh_human_data(samples, share, rounds, accepted):
    plan = Plan("replace", samples, rounds, fresh_human=share)
    assert stationary_variance(plan) == pytest.approx(accepted, rel=1e-12)
    assert expected_spread(plan).variance[-1] == pytest.approx(accepted, rel=0.005)
    last = GaussianScenario(plan).sample(4000, np.random.default_rng(6))["variance"][-1]
    assert abs(last.mean() - accepted) < Z_LIMIT * last.std() / np.sqrt(4000) + 0.005


def test_one_fresh_real_point_holds_the_mean_variance_but_not_the_typical_run():
    result = run("gaussian", samples=100, rounds=1000, fresh_human=0.01, trajectories=4000, seed=8)
    assert result.mean["variance"][-1] == pytest.approx(2 / 3, abs=0.05)
    assert result.quantiles["variance"][2, -1] == pytest.approx(0.46, abs=0.05)


def test_one_real_point_used_again_and_again_does_not_hold_the_variance():
    result = run("gaussian", {"anchors": 0.01}, samples=100, rounds=1500, trajectories=512, seed=8)
    assert result.mean["variance"][-1] < 1e-6
    assert stationary_variance(Plan("replace", 100, 1500, anchors=0.01)) == 0


@pytest.mark.parametrize(("anchors", "accepted"), [(0.02, 0.4008), (0.10, 0.8593)])
def test_fixed_anchors_hold_the_variance_of_their_own_set(anchors, accepted):
    plan = Plan("replace", 100, 600, anchors=anchors)
    assert stationary_variance(plan) == pytest.approx(accepted, abs=1e-4)
    result = run("gaussian", {"anchors": anchors}, samples=100, rounds=600, trajectories=8000, seed=9)
    assert abs(deviations(result, "variance", accepted)[-1]) < Z_LIMIT


def test_fixed_budget_recursion_at_its_accepted_setting():
    result = run("gaussian", regime="fixed-budget", samples=20, rounds=30, trajectories=4000, seed=10)
    assert result.theory["variance"][-1] == pytest.approx(0.866, abs=5e-4)
    assert abs(deviations(result, "variance", result.theory["variance"])[-1]) < Z_LIMIT


SHARES = st.sampled_from([(0.0, 0.0, 0.0), (0.3, 0.0, 0.0), (0.0, 0.3, 0.0), (0.2, 0.1, 0.2), (0.0, 0.0, 1.0)])


@settings(derandomize=True, deadline=None, max_examples=40)
@given(
    regime=st.sampled_from(["replace", "accumulate", "fixed-budget"]),
    estimator=st.sampled_from(["mle", "unbiased"]),
    samples=st.integers(10, 60),
    rounds=st.integers(1, 12),
    shares=SHARES,
    gain=st.sampled_from([1.0, 0.8]),
)
def test_expectations_hold_at_any_setting(regime, estimator, samples, rounds, shares, gain):
    fresh, anchors, teacher = shares
    options = {
        "estimator": estimator,
        "anchors": anchors if regime == "replace" else 0.0,
        "teacher": teacher,
        "teacher_variance": 0.6,
        "sampling_variance": gain,
    }
    trajectories = 1000 if regime == "fixed-budget" else 10_000
    result = run(
        "gaussian",
        options,
        regime=regime,
        samples=samples,
        rounds=rounds,
        fresh_human=fresh,
        trajectories=trajectories,
        seed=2,
    )
    for quantity, expected in result.theory.items():
        assert np.all(np.abs(deviations(result, quantity, expected)) < Z_LIMIT), quantity


def test_the_checks_above_see_a_five_percent_error():
    for options in ({}, {"estimator": "unbiased"}):
        result = run("gaussian", options, samples=100, rounds=10, trajectories=TRAJECTORIES, seed=2)
        for quantity in ("variance", "w2"):
            assert np.all(np.abs(deviations(result, quantity, 1.05 * result.theory[quantity])) > Z_LIMIT), quantity


def simulate_points(plan, estimator, generator, rng):
    """One run on real arrays of points: the last round's squared mean error and variance."""
    anchors = rng.normal(0, 1, plan.anchor_points)
    pool = np.concatenate([anchors, rng.normal(0, 1, plan.samples - plan.anchor_points)])
    for round_number in range(1, plan.rounds + 1):
        data = rng.permutation(pool)[: plan.samples] if plan.regime == "fixed-budget" else pool
        mean, variance = data.mean(), data.var(ddof=int(estimator == "unbiased"))
        if round_number == plan.rounds:
            return mean**2, variance
        batch = [
            rng.normal(mean, np.sqrt(generator.gain * variance), plan.own_points),
            rng.normal(0, 1, plan.fresh_points),
            rng.normal(0, np.sqrt(generator.teacher_variance), plan.teacher_points),
        ]
        pool = np.concatenate([anchors if plan.regime == "replace" else pool, *batch])
    raise AssertionError


@pytest.mark.parametrize("estimator", ["mle", "unbiased"])
@pytest.mark.parametrize(
    "plan",
    [
        Plan("replace", 12, 6),
        Plan("replace", 20, 8, fresh_human=0.1, anchors=0.15, teacher=0.2),
        Plan("replace", 20, 8, anchors=0.05),
        Plan("accumulate", 12, 6),
        Plan("accumulate", 20, 8, fresh_human=0.25, teacher=0.25),
        Plan("fixed-budget", 12, 6, fresh_human=0.25, teacher=0.25),
    ],
    ids=lambda plan: f"{plan.regime}-{plan.own_points}-of-{plan.samples}",
)
def test_fast_sampler_and_real_points_give_the_same_distribution(plan, estimator):
    generator = Generator(gain=0.9, teacher_variance=0.5)
    rng = np.random.default_rng(11)
    naive = np.array([simulate_points(plan, estimator, generator, rng) for _ in range(3000)])
    fast = GaussianScenario(plan, estimator, generator).sample(4096, rng)
    assert ks_2samp(naive[:, 0], fast["mean_error"][-1]).pvalue > P_LIMIT
    assert ks_2samp(naive[:, 1], fast["variance"][-1]).pvalue > P_LIMIT


def test_the_comparison_of_distributions_sees_a_five_percent_error():
    rng = np.random.default_rng(12)
    plan = Plan("replace", 100, 6)
    naive = np.array([simulate_points(plan, "mle", Generator(), rng)[1] for _ in range(3000)])
    fast = GaussianScenario(plan).sample(4096, rng)["variance"][-1]
    assert ks_2samp(naive, fast).pvalue > P_LIMIT
    assert ks_2samp(naive, 1.05 * fast).pvalue < P_LIMIT
