"""The published run of two components: they shrink to almost nothing, and fresh human data prevent it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from core.simulation.regimes import Plan
from core.simulation.systems import run
from core.simulation.two_components import TwoComponentsScenario

PUBLISHED_START, PUBLISHED_END = 0.895, 0.0105
"""Mean of the two components' standard deviations in the public run, fit 1 and fit 2,050."""


@pytest.mark.slow
def test_the_published_run_lies_among_ours() -> None:
    """A single run is compared with sixteen: it must lie inside their range, widened by half at each end."""
    result = run("two-components", samples=1000, rounds=2050, trajectories=16, seed=1)
    low, _, median, _, high = result.quantiles["component_sd"]
    assert 0.8 < median[0] < 1.0
    assert low[-1] / 1.5 < PUBLISHED_END < high[-1] * 1.5
    assert median[-1] < PUBLISHED_START / 8


def test_a_tenth_of_fresh_human_data_keeps_the_components_wide() -> None:
    kept = run("two-components", samples=200, rounds=300, fresh_human=0.1, trajectories=8, seed=1)
    lost = run("two-components", samples=200, rounds=300, trajectories=8, seed=1)
    assert kept.mean["component_sd"][-1] > 0.7
    assert lost.mean["component_sd"][-1] < 0.5


def test_one_component_alone_behaves_as_a_fitted_gaussian() -> None:
    """The whole mixture's mean moves as the closed form says: 1 - (1 - 1/M)^n, held within |z| < 4.5."""
    result = run("two-components", {"em_steps": 30}, samples=100, rounds=6, trajectories=240, seed=2)
    expected = 1 - np.power(1 - 1 / 100, result.rounds)
    error = np.abs(result.mean["mean_error"] - expected)
    assert np.all(error < 4.5 * result.standard_error["mean_error"])
    assert not np.all(np.abs(1.5 * result.mean["mean_error"] - expected) < 4.5 * result.standard_error["mean_error"])


def plain_fit(points, weights, means, covariances, steps):
    """Expectation-maximisation on one run's points, by the book."""
    for _ in range(steps):
        density = np.stack(
            [
                weight * multivariate_normal(mean, covariance).pdf(points)
                for weight, mean, covariance in zip(weights, means, covariances, strict=True)
            ]
        )
        share = density / density.sum(axis=0)
        weights = share.mean(axis=1)
        means = [np.average(points, axis=0, weights=row) for row in share]
        covariances = [np.cov(points.T, aweights=row, ddof=0) for row in share]
    return weights, means, covariances


@pytest.mark.slow
@pytest.mark.parametrize(
    "plan",
    [Plan("replace", 40, 4, anchors=0.2), Plan("accumulate", 40, 3), Plan("fixed-budget", 40, 4, fresh_human=0.1)],
    ids=lambda plan: plan.regime,
)
def test_many_runs_at_once_and_one_run_by_the_book_agree(plan):
    rng, naive = np.random.default_rng(3), []
    for _ in range(150):
        anchors = rng.standard_normal((plan.anchor_points, 2))
        pool = np.concatenate([anchors, rng.standard_normal((plan.samples - plan.anchor_points, 2))])
        fit = np.array([0.5, 0.5]), [np.array([-0.5, 0.0]), np.array([0.5, 0.0])], [np.eye(2), np.eye(2)]
        for number in range(plan.rounds):
            points = rng.permutation(pool)[: plan.samples] if plan.regime == "fixed-budget" else pool
            fit = plain_fit(points, *fit, 12 if number == 0 else 2)
            which = rng.choice(2, plan.own_points, p=fit[0] / fit[0].sum())
            own = [rng.multivariate_normal(fit[1][one], fit[2][one]) for one in which]
            fresh = rng.standard_normal((plan.fresh_points, 2))
            pool = np.concatenate([anchors if plan.regime == "replace" else pool, own, fresh])
        naive.append(np.sqrt(sum(w * np.trace(c) / 2 for w, _, c in zip(*fit, strict=True))))
    fast = TwoComponentsScenario(plan, em_steps=2).sample(600, rng)["component_sd"][-1]
    assert abs(np.mean(naive) - fast.mean()) < 4.5 * np.sqrt(np.var(naive) / 150 + fast.var() / 600)


def test_the_components_stay_wide_in_the_order_of_the_regimes() -> None:
    wide = [
        run("two-components", regime=regime, samples=100, rounds=60, trajectories=8, seed=4).mean["component_sd"][-1]
        for regime in ("replace", "fixed-budget", "accumulate")
    ]
    assert wide == sorted(wide)
