"""The gaps between two turns of the window's event loop, which are how long a person waits for an answer to a key.

A gap counts as long as this program kept a processor busy in it, in whichever thread, and never longer than the clock
says. Other programs that take the processor away make a person wait too, but that is not the window's doing, and a test
that counted it would fail on a busy machine. What this leaves out: waiting for a disk.
"""

from __future__ import annotations

import time
from types import TracebackType

from PySide6.QtCore import Qt, QTimer

TICK_MS = 5


class LoopWatch:
    """Ticks while it is entered. ``gaps`` and ``by_the_clock``: every gap in seconds, of ours and of the clock."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.by_the_clock: list[float] = []
        self._last = self._used = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def __enter__(self) -> LoopWatch:
        self.gaps, self.by_the_clock = [], []
        self._last, self._used = time.perf_counter(), time.process_time()
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._timer.stop()
        self._tick()  # a block at the very end counts too

    @property
    def longest(self) -> float:
        """The longest gap that is ours."""
        return max(self.gaps)

    def _tick(self) -> None:
        now, used = time.perf_counter(), time.process_time()
        self.by_the_clock.append(now - self._last)
        self.gaps.append(min(now - self._last, used - self._used))
        self._last, self._used = now, used
