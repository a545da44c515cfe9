"""One run of torch at a time, whose numbers depend on its seed alone.

Torch has one random stream and one number of threads for the whole program. A run takes both for itself and gives them
back as they were.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import torch

THREADS = 1
"""Models this small gain nothing from a second processor, and where others use it they wait for it. Sums are split by
threads, so one also keeps the numbers the same on every number of processors."""

_running = threading.Lock()


@contextmanager
def repeatable(seed: int) -> Iterator[None]:
    """Seed torch for the time of a run; waits while another run is going on."""
    with _running, torch.random.fork_rng(devices=[]):
        before = torch.get_num_threads()
        torch.set_num_threads(THREADS)
        torch.manual_seed(seed)
        try:
            yield
        finally:
            torch.set_num_threads(before)
