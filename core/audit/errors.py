"""The one error for the store: what happened, to which file, and what to do."""

from __future__ import annotations

import errno
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

FULL = "the disk is full; free some space and try again"
READ_ONLY = "it cannot be written to; check who may write to it, or copy the folder elsewhere"
BUSY = "another program is using it; try again in a moment"
DAMAGED = "it is damaged; keep it, and restore the newest backup"

_BY_SQLITE_NAME = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_CANTOPEN": "it cannot be opened; check that it exists and that you may read it",
    "SQLITE_IOERR": "the disk could not be read or written; check the disk, then try again",
}
_BY_ERRNO = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EROFS: READ_ONLY,
}


class WorkspaceError(Exception):
    """The workspace could not be opened, read or written.

    path: the file or folder concerned. cause: what is wrong and what to do, without a full stop.
    """

    def __init__(self, path: Path, cause: str) -> None:
        self.path = path
        self.cause = cause
        super().__init__(f"{path}: {cause}.")


@contextmanager
def one_sentence(path: Path) -> Iterator[None]:
    """Turn any error of the database, of what it holds, or of the file system into a WorkspaceError about ``path``."""
    try:
        yield
    except (ValidationError, json.JSONDecodeError) as error:
        raise WorkspaceError(path, DAMAGED) from error
    except _database_errors() as error:
        raise WorkspaceError(path, cause_of(error)) from error


def _database_errors() -> tuple[type[Exception], ...]:
    """What a database or the file system raises; SQLAlchemy's only where it was loaded, since loading it is slow."""
    loaded = sys.modules.get("sqlalchemy.exc")
    return (sqlite3.Error, OSError) if loaded is None else (loaded.SQLAlchemyError, sqlite3.Error, OSError)


def cause_of(error: Exception) -> str:
    """What is wrong and what to do, for an error of SQLAlchemy, SQLite or the file system."""
    origin = getattr(error, "orig", None) or error
    if isinstance(origin, OSError):
        return _BY_ERRNO.get(origin.errno or 0, f"it could not be used ({origin.strerror})")
    name = str(getattr(origin, "sqlite_errorname", ""))
    for known, cause in _BY_SQLITE_NAME.items():
        if name.startswith(known):
            return cause
    return f"the database refused it ({str(origin).splitlines()[0]})"
