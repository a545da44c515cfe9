"""How much faster the simulation is than a plain loop over the data, measured in one run.

By hand: ``python tests/benchmarks/simulation.py``. Each line compares trajectories x rounds a second, on one thread, of
a loop as a careful person would write it with the same quantities, and of ours, in turns; the ratio is the median over
the turns. Processor time counts, so that other work on the machine disturbs little; nothing is asserted, since a shared
machine is no clock. ``wanted`` is what the program promises itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from core.simulation.blocks import sample_in_blocks
from core.simulation.categorical import CategoricalScenario, zipf_shares
from core.simulation.gaussian import GaussianScenario
from core.simulation.mixture import STEPS, MixtureScenario
from core.simulation.regimes import Plan
from core.simulation.survival import expected_survivors
from core.simulation.tallies import Source, end_point

RNG = np.random.default_rng(1)


TURNS = 9


class Work(NamedTuple):
    """Something to be timed, and how many trajectories x rounds it makes."""

    call: Callable[[], object]
    amount: int


def seconds(work: Work, least: float = 0.1) -> float:
    """Processor time of one trajectory and round."""
    calls, start = 0, time.process_time()
    while (spent := time.process_time() - start) < least:
        work.call()
        calls += 1
    return spent / (calls * work.amount)


def compare(name: str, wanted: float, loop: Work, ours: Work) -> None:
    """One line: both speeds, the median of their ratios, and the ratio that is wanted."""
    loop.call(), ours.call()
    times = np.array([(seconds(loop), seconds(ours)) for _ in range(TURNS)])
    ratio = np.median(times[:, 0] / times[:, 1])
    speeds = 1 / np.median(times, axis=0)
    print(
        f"{name:44s} loop {speeds[0]:9.3g}/s   ours {speeds[1]:9.3g}/s   {ratio:7.1f} x   wanted {wanted:g} x   "
        f"{'held' if ratio >= wanted else 'MISSED'}"
    )


def gaussian_loop(samples: int, rounds: int) -> list[tuple[float, ...]]:
    """One trajectory on points."""
    points, path = RNG.standard_normal(samples), []
    for _ in range(rounds):
        mean, deviation = points.mean(), points.std()
        path.append((mean**2, deviation**2, 2 * np.log(deviation), mean**2 + (deviation - 1) ** 2))
        points = RNG.normal(mean, deviation, samples)
    return path


def categorical_loop(shares: np.ndarray, samples: int, rounds: int) -> list[tuple[float, ...]]:
    """One trajectory on labels."""
    frequency, path, rarest = shares, [], np.quantile(shares, 0.5)
    for _ in range(rounds):
        labels = RNG.choice(len(shares), samples, p=frequency)
        frequency = np.bincount(labels, minlength=len(shares)) / samples
        present = frequency[frequency > 0]
        entropy = -np.sum(present * np.log2(present))
        real = shares[frequency > 0]
        tail = np.minimum(present, real)[real < rarest].sum()
        path.append((len(present), 1 - np.sum(present**2), real.sum(), entropy, tail))
    return path


def gaussian(samples: int = 1000, rounds: int = 50) -> None:
    """The closed loop of the Gaussian."""
    scenario = GaussianScenario(Plan("replace", samples, rounds))
    loop = Work(lambda: gaussian_loop(samples, rounds), rounds)
    ours = Work(lambda: sample_in_blocks(scenario, 20_480, 1, threads=1), 20_480 * rounds)
    compare(f"Gaussian, M {samples}, {rounds} rounds", 500, loop, ours)


def zipf(samples: int, wanted: float, wanted_last: float, types: int = 10_000, rounds: int = 20) -> None:
    """Every round and the last round alone of Zipf-like types."""
    source = Source(zipf_shares(types))
    scenario = CategoricalScenario(Plan("replace", samples, rounds), source)
    many, block = 4 * scenario.block, max(1, scenario.block // 2)  # the last round alone likes its cache small
    loop = Work(lambda: categorical_loop(source.shares, samples, rounds), rounds)
    path = Work(lambda: sample_in_blocks(scenario, many, 1, threads=1), many * rounds)
    last = Work(lambda: end_point(source, samples, rounds, block, RNG), block * rounds)
    name = f"Zipf {types} types, M {samples}, {rounds} rounds"
    compare(name, wanted, loop, path)
    compare(name + ", last", wanted_last, loop, last)


def zipf_expectation(types: int = 10_000) -> None:
    """The closed form of survivors at the end of twenty rounds."""
    shares, plan = zipf_shares(types), Plan("replace", 10_000, 20)
    path = np.median([seconds(Work(lambda: expected_survivors(plan, shares), 1)) for _ in range(TURNS)])
    print(f"Zipf {types} types, expected survivors in 20 rounds: {1e3 * path:.2f} ms   wanted below 1 ms")


def mixture_loop(samples: int, rounds: int) -> np.ndarray:
    """One trajectory of expectation-maximisation on points, as many steps as ours."""
    weights, means, variances = np.array([0.98, 0.02]), np.array([0.0, 8.0]), np.ones(2)
    for _ in range(rounds):
        which = (RNG.random(samples) < weights[1]).astype(int)
        points = (means[which] + np.sqrt(variances[which]) * RNG.standard_normal(samples))[:, None]
        for _ in range(STEPS):
            density = weights * np.exp(-0.5 * (points - means) ** 2 / variances) / np.sqrt(variances) + 1e-300
            share = density / density.sum(axis=1, keepdims=True)
            number = share.sum(axis=0) + 1e-300
            means = (share * points).sum(axis=0) / number
            variances = np.maximum((share * (points - means) ** 2).sum(axis=0) / number, 1e-6)
            weights = number / number.sum()
    return weights


def mixture(samples: int = 1000, rounds: int = 20) -> None:
    """The closed loop of two bell curves."""
    scenario = MixtureScenario(Plan("replace", samples, rounds))
    loop = Work(lambda: mixture_loop(samples, rounds), rounds)
    ours = Work(lambda: sample_in_blocks(scenario, 256, 1, threads=1), 256 * rounds)
    compare(f"Mixture of two, M {samples}, {rounds} rounds", 30, loop, ours)


if __name__ == "__main__":
    gaussian()
    zipf(10_000, wanted=14, wanted_last=30)
    zipf(100_000, wanted=20, wanted_last=20)
    zipf_expectation()
    mixture()
