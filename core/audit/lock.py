"""One writer: a lock that the operating system holds for a process and drops when the process ends, however it ends.

The lock file's content only says who holds it; whether it is held is the operating system's answer. So a process id
that was used again cannot fool anybody, and nothing is left to clean up after a crash.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
from pathlib import Path

from pydantic import ValidationError

from core.version import program_version
from questionnaires.answer import Frozen

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCKED_BYTE = 1 << 30
"""Windows forbids reading locked bytes, so the byte locked there lies far behind the text."""
_MAX_TEXT = 4096


class LockHeldError(Exception):
    """Another program holds the lock. holder: who, or None when it has not written its name yet."""

    def __init__(self, holder: Holder | None) -> None:
        self.holder = holder
        super().__init__(str(holder or "another program"))


class Holder(Frozen):
    """Who holds a lock: process id, host, program with version, and since when (UTC)."""

    pid: int
    host: str
    program: str
    since: dt.datetime

    @classmethod
    def this_process(cls) -> Holder:
        """The running process, from now on."""
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        return cls(pid=os.getpid(), host=platform.node(), program=f"Headwater {program_version()}", since=now)

    def __str__(self) -> str:
        since = self.since.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
        words = f"{self.program} (process {self.pid} on {self.host}, since {since})"
        return "".join(sign for sign in words if sign.isprintable())


class WriterLock:
    """The lock, held from construction until ``release`` or the end of the process."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises LockHeldError when another holds it, OSError when the file cannot be used."""
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            if not _try_lock(file):
                raise LockHeldError(_read_holder(file))
            _write(file, Holder.this_process().model_dump_json())
        except BaseException:
            os.close(file)
            raise
        self._file: int | None = file

    def release(self) -> None:
        """Give the lock back; the file stays, empty, since removing it could take it from under the next holder."""
        file, self._file = self._file, None
        if file is not None:
            _write(file, "")
            os.close(file)


def _try_lock(file: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _write(file: int, text: str) -> None:
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, text.encode())


def _read_holder(file: int) -> Holder | None:
    os.lseek(file, 0, os.SEEK_SET)
    try:
        return Holder.model_validate_json(os.read(file, _MAX_TEXT))
    except ValidationError:
        return None
