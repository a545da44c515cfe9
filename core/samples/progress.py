"""How far a reading has come, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

Progress = Callable[[int, int], None]
"""Called with steps done and steps wanted; what it raises ends the reading."""
Step = Callable[[], None]
"""Called after each piece of work of about a second at most; what it raises ends the work."""


def untold() -> None:
    """A step that nobody waits for."""


class Steps:
    """Counts the steps of a reading that has several parts. lengths: about how many steps each part takes."""

    def __init__(self, lengths: Sequence[int], progress: Progress | None) -> None:
        self._ends = list(accumulate(lengths))
        self._progress = progress
        self._done = 0
        self._part = 0

    def one(self) -> None:
        """One step more, but never all of a part before it has ended."""
        self._tell(min(self._done + 1, self._ends[self._part] - 1))

    def part_ended(self) -> None:
        """One part more is over, however many steps it took."""
        self._tell(self._ends[self._part])
        self._part += 1

    def _tell(self, done: int) -> None:
        self._done = done
        if self._progress is not None:
            self._progress(done, self._ends[-1])
