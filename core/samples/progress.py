"""How far a reading has come, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with steps done and steps wanted; what it raises ends the reading."""


class Steps:
    """Counts the steps of a reading that has several parts of equal length."""

    def __init__(self, parts: int, steps_a_part: int, progress: Progress | None) -> None:
        self._steps_a_part = steps_a_part
        self._wanted = parts * steps_a_part
        self._progress = progress
        self._done = 0

    def one(self) -> None:
        """One step more, but never all before the last part has ended."""
        self._tell(min(self._done + 1, self._wanted - 1))

    def part_ended(self, parts: int) -> None:
        """So many parts are over, however many steps they took."""
        self._tell(parts * self._steps_a_part)

    def _tell(self, done: int) -> None:
        self._done = done
        if self._progress is not None:
            self._progress(done, self._wanted)
