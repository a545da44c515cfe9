"""The window's side of a child process: one job at a time, said as request, success, failure and progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QProcess

from desktop_app.child_process.job import Job, Request, Result
from desktop_app.command_line import CHILD_PROCESS

_LONGEST_WAIT_FOR_THE_END_MS = 2_000


def _no_progress(_doing: str, _done: int, _wanted: int) -> None:
    """Progress that nobody asked for."""


def command() -> tuple[str, list[str]]:
    """How this program starts itself for one job, built or from its sources."""
    if getattr(sys, "frozen", False):
        return sys.executable, [CHILD_PROCESS]
    return sys.executable, ["-m", "desktop_app", CHILD_PROCESS]


class ChildProcess(QObject):
    """Runs a job; starting another one, or cancelling, kills what runs and drops its answer."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._current: _Conversation | None = None
        self._alive: list[QProcess] = []
        alive = self._alive
        self.destroyed.connect(lambda: _end_all(alive))

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._current is not None

    def run(
        self,
        job: Job[Request, Result],
        request: Request,
        success: Callable[[Result], None],
        failure: Callable[[str], None],
        progress: Callable[[str, int, int], None] = _no_progress,
    ) -> None:
        """Do the job; call ``success`` with its answer or ``failure`` with one sentence, in the window's thread."""
        self.cancel()
        process = QProcess(self)
        conversation = _Conversation(process, job, success, failure, progress)
        self._current = conversation
        self._alive.append(process)

        def over() -> None:
            if process not in self._alive:
                return
            self._alive.remove(process)
            process.deleteLater()
            if conversation is self._current:
                self._current = None
                conversation.end()

        process.finished.connect(over)
        process.errorOccurred.connect(lambda error: over() if error is QProcess.ProcessError.FailedToStart else None)
        process.readyReadStandardOutput.connect(conversation.read)
        process.readyReadStandardError.connect(conversation.note_complaints)
        process.start(*command())
        order = {"job": job.name, "request": job.request.dump_python(request, mode="json")}
        process.write(json.dumps(order).encode("ascii") + b"\n")

    def cancel(self) -> None:
        """Kill what is running; neither success nor failure is called for it."""
        if self._current is not None:
            self._current.break_off()
            self._current = None


def _end_all(alive: list[QProcess]) -> None:
    """Before their owner is gone: a process must not outlive it."""
    while alive:
        process = alive.pop()
        process.kill()
        process.waitForFinished(_LONGEST_WAIT_FOR_THE_END_MS)


class _Conversation:
    """What one process says, line by line."""

    def __init__(
        self,
        process: QProcess,
        job: Job[Any, Result],
        success: Callable[[Result], None],
        failure: Callable[[str], None],
        progress: Callable[[str, int, int], None],
    ) -> None:
        self._process, self._job = process, job
        self._success, self._failure, self._progress = success, failure, progress
        self._pieces: list[bytes] = []
        self._answer: dict[str, Any] = {}
        self._complaints = ""

    def read(self) -> None:
        """Take in what came; a line is looked at when it is whole."""
        piece = bytes(self._process.readAllStandardOutput().data())
        *ended, rest = piece.split(b"\n")
        for part in ended:
            self._take(b"".join((*self._pieces, part)))
            self._pieces = []
        self._pieces.append(rest)

    def break_off(self) -> None:
        """Kill the process and listen no longer."""
        self._process.readyReadStandardOutput.disconnect(self.read)
        self._process.kill()

    def note_complaints(self) -> None:
        """Keep the last words of what broke."""
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        self._complaints = (self._complaints + said)[-2_000:]

    def end(self) -> None:
        """The process is gone: pass its answer on, or say that there is none."""
        self.read()
        if "result" in self._answer:
            self._success(self._job.result.validate_python(self._answer["result"]))
        elif "problem" in self._answer:
            self._failure(str(self._answer["problem"]))
        else:
            last = self._complaints.strip().rpartition("\n")[2] or "no reason was given"
            self._failure(f"The work broke off before it was done, and nothing was changed: {last[:300]}.")

    def _take(self, line: bytes) -> None:
        message = json.loads(line)
        if "progress" in message:
            self._progress(*message["progress"])
        else:
            self._answer = message
