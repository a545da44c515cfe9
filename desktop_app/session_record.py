"""A record that is there only while a window runs; one that is found at the start tells of a session that broke off."""

from __future__ import annotations

import datetime as dt
import faulthandler
import os
import platform
import sqlite3
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QLockFile, qVersion

from core.version import program_version

_RECORD, _LOCK = "session.txt", "session.lock"
_MOST_CHARACTERS = 200_000


class SessionRecord:
    """The record of one window's session in a workspace folder. Crashes of Python and of native code are added to it.

    A second window on the same folder keeps no record, and says nothing about the first one's.
    """

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / _RECORD
        self._lock = QLockFile(str(data_dir / _LOCK))
        self._lock.setStaleLockTime(0)  # a lock is stale when its program is gone, however long it runs
        self._file: TextIO | None = None

    def begin(self) -> str | None:
        """Start the record; what the last session left behind if it broke off, else None. Never raises."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._lock.tryLock(0):
                return None
            broken_off = self._left_behind()
            private = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._file = os.fdopen(private, "w", encoding="utf-8")
        except OSError:
            return None
        self.add(f"Started {dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC, process {os.getpid()}.\n{_this_program()}\n")
        faulthandler.enable(self._file)
        return broken_off

    def add(self, words: str) -> None:
        """Add details of an error. Never raises: the disk may be what is full."""
        if self._file is not None:
            try:
                self._file.write(words)
                self._file.flush()
            except OSError:
                pass

    def end(self) -> None:
        """The session ended as it should: leave nothing behind."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            self._path.unlink(missing_ok=True)
        self._lock.unlock()

    def _left_behind(self) -> str | None:
        if not self._path.exists():
            return None
        return self._path.read_text(encoding="utf-8", errors="replace")[-_MOST_CHARACTERS:]


def _this_program() -> str:
    """What whoever reads a report asks first."""
    return (
        f"Headwater {program_version()}, Python {platform.python_version()}, Qt {qVersion()}, SQLite "
        f"{sqlite3.sqlite_version}, {platform.platform()}."
    )
