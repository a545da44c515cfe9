"""How long the two systems that need torch take: the digits auto-encoder and the small language model's recursion.

python -m tests.benchmarks.neural
"""

from __future__ import annotations

import time

from core.simulation.systems import run

RUNS = (
    ("digits auto-encoder, one seed, 5 rounds", "vae", 5, 60),
    ("small transformer, demonstration size, 3 rounds", "transformer", 3, 180),
)

SEEDS = 2
"""Fewer have no standard error; the time printed is that of one."""


def main() -> None:
    """Print the time of one seed of each beside what it may take."""
    for name, system, rounds, most in RUNS:
        start = time.perf_counter()
        run(system, seed=1, rounds=rounds, trajectories=SEEDS)
        print(f"{name:<50} {(time.perf_counter() - start) / SEEDS:6.1f} s   (may take {most} s)")


if __name__ == "__main__":
    main()
