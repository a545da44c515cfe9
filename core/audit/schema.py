"""The schema of the workspace database: making it, and refusing a file that is not exactly it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sqlalchemy import Connection, insert, update

from core.audit.errors import DAMAGED, WorkspaceError, one_sentence
from core.audit.tables import METADATA, MetaRow
from core.version import program_version

APPLICATION_ID = 0x48445752
"""``HDWR``: tells our files from any other SQLite database."""
SCHEMA_VERSION = 5
"""How many times the tables changed, and one; ``core/audit/migrations`` says how to change them once more."""
SMALLEST_DATABASE = 512
"""Bytes of SQLite's smallest page; it takes a shorter file for a new one."""

_ADDED_ONLY = (
    "answer",
    "answer_evidence",
    "context",
    "contradiction",
    "sample_set",
    "sign_off",
    "follow_up",
    "result",
    "finding",
    "letter",
    "pack_text",
    "frozen_pack",
)
"""Tables whose rows are never changed, and go only with the audit they belong to."""


def create_schema(connection: Connection) -> None:
    """Make all tables and triggers in an empty database, inside the running transaction."""
    METADATA.create_all(connection)
    make_rules(connection)
    meta = MetaRow(schema_version=SCHEMA_VERSION, made_by=program_version(), made_at=dt.datetime.now(dt.UTC))
    connection.execute(insert(MetaRow).values(**meta.model_dump()))
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    stamp(connection)


def stamp(connection: Connection) -> None:
    """Let the file say that it has this version's schema."""
    connection.execute(update(MetaRow).values(schema_version=SCHEMA_VERSION))
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def schema_version(connection: Connection) -> int:
    """The schema that the file says it has."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def make_rules(connection: Connection) -> None:
    """Make the triggers that keep recorded rows as they are."""
    for statement in _rules(_tables_in(connection)):
        connection.exec_driver_sql(statement)


def drop_rules(connection: Connection) -> None:
    """Drop every trigger, for an upgrade that makes them anew."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").scalars().all()
    for name in names:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def is_empty(connection: Connection, path: Path) -> bool:
    """Whether nothing was ever made in this database. Raises WorkspaceError for the first bytes of a former one."""
    if 0 < path.stat().st_size < SMALLEST_DATABASE:
        raise WorkspaceError(path, DAMAGED)
    return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()


def check_pages(connection: Connection, path: Path) -> None:
    """Raise WorkspaceError for a database with a damaged page. Reads all of it."""
    with one_sentence(path):
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
            raise WorkspaceError(path, DAMAGED)


class NewerSchemaError(WorkspaceError):
    """A newer Headwater made the database: it may be read at most."""


def check_readable(connection: Connection, path: Path) -> None:
    """As ``check_schema``, but a newer file passes if it has every column that is read here and nothing in between."""
    try:
        check_schema(connection, path)
    except NewerSchemaError:
        whole = all(
            {column.name for column in table.columns} <= _columns_in(connection, name)
            for name, table in METADATA.tables.items()
        )
        views = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema WHERE type = 'view'").scalar_one()
        if views or not whole:
            raise


def check_schema(connection: Connection, path: Path) -> None:
    """Raise WorkspaceError for a file of another program, newer than this one, or tampered with."""
    with one_sentence(path):
        if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
            raise WorkspaceError(path, "it is not a Headwater workspace; choose another folder")
        version = schema_version(connection)
        if version > SCHEMA_VERSION:
            raise NewerSchemaError(
                path,
                f"it was made by a newer Headwater (schema {version}, this one knows {SCHEMA_VERSION}); update first",
            )
        tables = _tables_in(connection)
        if version == SCHEMA_VERSION and not tables >= METADATA.tables.keys():
            raise WorkspaceError(path, DAMAGED)
        if _rules_in(connection) != frozenset(_rules(tables)):
            raise WorkspaceError(
                path, "its triggers are not ours, so something else changed it; restore the newest backup"
            )


def _tables_in(connection: Connection) -> frozenset[str]:
    return frozenset(connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars())


def _columns_in(connection: Connection, table: str) -> set[str]:
    return set(connection.exec_driver_sql("SELECT name FROM pragma_table_info(?)", (table,)).scalars())


def _rules(tables: frozenset[str]) -> list[str]:
    """The triggers of a file with these tables; an older one has fewer."""
    statements = [
        f"CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        for table in (*_ADDED_ONLY, "change")
        if table in tables
    ]
    statements.append(
        "CREATE TRIGGER change_is_never_removed BEFORE DELETE ON change "
        "BEGIN SELECT RAISE(ABORT, 'rows of change are never removed'); END"
    )
    statements.append(
        "CREATE TRIGGER answer_goes_only_with_its_audit BEFORE DELETE ON answer "
        "WHEN EXISTS (SELECT 1 FROM audit WHERE id = OLD.audit_id) "
        "BEGIN SELECT RAISE(ABORT, 'an answer goes only with its audit'); END"
    )
    return statements


def _rules_in(connection: Connection) -> frozenset[str]:
    """Triggers and views in the file, as written: both can change what an ordinary statement does."""
    return frozenset(
        connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE type IN ('trigger', 'view')").scalars()
    )
