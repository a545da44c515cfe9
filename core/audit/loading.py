"""From rows to values: an audit as it stands now, and what was answered before. Nothing here changes a row."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import Select

from core.audit.document import AuditDocument, Context, Contradiction, SignOff
from core.audit.outcome import MeasuredSamples, RecordedResult
from core.audit.parts import Part, recorded_parts
from core.audit.tables import (
    AnswerEvidenceRow,
    AnswerRow,
    AuditPackRow,
    AuditRow,
    ChangeRow,
    ClientRow,
    EngagementRow,
    EvidenceRow,
    FindingRow,
    ProductRow,
    ResultRow,
    VendorRow,
)
from questionnaires.answer import Answer


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """One line of a list of audits.

    answered: questions with a current answer other than "not asked yet".
    changed: when the last change was recorded (UTC).
    """

    id: str
    vendor: str
    product: str
    sample: bool
    opened: dt.date
    closed: dt.date | None
    answered: int
    changed: dt.datetime


@dataclass(frozen=True, slots=True)
class AnswerVersion:
    """An answer as it was given at one time. counter: its place in the order of all changes of the workspace."""

    counter: int
    recorded_at: dt.datetime
    answer: Answer


def summaries(session: Session) -> tuple[AuditSummary, ...]:
    """All audits, the one changed last first."""
    answered = dict(
        session.exec(
            select(AnswerRow.audit_id, func.count())
            .where(
                col(AnswerRow.counter).in_(
                    select(func.max(AnswerRow.counter)).group_by(col(AnswerRow.audit_id), col(AnswerRow.question_id))
                )
            )
            .where(AnswerRow.status != "not_asked")
            .group_by(col(AnswerRow.audit_id))
        ).all()
    )
    rows = session.exec(
        select(AuditRow, VendorRow.name, ProductRow.name, ChangeRow.recorded_at)
        .join(ProductRow, col(AuditRow.product_id) == ProductRow.id)
        .join(VendorRow, col(ProductRow.vendor_id) == VendorRow.id)
        .join(ChangeRow, col(ChangeRow.audit_id) == AuditRow.id)
        .where(col(ChangeRow.counter).in_(select(func.max(ChangeRow.counter)).group_by(col(ChangeRow.audit_id))))
        .order_by(col(ChangeRow.counter).desc())
    )
    return tuple(
        AuditSummary(
            id=audit.id,
            vendor=vendor,
            product=product,
            sample=audit.sample,
            opened=audit.opened,
            closed=audit.closed,
            answered=answered.get(audit.id, 0),
            changed=changed,
        )
        for audit, vendor, product, changed in rows
    )


def load_document(session: Session, audit: AuditRow) -> AuditDocument:
    """The audit as it stands now."""
    audit_id = audit.id
    product = session.get_one(ProductRow, audit.product_id)
    engagement = session.get_one(EngagementRow, audit.engagement_id)
    client = "" if engagement.client_id is None else session.get_one(ClientRow, engagement.client_id).name
    packs = session.exec(
        select(AuditPackRow).where(AuditPackRow.audit_id == audit_id).order_by(col(AuditPackRow.position))
    ).all()
    contradictions = recorded_parts(session, Contradiction, audit_id)
    return AuditDocument.model_validate(
        {
            "audit_id": audit_id,
            "sample": audit.sample,
            "vendor": session.get_one(VendorRow, product.vendor_id).name,
            "product": product.name,
            "client": client,
            "auditor": {"name": engagement.auditor_name, "role": engagement.auditor_role},
            "packs": [row.pack_id for row in packs],
            "pack_versions": {row.pack_id: row.version for row in packs if row.version is not None},
            "opened": audit.opened,
            "follows": audit.follows,
            "closed": audit.closed,
            "seed": audit.seed,
            "context": latest_part(session, Context, audit_id),
            "answers": _current_answers(session, audit_id),
            "evidence": _evidence(session, audit_id),
            "contradictions": _not_withdrawn(contradictions.values()),
            "analyser": latest_part(session, MeasuredSamples, audit_id).summary,
            "version_visible": audit.version_visible,
            "terms_no_training": audit.terms_no_training,
            "signoff": latest_part(session, SignOff, audit_id),
            "reaudit_due": audit.reaudit_due,
            "risk": audit.recorded_risk,
            "sim_inputs": audit.recorded_inputs,
            "what_if": audit.recorded_what_if,
        }
    )


def answer_history(session: Session, audit_id: str, question_id: str) -> tuple[AnswerVersion, ...]:
    """Every answer that was given to a question, the first one first."""
    rows = session.exec(_versions(audit_id, question_id).order_by(col(AnswerRow.counter))).all()
    evidence = _evidence_by_answer(session, AnswerEvidenceRow.audit_id == audit_id)
    return tuple(
        AnswerVersion(row.counter, recorded_at, _answer(row, evidence[row.counter])) for row, recorded_at in rows
    )


def current_version(session: Session, audit_id: str, question_id: str) -> AnswerVersion | None:
    """The answer to a question that counts now, or None when there was none."""
    latest = session.exec(_versions(audit_id, question_id).order_by(col(AnswerRow.counter).desc()).limit(1)).first()
    if latest is None:
        return None
    row, recorded_at = latest
    evidence = _evidence_by_answer(session, AnswerEvidenceRow.counter == row.counter)
    return AnswerVersion(row.counter, recorded_at, _answer(row, evidence[row.counter]))


def every_answer(session: Session) -> dict[int, Answer]:
    """All answers that were ever given in the workspace, by counter."""
    evidence = _evidence_by_answer(session, true())
    return {row.counter: _answer(row, evidence[row.counter]) for row in session.exec(select(AnswerRow))}


def recorded_results(session: Session, audit_id: str | None = None) -> dict[int, RecordedResult]:
    """Every verdict that was printed, by counter, for one audit or for all."""
    findings: defaultdict[int, list[str]] = defaultdict(list)
    for row in session.exec(select(FindingRow).order_by(col(FindingRow.counter), col(FindingRow.position))):
        findings[row.counter].append(row.finding_id)
    wanted = select(ResultRow).order_by(col(ResultRow.counter))
    if audit_id is not None:
        wanted = wanted.where(ResultRow.audit_id == audit_id)
    return {
        row.counter: RecordedResult.model_validate(
            {**row.model_dump(exclude={"counter", "audit_id"}), "findings": findings[row.counter]}
        )
        for row in session.exec(wanted)
    }


def _versions(audit_id: str, question_id: str) -> Select[AnswerRow, dt.datetime]:
    return (
        select(AnswerRow, ChangeRow.recorded_at)
        .join(ChangeRow, col(AnswerRow.counter) == ChangeRow.counter)
        .where(AnswerRow.audit_id == audit_id, AnswerRow.question_id == question_id)
    )


def _current_answers(session: Session, audit_id: str) -> dict[str, Answer]:
    """The latest answer to each question, in the order in which the questions were first answered."""
    latest = (
        select(func.max(AnswerRow.counter).label("counter"), func.min(AnswerRow.counter).label("first"))
        .where(AnswerRow.audit_id == audit_id)
        .group_by(col(AnswerRow.question_id))
        .subquery()
    )
    rows = session.exec(
        select(AnswerRow).join(latest, col(AnswerRow.counter) == latest.c.counter).order_by(latest.c.first)
    ).all()
    evidence = _evidence_by_answer(session, col(AnswerEvidenceRow.counter).in_(select(latest.c.counter)))
    return {row.question_id: _answer(row, evidence[row.counter]) for row in rows}


def _answer(row: AnswerRow, evidence: Iterable[str]) -> Answer:
    return Answer.model_validate(
        {**row.model_dump(exclude={"counter", "audit_id", "question_id"}), "evidence": tuple(evidence)}
    )


def _evidence_by_answer(session: Session, which: ColumnElement[bool] | bool) -> defaultdict[int, list[str]]:
    """By counter of the answer, the evidence it rests on."""
    rows = session.exec(
        select(AnswerEvidenceRow).where(which).order_by(col(AnswerEvidenceRow.counter), col(AnswerEvidenceRow.position))
    )
    by_answer: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        by_answer[row.counter].append(row.evidence_id)
    return by_answer


def _evidence(session: Session, audit_id: str) -> dict[str, dict[str, Any]]:
    rows = session.exec(select(EvidenceRow).where(EvidenceRow.audit_id == audit_id).order_by(col(EvidenceRow.position)))
    return {row.id: row.model_dump(exclude={"audit_id", "id", "position"}) for row in rows}


def contradiction_history(session: Session, audit_id: str) -> tuple[tuple[dt.datetime, Contradiction], ...]:
    """Every state that every contradiction of an audit was in, and when it was recorded, in order."""
    recorded = session.exec(select(ChangeRow.counter, ChangeRow.recorded_at).where(ChangeRow.audit_id == audit_id))
    times = dict(recorded.all())
    parts = recorded_parts(session, Contradiction, audit_id)
    return tuple((times[counter], part) for counter, part in parts.items())


def _not_withdrawn(recorded: Iterable[Contradiction]) -> tuple[Contradiction, ...]:
    """The latest of each id, without those that were written by mistake."""
    latest = {part.id: part for part in recorded}
    return tuple(part for part in latest.values() if part.state != "withdrawn")


def latest_part(session: Session, kind: type[Part], audit_id: str) -> Part:
    """The one that counts of a part that every audit has."""
    return list(recorded_parts(session, kind, audit_id).values())[-1]
