"""Three sources of error, each alone and together, against closed forms and points on a line."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.stats import ks_2samp

from core.simulation.error_sources import (
    CENTRES,
    EDGES,
    MINOR_PLACE,
    MINOR_SHARE,
    ErrorSourcesScenario,
    measure,
    real_shares,
)
from core.simulation.regimes import REGIMES, Plan
from core.simulation.systems import run

Z_LIMIT = 4.5  # about one false alarm in 150,000 comparisons
P_LIMIT = 1e-5  # for the comparisons of whole distributions


def switched(statistical=False, expressivity=False, approximation=False, **settings):
    options = {"statistical": statistical, "expressivity": expressivity, "approximation": approximation}
    return run("error-sources", options, seed=1, **settings)


def test_without_any_source_nothing_changes():
    result = switched(trajectories=2)
    for quantity, kept in (("mean_shift", 0), ("variance", 1), ("tail", 1)):
        assert result.mean[quantity] == pytest.approx(np.full(20, kept), abs=1e-12)


def test_a_biased_fit_alone_is_one_power_of_the_real_distribution():
    result = switched(approximation=True, trajectories=2)
    for quantity, expected in result.theory.items():
        assert result.mean[quantity] == pytest.approx(expected, abs=1e-10)
    assert np.all(np.diff(result.mean["variance"]) < 0)
    assert np.all(np.diff(result.mean["tail"]) < 0)


def test_a_wrong_shape_alone_harms_the_tail_once_and_nothing_else():
    result = switched(expressivity=True, trajectories=2)
    assert result.mean["mean_shift"] == pytest.approx(np.zeros(20), abs=1e-6)
    assert result.mean["variance"] == pytest.approx(np.ones(20), abs=1e-4)
    assert result.mean["tail"][0] < 0.6
    assert result.mean["tail"][1:] == pytest.approx(np.full(19, result.mean["tail"][0]), abs=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("expressivity", [False, True])
@pytest.mark.parametrize(("samples", "fresh"), [(100, 0.0), (100, 0.2)])
def test_finite_samples_drift_and_wear_down_as_in_the_closed_form(expressivity, samples, fresh):
    result = switched(True, expressivity, samples=samples, rounds=12, fresh_human=fresh, trajectories=16_000)
    for quantity in ("mean_shift", "variance"):
        gap = np.abs(result.mean[quantity] - result.theory[quantity])
        assert np.all(gap < Z_LIMIT * result.standard_error[quantity] + 1e-4)


def test_the_check_above_sees_a_wrong_variance_and_a_wrong_drift():
    result = switched(True, samples=1000, rounds=12, trajectories=4000)
    for quantity, factor in (("mean_shift", 1.25), ("variance", 1.05)):
        gap = np.abs(factor * result.theory[quantity] - result.mean[quantity])[-1]
        assert gap > Z_LIMIT * result.standard_error[quantity][-1] + 1e-4


def test_adding_a_source_erases_more_of_the_tail():
    tails = {
        switches: switched(*switches, samples=300, rounds=15, trajectories=400).mean["tail"][-1]
        for switches in product((False, True), repeat=3)
    }
    assert tails[True, False, True] < tails[True, False, False] < tails[False, False, False]
    assert tails[True, True, True] < tails[False, True, True] < tails[False, True, False] < tails[False, False, False]


@pytest.mark.parametrize(
    "plan",
    [
        Plan("replace", 60, 6, fresh_human=0.1, anchors=0.2),
        Plan("accumulate", 60, 5, fresh_human=0.1),
        Plan("fixed-budget", 60, 5),
    ],
    ids=lambda plan: plan.regime,
)
def test_cells_and_points_on_the_line_agree(plan):
    rng, runs = np.random.default_rng(2), 2000

    def real(count):
        return rng.standard_normal((runs, count)) + MINOR_PLACE * (rng.random((runs, count)) < MINOR_SHARE)

    anchors = real(plan.anchor_points)
    pool = np.concatenate([anchors, real(plan.samples - plan.anchor_points)], axis=1)
    for _ in range(plan.rounds):
        points = rng.permuted(pool, axis=1)[:, : plan.samples] if plan.regime == "fixed-budget" else pool
        mean, variance = points.mean(axis=1), points.var(axis=1)
        own = mean[:, None] + np.sqrt(variance)[:, None] * rng.standard_normal((runs, plan.own_points))
        earlier = anchors if plan.regime == "replace" else pool
        pool = np.concatenate([earlier, own, real(plan.fresh_points)], axis=1)
    moments = real_shares() @ CENTRES, real_shares() @ CENTRES**2 - (real_shares() @ CENTRES) ** 2
    fast = ErrorSourcesScenario(plan, approximation=False).sample(runs, rng)
    for values, quantity in (((mean - moments[0]) ** 2, "mean_shift"), (variance, "variance")):
        assert ks_2samp(values / moments[1], fast[quantity][-1]).pvalue > P_LIMIT


def test_without_statistical_error_every_regime_only_thins_the_bias():
    """Accumulated data hold all earlier rounds, so the variance a biased fit loses is lost more slowly."""
    left = {regime: switched(approximation=True, trajectories=2, regime=regime) for regime in REGIMES}
    variance = {regime: result.mean["variance"] for regime, result in left.items()}
    assert np.all(variance["accumulate"][1:] > variance["replace"][1:])
    assert variance["fixed-budget"] == pytest.approx(variance["accumulate"], abs=1e-12)


def test_the_tail_is_measured_on_each_side():
    shifted = np.roll(real_shares(), 30)[None]
    assert len(EDGES) == shifted.shape[1] + 1
    assert 0.45 < measure(shifted)["tail"][0] < 0.6
