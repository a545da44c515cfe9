"""Finding words in all audits of a workspace, without loading any of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, select

from core.audit.tables import AnswerRow, AuditRow, ClientRow, EngagementRow, EvidenceRow, ProductRow, VendorRow
from core.audit.workspace import Workspace

MOST_FOUND = 200
_EXCERPT = 160
_BEFORE = 50

Kind = Literal["audit", "answer", "evidence"]


@dataclass(frozen=True, slots=True)
class Found:
    """One place where the words stand.

    kind: the audit's own names, the current answer to a question, or a piece of evidence.
    place: question or evidence id; empty for the audit itself. words: what stands there, cut around the first word.
    """

    audit_id: str
    vendor: str
    product: str
    kind: Kind
    place: str
    words: str


def search(workspace: Workspace, typed: str, most: int = MOST_FOUND) -> tuple[Found, ...]:
    """The places that hold every word typed, capital or small: names first, then evidence, then current answers.

    At most ``most`` of them; nothing for nothing typed. Capital letters beyond A to Z must be typed as written.
    """
    words = typed.split()
    if not words:
        return ()
    found: list[Found] = []
    with workspace.reading() as session:
        for look in (_names, _evidence, _answers):
            if len(found) < most:
                found += look(session, words, most - len(found))
    return tuple(found)


def _names(session: Session, words: list[str], most: int) -> list[Found]:
    names = (VendorRow.name, ProductRow.name, ClientRow.name)
    rows = session.exec(
        select(AuditRow.id, VendorRow.name, ProductRow.name, ClientRow.name)
        .join(ProductRow, col(AuditRow.product_id) == ProductRow.id)
        .join(VendorRow, col(ProductRow.vendor_id) == VendorRow.id)
        .join(EngagementRow, col(AuditRow.engagement_id) == EngagementRow.id)
        .outerjoin(ClientRow, col(EngagementRow.client_id) == ClientRow.id)
        .where(_all_in(words, *names))
        .order_by(col(AuditRow.opened).desc(), col(AuditRow.id))
        .limit(most)
    )
    return [Found(which, vendor, product, "audit", "", client or "") for which, vendor, product, client in rows]


def _evidence(session: Session, words: list[str], most: int) -> list[Found]:
    rows = session.exec(
        select(EvidenceRow, VendorRow.name, ProductRow.name)
        .join(AuditRow, col(EvidenceRow.audit_id) == AuditRow.id)
        .join(ProductRow, col(AuditRow.product_id) == ProductRow.id)
        .join(VendorRow, col(ProductRow.vendor_id) == VendorRow.id)
        .where(_all_in(words, EvidenceRow.title, EvidenceRow.source, EvidenceRow.file_name))
        .where(col(EvidenceRow.withdrawn).is_(False))
        .order_by(col(AuditRow.opened).desc(), col(EvidenceRow.audit_id), col(EvidenceRow.position))
        .limit(most)
    )
    return [
        Found(row.audit_id, vendor, product, "evidence", row.id, excerpt(row.title, words))
        for row, vendor, product in rows
    ]


def _answers(session: Session, words: list[str], most: int) -> list[Found]:
    later = aliased(AnswerRow)
    superseded = (
        select(later.counter)
        .where(later.audit_id == AnswerRow.audit_id, later.question_id == AnswerRow.question_id)
        .where(col(later.counter) > AnswerRow.counter)
        .exists()
    )
    rows = session.exec(
        select(AnswerRow, VendorRow.name, ProductRow.name)
        .join(AuditRow, col(AnswerRow.audit_id) == AuditRow.id)
        .join(ProductRow, col(AuditRow.product_id) == ProductRow.id)
        .join(VendorRow, col(ProductRow.vendor_id) == VendorRow.id)
        .where(_all_in(words, AnswerRow.text), ~superseded)
        .order_by(col(AnswerRow.counter).desc())
        .limit(most)
    )
    return [
        Found(row.audit_id, vendor, product, "answer", row.question_id, excerpt(row.text, words))
        for row, vendor, product in rows
    ]


def _all_in(words: list[str], *columns: Any) -> ColumnElement[bool]:
    """Every word in one of the columns at least."""
    return and_(*(or_(*(col(one).contains(word, autoescape=True) for one in columns)) for word in words))


def excerpt(text: str, words: list[str]) -> str:
    """One line of the text around the first word found in it."""
    line = " ".join(text.split())
    at = max(line.casefold().find(words[0].casefold()), 0)
    start = max(at - _BEFORE, 0)
    cut = line[start : start + _EXCERPT]
    return f"{'…' if start else ''}{cut}{'…' if start + _EXCERPT < len(line) else ''}"
