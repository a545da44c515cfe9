"""Backups of the workspace database: checked, under their name only when whole, and thinned out as they age."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine

from core.audit.atomic_file import sync_file, sync_folder
from core.audit.errors import DAMAGED, WorkspaceError, one_sentence
from core.audit.retention import kept

FOLDER = "backups"
UNFINISHED = ".~"
"""How the name of a copy begins that a crash may have left."""
_MOMENT = "%Y-%m-%dT%H%M%SZ"


def back_up(engine: Engine, folder: Path) -> Path:
    """Copy the database of the workspace in ``folder`` to its backups and return the copy; old backups are thinned out.

    The copy's own integrity, and that it has every change, is checked before it gets its name. Raises WorkspaceError;
    then there is no new backup.
    """
    backups = folder / FOLDER
    with one_sentence(backups):
        backups.mkdir(mode=0o700, exist_ok=True)
        for unfinished in backups.glob(f"{UNFINISHED}*"):
            shutil.rmtree(unfinished)
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=backups) as work:
            copy = Path(work) / "workspace.db"
            with closing(engine.raw_connection()) as connection:  # outside any transaction, as VACUUM wants it
                cursor = connection.cursor()
                changes = cursor.execute("SELECT count(*) FROM change").fetchone()[0]
                cursor.execute("VACUUM INTO ?", (str(copy),))
            _check(copy, changes)
            copy.chmod(0o600)
            sync_file(copy)
            place = _free_name(backups)
            copy.rename(place)
        sync_folder(backups)
        _thin_out(folder)
    return place


def backups_in(folder: Path) -> list[Path]:
    """The backups of a workspace, the newest first."""
    return sorted((path for path in (folder / FOLDER).glob("*.db") if moment_of(path) is not None), reverse=True)


def moment_of(backup: Path) -> dt.datetime | None:
    """When a backup was made, by its name (UTC); None for a file that is none of ours."""
    try:
        return dt.datetime.strptime(backup.stem[:-4], _MOMENT).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def named_in_backups(folder: Path) -> frozenset[str]:
    """The hashes of all evidence files that a backup names, and which a restored one will want."""
    named: set[str] = set()
    for backup in backups_in(folder):
        with suppress(sqlite3.Error), closing(read_only(backup)) as database:
            rows = database.execute("SELECT sha256 FROM evidence WHERE sha256 IS NOT NULL")
            named.update(sha256 for (sha256,) in rows)
    return frozenset(named)


def read_only(database: Path) -> sqlite3.Connection:
    """A connection to a database file that nobody writes; the file and its folder stay as they are."""
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _check(copy: Path, changes: int) -> None:
    with closing(read_only(copy)) as database:
        whole = database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if not whole or database.execute("SELECT count(*) FROM change").fetchone()[0] < changes:
            raise WorkspaceError(copy, DAMAGED)


def _thin_out(folder: Path) -> None:
    """Remove the backups that the ladder does not keep."""
    dated = {path: moment for path in backups_in(folder) if (moment := moment_of(path)) is not None}
    staying = kept(dated.values(), dt.datetime.now(dt.UTC))
    for path, moment in dated.items():
        if moment not in staying:
            path.unlink()


def _free_name(backups: Path) -> Path:
    """A name that sorts by time; a number is added where the clock stands still or went back."""
    moment = dt.datetime.now(dt.UTC).strftime(_MOMENT)
    number = 1
    while (place := backups / f"{moment}-{number:03}.db").exists():
        number += 1
    return place
