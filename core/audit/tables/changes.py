"""The change log, whose counter orders everything in the workspace, and what the database says about itself."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sqlmodel import CheckConstraint, Field

from core.audit.tables.base import Row, UtcTime, one_of

ChangeKind = Literal[
    "audit",
    "context",
    "product_facts",
    "evidence",
    "answer",
    "contradiction",
    "samples",
    "sign_off",
    "closing",
    "follow_up",
    "result",
    "removal",
    "letter",
    "frozen_pack",
]


class MetaRow(Row, table=True):
    """The one row that says which schema this is and what made it."""

    __tablename__ = "meta"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=1, primary_key=True)
    schema_version: int
    made_by: str
    made_at: dt.datetime = Field(sa_type=UtcTime)


class ChangeRow(Row, table=True):
    """One change: to which audit, to what in it, when, and the hashes that chain it to the change before.

    counter: orders all changes and is never used twice; times do not order anything.
    subject: question, evidence or contradiction id; empty where the whole audit is meant.
    content_sha256: hash of what was saved, as canonical JSON.
    """

    __tablename__ = "change"
    __table_args__ = (
        one_of("kind", ChangeKind),
        CheckConstraint("length(content_sha256) = 64", name="content_sha256"),
        CheckConstraint("length(previous_sha256) = 64", name="previous_sha256"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        {"sqlite_autoincrement": True},
    )

    counter: int | None = Field(default=None, primary_key=True)
    audit_id: str = Field(index=True)
    kind: str
    subject: str
    recorded_at: dt.datetime = Field(sa_type=UtcTime)
    content_sha256: str
    previous_sha256: str = Field(unique=True)
    sha256: str = Field(unique=True)
