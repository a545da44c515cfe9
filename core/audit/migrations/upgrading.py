"""Upgrading a workspace: a checked backup, every step in one transaction, and a check that nothing recorded changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine

from core.audit.backup import back_up
from core.audit.errors import WorkspaceError
from core.audit.migrations.steps import STEPS
from core.audit.schema import SCHEMA_VERSION, drop_rules, make_rules, schema_version, stamp

_STATED_BY_THE_FILE = "meta"
"""The table that an upgrade is meant to change: it says which schema the file has."""


def upgrade_database(engine: Engine, path: Path) -> Path:
    """Bring an older database to this version's schema and return the backup made before.

    Raises WorkspaceError when the backup or a check fails, or whatever a step raises; the database then is as it was.
    """
    backup = back_up(engine, path.parent)
    with engine.connect() as connection, _no_foreign_keys(connection), connection.begin():
        before = _recorded(connection)
        _run_steps(connection)
        _check(connection, path, before)
    return backup


def _run_steps(connection: Connection) -> None:
    drop_rules(connection)
    with Operations.context(MigrationContext.configure(connection)):
        for version in range(schema_version(connection) + 1, SCHEMA_VERSION + 1):
            STEPS[version]()
    make_rules(connection)
    stamp(connection)


@contextmanager
def _no_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite copies a table to change its constraints; dropping the old copy must not take what refers to it along.

    Has to surround the transaction, since SQLite ignores the switch inside one. Every reference is checked at its end.
    """
    database = connection.connection
    database.cursor().execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        database.cursor().execute("PRAGMA foreign_keys=ON")


@dataclass(frozen=True, slots=True)
class _Content:
    """The columns that a table had before, its rows, and a hash of what they say in the order of the primary key."""

    columns: tuple[str, ...]
    rows: int
    sha256: str


def _recorded(connection: Connection, columns: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, _Content]:
    """What every table says, the change log among them; in the given columns, or in all that there are."""
    if columns is None:
        columns = {table: _columns(connection, table) for table in _tables(connection)}
    return {table: _content(connection, table, wanted) for table, wanted in columns.items()}


def _tables(connection: Connection) -> list[str]:
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).scalars()
    return [name for name in names if name != _STATED_BY_THE_FILE]


def _columns(connection: Connection, table: str) -> tuple[str, ...]:
    return tuple(connection.exec_driver_sql("SELECT name FROM pragma_table_info(?)", (table,)).scalars())


def _content(connection: Connection, table: str, columns: tuple[str, ...]) -> _Content:
    key = connection.exec_driver_sql("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,))
    order = ", ".join(f'"{name}"' for name in key.scalars())
    wanted = ", ".join(f'"{name}"' for name in columns)
    found = hashlib.sha256()
    rows = 0
    for row in connection.exec_driver_sql(f'SELECT {wanted} FROM "{table}" ORDER BY {order}'):  # noqa: S608 - our names
        found.update(repr(tuple(row)).encode())
        rows += 1
    return _Content(columns, rows, found.hexdigest())


def _check(connection: Connection, path: Path, before: Mapping[str, _Content]) -> None:
    """Raise WorkspaceError, which undoes the upgrade, unless the database is whole and says all it said before."""
    integrity = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    if integrity != ["ok"]:
        raise WorkspaceError(path, f"it could not be upgraded and stays as it was ({integrity[0]}); keep this file")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise WorkspaceError(path, "it could not be upgraded and stays as it was (a reference leads nowhere)")
    gone = [table for table, content in before.items() if not {*content.columns} <= {*_columns(connection, table)}]
    if gone:
        raise WorkspaceError(path, f"it could not be upgraded and stays as it was ({gone[0]} would lose a column)")
    after = _recorded(connection, {table: content.columns for table, content in before.items()})
    changed = [table for table in before if before[table] != after[table]]
    if changed:
        raise WorkspaceError(path, f"it could not be upgraded and stays as it was ({changed[0]} would change)")
