"""Putting another check on a table that is there: SQLite can only copy the table for it."""

from __future__ import annotations

from alembic import op


def replace_check(table: str, old: str, new: str) -> None:
    """Copy ``table`` with the condition ``old`` of its CREATE statement replaced by ``new``; all else stays as it is.

    Raises ValueError where ``old`` is not in the statement exactly once.
    """
    connection = op.get_bind()
    stated = "SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND type = ? AND sql IS NOT NULL"
    create = connection.exec_driver_sql(stated, (table, "table")).scalar_one()
    if create.count(old) != 1:
        raise ValueError(f"{table} is made by a statement that does not hold {old!r} exactly once")
    indexes = connection.exec_driver_sql(stated, (table, "index")).scalars().all()
    copy = f"{table}_copy"
    columns = create.replace(old, new).partition("(")[2]  # the name before it is in quotes once it was changed
    connection.exec_driver_sql(f"CREATE TABLE {copy} ({columns}")
    connection.exec_driver_sql(f"INSERT INTO {copy} SELECT * FROM {table}")  # noqa: S608 - names from a step
    op.drop_table(table)
    op.execute(f"ALTER TABLE {copy} RENAME TO {table}")
    for index in indexes:
        connection.exec_driver_sql(index)
