"""Work away from the window's thread, said as operation, success and failure."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

Result = TypeVar("Result")

_HAND_OVER_S = 0.0005
"""How soon a thread at work lets the window have its turn. Python's own 5 ms come again for each of the dozen times
that the window asks in one turn of its loop, and add up to more than 50 ms."""


class Background(QObject):
    """Runs operations one after the other in a thread of its own.

    Each operation belongs to a named task. Starting a task again makes what it was doing stale: a waiting operation is
    skipped and a running one's result is dropped. Success and failure are called in the window's thread.
    """

    _finished = Signal(str, int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_HAND_OVER_S)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._numbers = itertools.count(1)
        self._current: dict[str, int] = {}
        self._replies: dict[int, tuple[Callable[[Any], None], Callable[[Exception], None]]] = {}
        self._ended = False
        self._finished.connect(self._deliver)

    def run(
        self,
        task: str,
        operation: Callable[[], Result],
        success: Callable[[Result], None],
        failure: Callable[[Exception], None],
    ) -> None:
        """Run an operation; call ``success`` with its result or ``failure`` with its exception, unless stale.

        Nothing runs any more once everything was finished: the window is going.
        """
        if self._ended:
            return
        number = next(self._numbers)
        self._current[task] = number
        self._replies[number] = (success, failure)

        def work() -> None:
            if self._current.get(task) != number:
                self._finished.emit(task, number, None, None)
                return
            try:
                result = operation()
            except Exception as error:  # every failure is the caller's to explain
                self._finished.emit(task, number, None, error)
            else:
                self._finished.emit(task, number, result, None)

        self._pool.start(work)

    def is_busy(self, task: str) -> bool:
        """Whether a result of the task is still to come."""
        return task in self._current

    def cancel(self, task: str) -> None:
        """Forget the task; its result will not be delivered."""
        self._current.pop(task, None)

    def finish(self) -> None:
        """Forget everything, wait for what is running, and take nothing more."""
        self._ended = True
        self._current.clear()
        self._pool.waitForDone()

    def _deliver(self, task: str, number: int, result: object, error: object) -> None:
        success, failure = self._replies.pop(number)
        if self._current.get(task) != number:
            return
        del self._current[task]
        if isinstance(error, Exception):
            failure(error)
        else:
            success(result)
