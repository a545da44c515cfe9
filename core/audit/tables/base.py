"""What all tables share: names of constraints, column types, and the checks written from our own types."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, MetaData, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class Row(SQLModel, registry=registry(metadata=METADATA)):
    """Parent of every table."""

    metadata = METADATA


class PartRow(Row):
    """Parent of the tables whose rows are only ever added: each row has the counter of its entry in the change log."""

    counter: int = Field(primary_key=True)
    audit_id: str = Field(index=True)


class UtcTime(TypeDecorator[dt.datetime]):
    """A moment in UTC, stored as text such as ``2026-11-20T09:30:00.000000Z``; a time without a zone is refused."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """From a moment to its text."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"the time {value} has no time zone")
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """From the text to the moment."""
        return None if value is None else dt.datetime.fromisoformat(value)


PLAIN_DATA = JSON(none_as_null=True)
"""Lists and mappings; an absent one is NULL."""


def one_of(column: str, kind: Any, *, optional: bool = False) -> CheckConstraint:
    """The check that a column holds one of the words of a Literal type."""
    words = ", ".join(f"'{word}'" for word in get_args(kind))
    allowed = f"{column} IN ({words})"
    return CheckConstraint(f"{column} IS NULL OR {allowed}" if optional else allowed, name=column)


def of_audit() -> ForeignKeyConstraint:
    """Every part of an audit goes when the audit goes."""
    return ForeignKeyConstraint(["audit_id"], ["audit.id"], ondelete="CASCADE")


def of_change() -> ForeignKeyConstraint:
    """The row's counter is that of its entry in the change log."""
    return ForeignKeyConstraint(["counter"], ["change.counter"])
