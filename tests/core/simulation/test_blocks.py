from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from core.simulation.blocks import sample_in_blocks
from core.simulation.gaussian import GaussianScenario
from core.simulation.regimes import Plan
from core.simulation.systems import SYSTEMS, run

SCENARIO = GaussianScenario(Plan("replace", samples=30, rounds=5))


def test_a_trajectory_is_the_same_whatever_runs_beside_it():
    few = sample_in_blocks(SCENARIO, 700, seed=5)["variance"]
    many = sample_in_blocks(SCENARIO, 2000, seed=5)["variance"]
    assert np.array_equal(few, many[:, :700])


def test_threads_do_not_change_the_numbers():
    one, three = (sample_in_blocks(SCENARIO, 2000, seed=5, threads=threads)["variance"] for threads in (1, 3))
    assert np.array_equal(one, three)


def test_blocks_do_not_repeat_one_another():
    variance = sample_in_blocks(SCENARIO, 4 * SCENARIO.block, seed=5)["variance"]
    assert len(np.unique(variance[0])) == 4 * SCENARIO.block


def test_progress_reaches_the_end_and_may_stop_the_run():
    seen = []
    sample_in_blocks(SCENARIO, 1100, seed=1, progress=lambda done, wanted: seen.append((done, wanted)))
    assert seen == [(512, 1100), (1024, 1100), (1100, 1100)]

    def stop(done: int, wanted: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        sample_in_blocks(SCENARIO, 1100, seed=1, progress=stop)


ONE_DIMENSION = {
    "gaussian": {},
    "categorical": {"types": 100},
    "mixture": {},
    "pareto": {},
    "uniform": {},
    "bootstrap": {},
    "kernel-density": {},
    "exponential-family": {"family": "poisson"},
    "weighting": {},
    "verifier": {},
    "error-sources": {},
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "regime"), [(name, regime) for name in ONE_DIMENSION for regime in SYSTEMS[name].regimes]
)
def test_ten_thousand_runs_of_a_hundred_rounds_stay_below_500_megabytes(name, regime):
    """What a run holds is the results of all, counted in full, and one block at work for each thread, measured."""
    system, plan = SYSTEMS[name], Plan(regime, 100, 100)
    scenario = system.build(plan, system.read_options(ONE_DIMENSION[name]))
    results = 8 * 10_000 * 100 * len(system.quantities)
    tracemalloc.start()
    try:
        sample_in_blocks(scenario, 1, seed=1, threads=1)
        _, block = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    sorting = 8 * 10_000 * 100 * 2  # quantiles work on a copy of one quantity at a time
    assert results + sorting + 8 * block < 500e6


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gaussian", "pareto", "categorical"])
def test_ten_thousand_runs_measured_whole_stay_below_500_megabytes(name):
    tracemalloc.start()
    try:
        run(name, ONE_DIMENSION[name], samples=100, rounds=100, trajectories=10_000, seed=1)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 500e6
