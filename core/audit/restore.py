"""What the backups of a workspace hold, and putting one of them in the place of the database."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from core.audit.atomic_file import replacing, sync_file
from core.audit.backup import back_up, backups_in, moment_of, read_only
from core.audit.connection import reading_engine, writing_engine
from core.audit.errors import DAMAGED, WorkspaceError, one_sentence
from core.audit.lock import LockHeldError, WriterLock
from core.audit.opening import DATABASE, LOCK
from core.audit.schema import check_schema

_AUDITS = """
    SELECT vendor.name || ': ' || product.name FROM audit
    JOIN product ON product.id = audit.product_id JOIN vendor ON vendor.id = product.vendor_id
    ORDER BY audit.id
"""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup and what it holds.

    made_at: UTC. size: bytes. audits: vendor and product of each audit. answers: how many were ever given. problem: why
    it cannot be restored, a clause; None for a whole one.
    """

    path: Path
    made_at: dt.datetime
    size: int
    audits: tuple[str, ...] = ()
    answers: int = 0
    problem: str | None = None


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """The backups of the workspace in ``folder``, the newest first. Each is read; ``restore`` checks it to the end."""
    return tuple(_described(path) for path in backups_in(folder))


def restore(folder: Path, backup: Path) -> Path | None:
    """Put a backup in the place of the workspace's database; returns where the state before is kept, if there was one.

    A whole database is backed up first; a damaged one is set aside as it is, beside its place. The copy is checked
    before it replaces anything, and a crash leaves the old or the new database, whole. A backup of an earlier schema is
    upgraded when it is next opened. Raises WorkspaceError; then the database is as it was.
    """
    database = folder / DATABASE
    with one_sentence(folder):
        try:
            lock = WriterLock(folder / LOCK)
        except LockHeldError as held:
            who = held.holder or "another program"
            raise WorkspaceError(folder, f"nothing was restored while {who} has the workspace open") from held
        try:
            with replacing(database) as copy:
                shutil.copyfile(backup, copy)
                _check(copy, backup)
                before = _keep_present(database) if database.exists() else None
        finally:
            lock.release()
    return before


def _described(path: Path) -> Backup:
    made_at = moment_of(path)
    if made_at is None:
        raise AssertionError("only files named by the moment are listed")
    size = path.stat().st_size
    try:
        with closing(read_only(path)) as database:
            audits = tuple(name for (name,) in database.execute(_AUDITS))
            answers = database.execute("SELECT count(*) FROM answer").fetchone()[0]
    except sqlite3.Error:
        return Backup(path, made_at, size, problem="it is damaged")
    return Backup(path, made_at, size, audits, answers)


def _check(copy: Path, backup: Path) -> None:
    """Raise WorkspaceError unless the copy is whole and of a schema this version can read."""
    engine = reading_engine(copy)
    try:
        with one_sentence(backup), engine.connect() as connection:
            check_schema(connection, backup)
            whole = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
            if not whole or connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise WorkspaceError(backup, "it is damaged; choose another backup")
    except WorkspaceError as error:
        if error.cause == DAMAGED:
            raise WorkspaceError(backup, "it is damaged; choose another backup") from error
        raise
    finally:
        engine.dispose()


def _keep_present(database: Path) -> Path:
    """Back up a database that is whole, or set it aside as it is."""
    engine = writing_engine(database)
    try:
        with one_sentence(database), engine.connect() as connection:
            check_schema(connection, database)
        return back_up(engine, database.parent)
    except WorkspaceError:
        return _set_aside(database)
    finally:
        engine.dispose()


def _set_aside(database: Path) -> Path:
    """Copy a database that cannot be backed up, and move its journal, which must not be applied to what comes."""
    moment = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H%M%SZ")
    aside = database.with_name(f"{database.stem}-set-aside-{moment}.db")
    shutil.copyfile(database, aside)
    aside.chmod(0o600)
    sync_file(aside)
    journal = Path(f"{database}-journal")
    if journal.exists():
        journal.rename(f"{aside}-journal")
    return aside
