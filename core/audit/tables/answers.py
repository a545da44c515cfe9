"""Answers with their whole history, the evidence they rest on, and what the vendor still owes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlmodel import CheckConstraint, Field, ForeignKeyConstraint, Index

from core.audit.document import EvidenceKind
from core.audit.tables.base import PLAIN_DATA, PartRow, Row, of_audit, of_change, one_of
from questionnaires.answer import Basis, Status


class EvidenceRow(Row, table=True):
    """One piece of evidence of an audit. sha256: the file's hash as text, once there is a file."""

    __tablename__ = "evidence"
    __table_args__ = (of_audit(), one_of("kind", EvidenceKind))

    audit_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    position: int
    title: str
    kind: str
    dated: dt.date | None = None
    sha256: str | None = None
    source: str
    received: dt.date | None = None
    file_name: str
    withdrawn: bool


class AnswerRow(Row, table=True):
    """One answer given to one question. Rows are only ever added; the one with the highest counter counts."""

    __tablename__ = "answer"
    __table_args__ = (
        of_audit(),
        of_change(),
        Index("ix_answer_audit_id_question_id", "audit_id", "question_id", "counter"),
        one_of("status", Status),
        one_of("basis", Basis, optional=True),
        CheckConstraint("length(question_id) BETWEEN 1 AND 40", name="question_id"),
        CheckConstraint("grade BETWEEN 0 AND 4", name="grade"),
        CheckConstraint("n IS NULL OR n >= 1", name="n"),
        CheckConstraint("overdue_days >= 0", name="overdue_days"),
    )

    counter: int = Field(primary_key=True)
    audit_id: str
    question_id: str
    status: str
    grade: int
    choice: list[str] = Field(sa_type=PLAIN_DATA)
    value: Any = Field(default=None, sa_type=PLAIN_DATA, nullable=True)
    text: str
    extra: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    basis: str | None = None
    n: int | None = None
    by: str | None = None
    date: dt.date | None = None
    due: dt.date | None = None
    overdue_days: int
    adjust: list[str] = Field(sa_type=PLAIN_DATA)
    reason: str
    adjust_reasons: dict[str, str] = Field(sa_type=PLAIN_DATA)
    accepted_by: str | None = None


class AnswerEvidenceRow(Row, table=True):
    """That an answer rests on a piece of evidence of the same audit."""

    __tablename__ = "answer_evidence"
    __table_args__ = (
        ForeignKeyConstraint(["counter"], ["answer.counter"], ondelete="CASCADE"),
        ForeignKeyConstraint(["audit_id", "evidence_id"], ["evidence.audit_id", "evidence.id"]),
        Index("ix_answer_evidence_audit_id_evidence_id", "audit_id", "evidence_id"),
    )

    counter: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    audit_id: str
    evidence_id: str


class FollowUpRow(PartRow, table=True):
    """A question sent back to the vendor: when, to whom, and by when an answer was asked for."""

    __tablename__ = "follow_up"
    __table_args__ = (of_audit(), of_change())

    question_id: str
    asked_of: str
    asked_on: dt.date
    due: dt.date | None = None
    note: str
