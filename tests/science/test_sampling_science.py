"""Ways of sampling, teachers and blends of models: limits without noise, exact moments, and a naive simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.simulation.categorical import CategoricalScenario, zipf_shares
from core.simulation.regimes import Plan
from core.simulation.sampling import Sampling
from core.simulation.systems import run
from core.simulation.tallies import Frequencies, Source

Z_LIMIT = 4.5  # about one false alarm in 150,000 comparisons
REAL = zipf_shares(1000)


def repeated(sampling, rounds):
    """What is left of the real distribution after rounds of sampling without noise."""
    model = Frequencies(np.arange(1000), REAL, 1, 1000)
    for _ in range(rounds):
        model = sampling.apply(model)
    return model


@pytest.mark.parametrize(("temperature", "rounds"), [(0.9, 5), (0.7, 3), (1.2, 4)])
def test_temperature_without_noise_is_one_power_of_the_real_distribution(temperature, rounds):
    powers = REAL ** (temperature**-rounds)
    assert np.allclose(repeated(Sampling(temperature=temperature), rounds).shares, powers / powers.sum(), atol=1e-14)


@pytest.mark.parametrize(("top_p", "rounds"), [(0.95, 5), (0.95, 20), (0.9, 9)])
def test_top_p_without_noise_keeps_about_the_power_of_its_share(top_p, rounds):
    kept = len(repeated(Sampling(top_p=top_p), rounds).keys)
    assert 0 <= kept - (np.searchsorted(np.cumsum(REAL), top_p**rounds) + 1) <= 3


def test_top_k_keeps_the_most_frequent_types_of_each_trajectory():
    model = Frequencies(np.array([0, 2, 3, 5, 6]), np.array([0.2, 0.5, 0.3, 0.4, 0.6]), 2, 4)
    kept = Sampling(top_k=2).apply(model)
    assert kept.keys.tolist() == [2, 3, 5, 6]
    assert kept.shares == pytest.approx([0.625, 0.375, 0.4, 0.6])
    assert Sampling(top_p=0.55).apply(model).keys.tolist() == [2, 3, 6]


def test_cautious_sampling_approaches_its_limit_as_samples_grow():
    result = run("categorical", {"top_p": 0.95}, samples=200_000, rounds=6, trajectories=8, seed=1)
    limit = len(repeated(Sampling(top_p=0.95), 5).keys)
    assert result.mean["survivors"][-1] == pytest.approx(limit, rel=0.03)
    result = run("categorical", {"temperature": 0.9}, samples=200_000, rounds=6, trajectories=8, seed=1)
    limit = 1 - np.sum(repeated(Sampling(temperature=0.9), 5).shares ** 2)
    assert result.mean["heterozygosity"][-1] == pytest.approx(limit, rel=0.002)


@settings(derandomize=True, deadline=None, max_examples=20)
@given(
    samples=st.integers(30, 300),
    rounds=st.integers(1, 10),
    blend=st.sampled_from([(0.3, 0.0), (0.0, 0.4), (0.2, 0.5)]),
    shares=st.sampled_from([(0.0, 0.0), (0.2, 0.0), (0.0, 0.3), (0.1, 0.1)]),
)
def test_heterozygosity_of_blended_models_is_exact(samples, rounds, blend, shares):
    options = {"types": 60, "base": blend[0], "carry_over": blend[1], "anchors": shares[1]}
    settings = {"samples": samples, "rounds": rounds, "fresh_human": shares[0], "trajectories": 1500, "seed": 2}
    result = run("categorical", options, **settings)
    gap = np.abs(result.mean["heterozygosity"] - result.theory["heterozygosity"])
    assert np.all(gap < Z_LIMIT * result.standard_error["heterozygosity"])


@pytest.mark.parametrize("regime", ["replace", "accumulate"])
def test_survivors_count_the_types_that_a_teacher_brings(regime):
    options = {"teacher": 0.3, "teacher_temperature": 0.8}
    result = run("categorical", options, regime=regime, fresh_human=0.05, trajectories=512, seed=3)
    gap = np.abs(result.mean["survivors"] - result.theory["survivors"])
    assert np.all(gap < Z_LIMIT * result.standard_error["survivors"] + 0.02 * result.theory["survivors"])


def test_remedies_keep_the_tail_in_their_order():
    def tail(options, fresh=0.0):
        return run("categorical", options, rounds=15, fresh_human=fresh, trajectories=256, seed=4).mean["tail"][-1]

    closed, cautious = tail({}), tail({"temperature": 0.8})
    fresh, fixed, base = tail({}, 0.2), tail({"anchors": 0.2}), tail({"base": 0.5})
    teacher = tail({"teacher": 0.2, "teacher_temperature": 0.7})
    assert cautious < closed < teacher < fixed < fresh < base


def simulate_labels(scenario, rng):
    """One run on an array of labels: frequencies of the last round's model."""
    plan, shares = scenario.plan, scenario.real.shares
    types = len(shares)
    model, pool = shares, rng.choice(types, plan.samples, p=shares)
    for round_number in range(1, plan.rounds + 1):
        data = rng.permutation(pool)[: plan.samples] if plan.regime == "fixed-budget" else pool
        counts = np.bincount(data, minlength=types) / len(data)
        model = plan.base * shares + plan.carry_over * model + plan.newly_fitted * counts
        made = model ** (1 / scenario.sampling.temperature)
        order = np.argsort(-made, kind="stable")[: scenario.sampling.top_k or types]
        upto = np.cumsum(made[order]) / made[order].sum()
        order = order[np.concatenate([[True], upto[:-1] < scenario.sampling.top_p])]
        made = np.where(np.isin(np.arange(types), order), made, 0)
        batch = [
            rng.choice(types, plan.own_points, p=made / made.sum()),
            rng.choice(types, plan.fresh_points, p=shares),
            rng.choice(types, plan.teacher_points, p=scenario.teacher.shares),
        ]
        if round_number < plan.rounds:
            pool = np.concatenate(batch if plan.regime == "replace" else [pool, *batch])
    return model


