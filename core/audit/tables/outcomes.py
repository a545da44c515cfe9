"""What came of the examination: sample set, contradictions, results with their findings, and the sign-off."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlmodel import CheckConstraint, Field, ForeignKeyConstraint

from core.audit.document import AnalyserReading, ContradictionState
from core.audit.tables.base import PLAIN_DATA, PartRow, Row, of_audit, of_change, one_of
from questionnaires.pack import Verdict


class ContradictionRow(PartRow, table=True):
    """Two claims that cannot both be true. Rows are only ever added; the latest of an id counts."""

    __tablename__ = "contradiction"
    __table_args__ = (of_audit(), of_change(), one_of("state", ContradictionState))

    id: str
    question: str
    claim_a: str
    claim_b: str
    state: str
    resolution: str
    closed_by: str | None = None
    other_question: str | None = None
    why: str
    closed_on: dt.date | None = None


class SampleSetRow(PartRow, table=True):
    """What a measured sample set says. The latest row of an audit counts.

    n: number of texts. measured: the whole reading; NULL where only the summary is known.
    """

    __tablename__ = "sample_set"
    __table_args__ = (
        of_audit(),
        of_change(),
        one_of("reading", AnalyserReading),
        CheckConstraint("n >= 0", name="n"),
    )

    reading: str
    n: int
    baseline: str
    date: dt.date | None = None
    note: str
    measured: dict[str, Any] | None = Field(default=None, sa_type=PLAIN_DATA, nullable=True)


class SignOffRow(PartRow, table=True):
    """Who prepared, reviewed and accepted, when. The latest row of an audit counts."""

    __tablename__ = "sign_off"
    __table_args__ = (of_audit(), of_change())

    prepared_by: str | None = None
    prepared_on: dt.date | None = None
    reviewed_by: str | None = None
    reviewed_on: dt.date | None = None
    vendor_comment: str | None = None
    vendor_comment_by: str | None = None
    vendor_comment_on: dt.date | None = None
    reviewer_role: str | None = None
    interest: str | None = None
    met_on: dt.date | None = None
    accepted_by: str | None = None
    accepted_on: dt.date | None = None


class ResultRow(PartRow, table=True):
    """A verdict that was printed. fingerprint: hash of the data it was computed from."""

    __tablename__ = "result"
    __table_args__ = (of_audit(), of_change(), one_of("verdict", Verdict))

    verdict: str
    program_version: str
    rules_version: str
    fingerprint: str


class FindingRow(Row, table=True):
    """A finding that a result raised, in the order printed."""

    __tablename__ = "finding"
    __table_args__ = (ForeignKeyConstraint(["counter"], ["result.counter"], ondelete="CASCADE"),)

    counter: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    finding_id: str
