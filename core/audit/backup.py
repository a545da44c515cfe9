"""Backups of the workspace database: checked, and under their name only when whole."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from core.audit.atomic_file import sync_file, sync_folder
from core.audit.errors import DAMAGED, WorkspaceError, one_sentence

FOLDER = "backups"
UNFINISHED = ".~"
"""How the name of a copy begins that a crash may have left."""


def back_up(engine: Engine, folder: Path) -> Path:
    """Copy the database of the workspace in ``folder`` to its backups and return the copy.

    The copy's own integrity is checked before it gets its name. Raises WorkspaceError; then there is no new backup.
    """
    backups = folder / FOLDER
    with one_sentence(backups):
        backups.mkdir(mode=0o700, exist_ok=True)
        for unfinished in backups.glob(f"{UNFINISHED}*"):
            shutil.rmtree(unfinished)
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=backups) as work:
            copy = Path(work) / "workspace.db"
            with closing(engine.raw_connection()) as connection:  # outside any transaction, as VACUUM wants it
                connection.cursor().execute("VACUUM INTO ?", (str(copy),))
            _check(copy)
            copy.chmod(0o600)
            sync_file(copy)
            place = _free_name(backups)
            copy.rename(place)
        sync_folder(backups)
    return place


def _check(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as database:
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise WorkspaceError(copy, DAMAGED)


def _free_name(backups: Path) -> Path:
    """A name that sorts by time; a number is added where the clock stands still or went back."""
    moment = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H%M%SZ")
    number = 1
    while (place := backups / f"{moment}-{number:03}.db").exists():
        number += 1
    return place
