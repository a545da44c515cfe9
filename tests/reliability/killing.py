"""Killing a process at a random moment of what it does."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(
    [
        "core.audit.workspace",
        "core.audit.exchange.file",
        "core.audit.migrations.upgrading",
        "tests.reliability.loaded_library",
    ]
)


def killed_at_work(
    work: Callable[..., None], arguments: tuple[Any, ...], reports: int, longest_wait: float
) -> list[Any]:
    """Start a process that does ``work(*arguments, connection)``, kill it, and return everything it has reported.

    The kill falls up to ``longest_wait`` seconds after that many reports have come.
    """
    ours, theirs = CONTEXT.Pipe(duplex=False)
    worker = CONTEXT.Process(target=work, args=(*arguments, theirs))
    worker.start()
    theirs.close()
    reported = [ours.recv() for _ in range(reports)]
    time.sleep(random.uniform(0, longest_wait))
    worker.kill()
    worker.join()
    return reported + _remaining(ours)


def seconds_of(work: Callable[..., None], arguments: tuple[Any, ...]) -> float:
    """How long ``work`` takes from its first report to its second, on this machine as busy as it is now."""
    ours, theirs = CONTEXT.Pipe(duplex=False)
    worker = CONTEXT.Process(target=work, args=(*arguments, theirs))
    worker.start()
    theirs.close()
    ours.recv()
    start = time.monotonic()
    ours.recv()
    worker.kill()
    worker.join()
    ours.close()
    return time.monotonic() - start


def _remaining(connection: Connection) -> list[Any]:
    """What was sent before the sender died; its last message may be cut off."""
    found = []
    try:
        while connection.poll():
            found.append(connection.recv())
    except (EOFError, OSError):
        pass
    connection.close()
    return found
