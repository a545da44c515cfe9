"""Tells whoever waits for a long run how far it is."""

from __future__ import annotations

from core.simulation.system import Progress


class Steps:
    """Counts the steps of a run.

    wanted: steps of the whole run.
    progress: called after every step with steps done and wanted; what it raises ends the run.
    """

    def __init__(self, wanted: int, progress: Progress | None) -> None:
        self._wanted = wanted
        self._progress = progress
        self._done = 0

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._wanted)
