"""The published run of two components: they shrink to almost nothing, and fresh human data prevent it."""

from __future__ import annotations

import numpy as np
import pytest

from core.simulation.systems import run

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
    result = run("two-components", {"em_steps": 60}, samples=100, rounds=8, trajectories=400, seed=2)
    expected = 1 - np.power(1 - 1 / 100, result.rounds)
    error = np.abs(result.mean["mean_error"] - expected)
    assert np.all(error < 4.5 * result.standard_error["mean_error"])
    assert not np.all(np.abs(1.3 * result.mean["mean_error"] - expected) < 4.5 * result.standard_error["mean_error"])
