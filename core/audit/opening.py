"""Opening the workspace database: as its one writer, or for reading with the reason why."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from core.audit.atomic_file import sweep_unfinished
from core.audit.connection import READING, reading_engine, writing_engine
from core.audit.errors import BUSY, WorkspaceError, cause_of, one_sentence
from core.audit.lock import LockHeldError, WriterLock
from core.audit.page_check import PageCheck
from core.audit.schema import (
    SCHEMA_VERSION,
    NewerSchemaError,
    check_pages,
    check_readable,
    check_schema,
    create_schema,
    is_empty,
    schema_version,
)

DATABASE = "workspace.db"
LOCK = "workspace.lock"

OTHERS = 0o077
"""The permission bits of everybody but the owner."""


@dataclass(frozen=True, slots=True)
class OpenDatabase:
    """An open database. pages: the check of every page, which may still be going on. lock: held by the writer.
    read_only_reason: why there is no lock, as a sentence.
    """

    path: Path
    engine: Engine
    pages: PageCheck
    lock: WriterLock | None
    read_only_reason: str | None


def open_database(folder: Path, *, read_only: bool) -> OpenDatabase:
    """Open the database in ``folder``, making both where there are none, unless only reading was asked for.

    Every page is checked beside what is done first; see ``OpenDatabase.pages``. Raises WorkspaceError when it cannot be
    opened at all.
    """
    path = folder / DATABASE
    if read_only:
        return _open_for_reading(path, "The workspace was opened for reading only.")
    lock = None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = WriterLock(folder / LOCK)
        sweep_unfinished(folder)
        _make_private_file(path)
        engine = _open_for_writing(path)
        return OpenDatabase(path, engine, PageCheck(engine, path), lock, None)
    except LockHeldError as held:
        who = held.holder or "another program"
        return _open_for_reading(path, f"Nothing can be saved here while {who} has the workspace open.")
    except NewerSchemaError:
        _release(lock)
        reason = "A newer Headwater made this workspace, so it is shown for reading only; update to go on with it."
        return _open_for_reading(path, reason)
    except OSError as error:
        _release(lock)
        if path.exists():
            return _open_for_reading(path, f"Nothing can be saved in {folder}: {cause_of(error)}.")
        raise WorkspaceError(folder, cause_of(error)) from error
    except BaseException:
        _release(lock)
        raise


def _release(lock: WriterLock | None) -> None:
    if lock is not None:
        lock.release()


def _make_private_file(path: Path) -> None:
    """Make sure that the file is there, can be written, and can be read by its owner only.

    An existing file is not opened for that: closing it would drop the locks of every connection this process has to it.
    """
    if not path.exists():
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    mode = path.stat().st_mode
    if mode & OTHERS:
        with suppress(PermissionError):  # somebody else's file: theirs to decide
            path.chmod(mode & ~OTHERS)


def _open_for_writing(path: Path) -> Engine:
    engine = writing_engine(path)
    with _disposed_on_error(engine), one_sentence(path):
        if not _is_made(engine, path):
            with engine.begin() as connection:
                create_schema(connection)
        elif _is_older(engine):
            from core.audit.migrations.upgrading import upgrade_database  # needed once a version, and slow to load

            with engine.execution_options(**{READING: True}).begin() as connection:
                check_pages(connection, path)
            upgrade_database(engine, path)
    return engine


def _open_for_reading(path: Path, reason: str) -> OpenDatabase:
    if not path.is_file():
        raise WorkspaceError(path.parent, "there is no workspace in this folder yet")
    engine = reading_engine(path)
    with _disposed_on_error(engine), one_sentence(path):
        if not _is_made(engine, path, check_readable):
            raise WorkspaceError(path, BUSY)
        if _is_older(engine):
            raise WorkspaceError(path, "an earlier Headwater made it; open it once for writing, which keeps a copy")
    return OpenDatabase(path, engine, PageCheck(engine, path), None, reason)


def _is_made(engine: Engine, path: Path, check: Callable[[Connection, Path], None] = check_schema) -> bool:
    """Whether the database has a schema, which then passes the check. Waits for nobody who only reads."""
    with engine.execution_options(**{READING: True}).begin() as connection:
        if is_empty(connection, path):
            return False
        check(connection, path)
    return True


def _is_older(engine: Engine) -> bool:
    with engine.execution_options(**{READING: True}).begin() as connection:
        return schema_version(connection) < SCHEMA_VERSION


@contextmanager
def _disposed_on_error(engine: Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise
