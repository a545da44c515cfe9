"""Runs a scenario in blocks of trajectories, so that a seed means the same numbers on every machine.

A block is always drawn whole and from its own stream, a child of the seed. Trajectory i therefore depends on the seed
and on its block alone: not on how many trajectories run beside it, and not on the number of threads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from core.simulation.result import Floats
from core.simulation.system import Progress, Scenario, SteppedScenario

REUSED_BYTES = 30_000_000


def sample_in_blocks(
    scenario: Scenario, trajectories: int, seed: int, *, threads: int | None = None, progress: Progress | None = None
) -> dict[str, Floats]:
    """Paths of shape (rounds, trajectories) for each quantity.

    threads: at most this many at a time; None for one a processor.
    progress: called in the caller's thread with trajectories done and wanted, or with steps where one trajectory takes
    long; what it raises ends the run.
    """
    _keep_freed_memory()
    size = scenario.block
    streams = np.random.SeedSequence(seed).spawn(-(-trajectories // size))
    paths: dict[str, Floats] = {}

    def sample(stream: np.random.SeedSequence) -> dict[str, Floats]:
        with np.errstate(all="ignore"):  # what leaves the range of numbers is refused when it is summarised
            return scenario.sample(size, np.random.Generator(np.random.SFC64(stream)))

    pool = ThreadPoolExecutor(min(threads or os.cpu_count() or 1, len(streams)))
    blocks: Iterator[dict[str, Floats]]
    if stepped := isinstance(scenario, SteppedScenario):
        blocks = _one_by_one(scenario, streams, progress)
    else:
        blocks = pool.map(sample, streams)
    try:
        for number, block in enumerate(blocks):
            start, stop = number * size, min((number + 1) * size, trajectories)
            for name, path in block.items():
                if name not in paths:
                    paths[name] = np.empty((path.shape[0], trajectories))
                paths[name][:, start:stop] = path[:, : stop - start]
            if progress is not None and not stepped:
                progress(stop, trajectories)
    finally:
        pool.shutdown(cancel_futures=True)
    return paths


def _one_by_one(
    scenario: SteppedScenario, streams: Sequence[np.random.SeedSequence], progress: Progress | None
) -> Iterator[dict[str, Floats]]:
    """Trajectories drawn in the caller's thread, each reporting its own steps."""
    for number, stream in enumerate(streams):

        def report(done: int, wanted: int, before: int = number) -> None:
            if progress is not None:
                progress(before * wanted + done, len(streams) * wanted)

        yield scenario.sample(1, np.random.Generator(np.random.SFC64(stream)), report)


def _keep_freed_memory() -> None:
    # The C library of Linux hands every freed array back to the system, at a third of our speed, until it has once seen
    # a larger one freed. This one is never touched and so takes no memory.
    np.empty(REUSED_BYTES, dtype=np.uint8)
