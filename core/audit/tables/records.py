"""What is kept beside an audit: the letters that were written, and the questions as they read when it was made."""

from __future__ import annotations

import datetime as dt

from sqlmodel import CheckConstraint, Field

from core.audit.tables.base import PartRow, Row, of_audit, of_change


class LetterRow(PartRow, table=True):
    """A letter that was written: which kind, on which day, and the hash of its text. The text is not kept."""

    __tablename__ = "letter"
    __table_args__ = (of_audit(), of_change(), CheckConstraint("length(sha256) = 64", name="sha256"))

    kind: str
    date: dt.date
    sha256: str


class PackTextRow(Row, table=True):
    """The text of a pack under its hash; the same text is stored once for all audits."""

    __tablename__ = "pack_text"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256"),)

    sha256: str = Field(primary_key=True)
    text: str


class FrozenPackRow(PartRow, table=True):
    """That an audit asks the questions of a pack as this text has them. The latest row of a pack counts."""

    __tablename__ = "frozen_pack"
    __table_args__ = (of_audit(), of_change())

    pack_id: str
    sha256: str = Field(foreign_key="pack_text.sha256")
