"""Connections to the workspace database with settings under which nothing acknowledged is lost.

A rollback journal with ``synchronous=EXTRA`` was the setting that lost nothing in simulated power cuts; write-ahead
logging and SQLite's defaults lost the last answer. Every transaction takes the write lock at its start, so what it read
cannot change before it writes.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from core.audit.errors import WorkspaceError

SETTINGS: dict[str, tuple[str, str | int]] = {
    "locking_mode": ("NORMAL", "normal"),  # a second program can read between two commits
    "journal_mode": ("DELETE", "delete"),
    "synchronous": ("EXTRA", 3),  # the journal's disappearance is on disk before a commit returns
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),  # a schema from elsewhere cannot call functions
    "cell_size_check": ("ON", 1),
    "mmap_size": ("0", 0),
    "busy_timeout": ("5000", 5000),  # milliseconds that a commit waits for readers to finish
}
"""What is set on every connection, and what must be read back."""

READING = "headwater_reading"
"""Execution option of a transaction that changes nothing and takes no write lock."""


class _Database(sqlite3.Connection):
    """A connection on which a commit that failed leaves no transaction open, for the next one to stumble over."""

    def commit(self) -> None:
        """Commit, or undo all of it and raise."""
        try:
            super().commit()
        except sqlite3.Error:
            self.rollback()
            raise


def writing_engine(path: Path) -> Engine:
    """An engine for the one program that holds the writer's lock. The file must exist."""
    return _engine(path, read_only=False)


def reading_engine(path: Path) -> Engine:
    """An engine whose connections refuse every change. The file must exist."""
    return _engine(path, read_only=True)


def _engine(path: Path, *, read_only: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        # Without an isolation level the driver starts no transaction of its own; ours are started below.
        database = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            factory=_Database,
        )
        try:
            _apply_settings(database, path, read_only=read_only)
        except BaseException:
            database.close()
            raise
        return database

    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        json_serializer=_plain_json,
        execution_options={READING: read_only},
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options()[READING]
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _apply_settings(database: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    """Set everything in SETTINGS and read it back; raises WorkspaceError for a setting that did not take."""
    for name, (wanted, _) in SETTINGS.items():
        if not (read_only and name == "journal_mode"):  # belongs to the file, and is the writer's to set
            database.execute(f"PRAGMA {name}={wanted}")
    if read_only:
        database.execute("PRAGMA query_only=ON")
    for name, (_, in_force) in SETTINGS.items():
        row = database.execute(f"PRAGMA {name}").fetchone()
        found = row[0] if row else 0  # SQLite built without memory mapping answers nothing
        if found != in_force:
            raise WorkspaceError(
                path, f"the database setting {name} is {found} instead of {in_force}; nothing was read"
            )


def _plain_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
