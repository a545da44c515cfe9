"""A sweep gives the same numbers whoever computes them."""

from __future__ import annotations

import itertools
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from core.simulation.sweep import Setting, grid, sweep
from core.simulation.systems import run

SETTINGS = grid(
    "gaussian",
    seed=7,
    regimes=("replace", "accumulate"),
    samples=(20, 50),
    rounds=(5,),
    trajectories=300,
    options={"estimator": ("mle", "unbiased")},
)


class Reversed(Executor):
    """Runs nothing until the first result is asked for, then the last one first."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future, object, tuple]] = []

    def submit(self, function, /, *arguments, **_):
        future: Future = Future()
        future.result = lambda timeout=None, own=future: (self.run(), Future.result(own, timeout))[1]
        self.waiting.append((future, function, arguments))
        return future

    def run(self) -> None:
        while self.waiting:
            future, function, arguments = self.waiting.pop()
            future.set_result(function(*arguments))


def numbers(results) -> list[np.ndarray]:
    return [np.concatenate([*result.mean.values(), *result.standard_error.values()]) for result in results]


def assert_same(left, right) -> None:
    for ours, theirs in zip(numbers(left), numbers(right), strict=True):
        assert np.array_equal(ours, theirs)


def test_a_grid_holds_every_combination_with_its_own_seed() -> None:
    assert len(SETTINGS) == 8
    assert len({setting.seed for setting in SETTINGS}) == 8
    combinations = [(setting.regime, setting.samples, setting.options["estimator"]) for setting in SETTINGS]
    assert combinations == list(itertools.product(("replace", "accumulate"), (20, 50), ("mle", "unbiased")))


def test_the_same_seed_makes_the_same_grid_and_another_one_another() -> None:
    assert grid("gaussian", seed=7, samples=(20, 50)) == grid("gaussian", seed=7, samples=(20, 50))
    assert grid("gaussian", seed=7) != grid("gaussian", seed=8)


def test_each_run_of_a_sweep_can_be_repeated_alone() -> None:
    last = sweep(SETTINGS)[-1]
    alone = run(
        "gaussian",
        {"estimator": "unbiased"},
        regime="accumulate",
        samples=50,
        rounds=5,
        trajectories=300,
        seed=last.seed,
    )
    assert_same([last], [alone])


def test_threads_processes_and_any_order_give_the_same_numbers() -> None:
    expected = sweep(SETTINGS)
    with ThreadPoolExecutor(3) as threads:
        assert_same(expected, sweep(SETTINGS, threads))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        assert_same(expected, sweep(SETTINGS, processes))
    assert_same(expected, sweep(SETTINGS, Reversed()))


def test_the_results_stay_read_only() -> None:
    result = sweep(SETTINGS[:1])[0]
    with pytest.raises(ValueError, match="read-only"):
        result.mean["variance"][0] = 1.0


@pytest.mark.slow
def test_a_cluster_gives_the_same_numbers() -> None:
    distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")
    cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    with cluster, distributed.Client(cluster) as client:
        assert_same(sweep(SETTINGS), sweep(SETTINGS, client.get_executor()))


def test_a_setting_that_makes_no_sense_is_said() -> None:
    with pytest.raises(ValueError, match="samples"):
        sweep([Setting("gaussian", seed=1, samples=-3)])