@pytest.mark.parametrize(
    ("regime", "sampling", "blend"),
    [
        ("replace", Sampling(temperature=0.7), (0.0, 0.0)),
        ("replace", Sampling(top_p=0.8), (0.1, 0.3)),
        ("accumulate", Sampling(temperature=0.9, top_k=8), (0.0, 0.0)),
        ("fixed-budget", Sampling(top_p=0.9), (0.2, 0.0)),
    ],
)
def test_fast_sampler_and_real_labels_agree(regime, sampling, blend):
    shares, rng = zipf_shares(25), np.random.default_rng(5)
    plan = Plan(regime, 40, 4, fresh_human=0.1, teacher=0.2, base=blend[0], carry_over=blend[1])
    scenario = CategoricalScenario(plan, Source(shares), sampling, Source(shares**2 / np.sum(shares**2)))
    models = np.array([simulate_labels(scenario, rng) for _ in range(1200)])
    rare = np.cumsum(shares) > 0.9
    naive = {
        "survivors": np.sum(models > 0, axis=1),
        "heterozygosity": 1 - np.sum(models**2, axis=1),
        "coverage": (models > 0) @ shares,
        "tail": np.minimum(models, shares)[:, rare].sum(axis=1) / shares[rare].sum(),
    }
    fast = scenario.sample(2000, rng)
    for quantity, values in naive.items():
        last = fast[quantity][-1]
        error = np.sqrt(values.var() / 1200 + last.var() / 2000)
        assert abs(values.mean() - last.mean()) <= Z_LIMIT * error + 1e-12, quantity


def test_the_comparison_above_sees_a_temperature_five_percent_off():
    shares, rng = zipf_shares(25), np.random.default_rng(6)
    left = [
        CategoricalScenario(Plan("replace", 40, 6), Source(shares), Sampling(temperature=t)).sample(2000, rng)[
            "entropy"
        ][-1]
        for t in (0.8, 0.84)
    ]
    error = np.sqrt((left[0].var() + left[1].var()) / 2000)
    assert abs(left[0].mean() - left[1].mean()) > Z_LIMIT * error


def test_a_base_and_carry_over_of_more_than_everything_are_refused():
    with pytest.raises(ValueError, match="base and carry_over must add up to at most 1"):
        run("categorical", {"base": 0.7, "carry_over": 0.5})
