"""What is due in a whole workspace, read without loading its audits."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from core.audit.follow_ups import DueItem, Promise, due_list
from core.audit.tables import AnswerRow, AuditRow, EngagementRow, ProductRow, VendorRow
from core.audit.workspace import Workspace


def due_in_workspace(workspace: Workspace, today: dt.date) -> tuple[DueItem, ...]:
    """Everything that vendors owe and every audit to be made again, in all audits: the latest first."""
    with workspace.reading() as session:
        return due_list([*_answers(session), *_audits(session)], today)


def _answers(session: Session) -> list[Promise]:
    """Every promise that is still the current answer to its question."""
    later = aliased(AnswerRow)
    superseded = (
        select(later.counter)
        .where(later.audit_id == AnswerRow.audit_id, later.question_id == AnswerRow.question_id)
        .where(col(later.counter) > AnswerRow.counter)
        .exists()
    )
    rows = session.exec(
        select(AnswerRow, VendorRow.name, ProductRow.name, AuditRow.sample)
        .join(AuditRow, col(AnswerRow.audit_id) == AuditRow.id)
        .join(ProductRow, col(AuditRow.product_id) == ProductRow.id)
        .join(VendorRow, col(ProductRow.vendor_id) == VendorRow.id)
        .where(AnswerRow.status == "pending", ~superseded)
    )
    return [
        Promise(row.audit_id, vendor, product, sample, row.question_id, row.by or "", row.due, row.text)
        for row, vendor, product, sample in rows
    ]


def _audits(session: Session) -> list[Promise]:
    rows = session.exec(
        select(AuditRow, EngagementRow.auditor_name, VendorRow.name, ProductRow.name)
        .join(EngagementRow, col(AuditRow.engagement_id) == EngagementRow.id)
        .join(ProductRow, col(AuditRow.product_id) == ProductRow.id)
        .join(VendorRow, col(ProductRow.vendor_id) == VendorRow.id)
        .where(col(AuditRow.reaudit_due).is_not(None))
    )
    return [
        Promise(row.id, vendor, product, row.sample, None, auditor, row.reaudit_due)
        for row, auditor, vendor, product in rows
    ]
