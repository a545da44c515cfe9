from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from core.simulation.blocks import sample_in_blocks
from core.simulation.gaussian import GaussianScenario
from core.simulation.regimes import Plan
from core.simulation.systems import run

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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("regime", "trajectories"), [("replace", 10_000), ("accumulate", 10_000), ("fixed-budget", 500)]
)
def test_many_runs_of_a_hundred_rounds_stay_below_500_megabytes(regime, trajectories):
    tracemalloc.start()
    try:
        run("gaussian", regime=regime, samples=100, rounds=100, trajectories=trajectories, seed=1)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 500e6
