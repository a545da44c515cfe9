"""The audit itself: its seed, the packs frozen in it, and the buyer's side."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlmodel import CheckConstraint, Field, UniqueConstraint

from core.audit.document import YesPartlyNo
from core.audit.tables.base import PLAIN_DATA, PartRow, Row, of_audit, of_change, one_of
from questionnaires.pack import Lane, Stakes


class AuditRow(Row, table=True):
    """One vendor product examined for one use at one time.

    seed: drawn when the audit is made, used for every simulation of it.
    follows: id of the audit it was begun from, which may be in another workspace; empty where there was none.
    recorded_risk, recorded_inputs, recorded_what_if: figures another program wrote; kept, never used.
    """

    __tablename__ = "audit"
    __table_args__ = (
        CheckConstraint("length(id) BETWEEN 1 AND 80", name="id"),
        CheckConstraint("seed >= 0", name="seed"),
    )

    id: str = Field(primary_key=True)
    engagement_id: int = Field(foreign_key="engagement.id", index=True)
    product_id: int = Field(foreign_key="product.id", index=True)
    seed: int
    sample: bool
    opened: dt.date
    closed: dt.date | None = None
    reaudit_due: dt.date | None = None
    version_visible: bool
    terms_no_training: bool
    follows: str
    recorded_risk: dict[str, Any] | None = Field(default=None, sa_type=PLAIN_DATA)
    recorded_inputs: dict[str, Any] | None = Field(default=None, sa_type=PLAIN_DATA)
    recorded_what_if: list[dict[str, Any]] = Field(sa_type=PLAIN_DATA)


class AuditPackRow(Row, table=True):
    """A pack used by an audit, with the version it was frozen at; NULL where the file it came from named none."""

    __tablename__ = "audit_pack"
    __table_args__ = (of_audit(), UniqueConstraint("audit_id", "position"))

    audit_id: str = Field(primary_key=True)
    pack_id: str = Field(primary_key=True)
    position: int
    version: str | None = None


class ContextRow(PartRow, table=True):
    """The buyer's side of an audit: stakes, lane, who reads what the product says. The latest row counts."""

    __tablename__ = "context"
    __table_args__ = (
        of_audit(),
        of_change(),
        one_of("stakes", Stakes),
        one_of("human_in_loop", YesPartlyNo),
        one_of("reviewer_competence", YesPartlyNo),
        one_of("lane", Lane),
    )

    stakes: str
    human_in_loop: str
    reviewer_competence: str
    lane: str
    jurisdictions: list[str] = Field(sa_type=PLAIN_DATA)
    use: str
    worst_case: str
