"""How much faster the simulation is than a plain loop over the data, measured in one run.

By hand: ``python tests/benchmarks/simulation.py``. Each line compares trajectories x rounds a second, on one thread, of
a loop as a careful person would write it with the same quantities, and of ours. Processor time counts, so that other
work on the machine disturbs little; nothing is asserted, since a shared machine is no clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from core.simulation.blocks import sample_in_blocks
from core.simulation.categorical import CategoricalScenario, zipf_shares
from core.simulation.gaussian import GaussianScenario
from core.simulation.mixture import STEPS, MixtureScenario
from core.simulation.regimes import Plan
from core.simulation.survival import expected_survivors
from core.simulation.tallies import Source, end_point

RNG = np.random.default_rng(1)


def per_second(work: Callable[[], object], trajectory_rounds: int, seconds: float = 2.0) -> float:
    """Trajectories x rounds a second of processor time, the best of what fits into the given time."""
    work()
    best, end = np.inf, time.process_time() + seconds
    while time.process_time() < end:
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return trajectory_rounds / best


def report(name: str, loop: float, ours: float) -> None:
    """One line: both speeds and their ratio."""
    print(f"{name:44s} loop {loop:10.3g}/s   ours {ours:10.3g}/s   {ours / loop:8.1f} x")


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
    loop = per_second(lambda: gaussian_loop(samples, rounds), rounds)
    ours = per_second(lambda: sample_in_blocks(scenario, 20_480, 1, threads=1), 20_480 * rounds)
    report(f"Gaussian, M {samples}, {rounds} rounds", loop, ours)


def zipf(samples: int, types: int = 10_000, rounds: int = 20) -> None:
    """Every round and the last round alone of Zipf-like types."""
    source = Source(zipf_shares(types))
    scenario = CategoricalScenario(Plan("replace", samples, rounds), source)
    trajectories = 4 * scenario.block
    loop = per_second(lambda: categorical_loop(source.shares, samples, rounds), rounds)
    name = f"Zipf {types} types, M {samples}, {rounds} rounds"
    ours = per_second(lambda: sample_in_blocks(scenario, trajectories, 1, threads=1), trajectories * rounds)
    report(name, loop, ours)
    last = per_second(lambda: end_point(source, samples, rounds, scenario.block, RNG), scenario.block * rounds)
    report(name + ", last only", loop, last)


def zipf_expectation(types: int = 10_000) -> None:
    """The closed form of survivors at the end of twenty rounds."""
    shares, plan = zipf_shares(types), Plan("replace", 10_000, 20)
    path = 1 / per_second(lambda: expected_survivors(plan, shares), 1)
    print(f"Zipf {types} types, expected survivors in 20 rounds: {1e3 * path:.2f} ms, {1e6 * path / 20:.0f} us a round")


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
    loop = per_second(lambda: mixture_loop(samples, rounds), rounds)
    ours = per_second(lambda: sample_in_blocks(scenario, 256, 1, threads=1), 256 * rounds)
    report(f"Mixture of two, M {samples}, {rounds} rounds", loop, ours)


if __name__ == "__main__":
    gaussian()
    zipf(10_000)
    zipf(100_000)
    zipf_expectation()
    mixture()
