"""From values to rows: how the parts of an audit are written, each with its entry in the change log.

Every function works inside the caller's transaction and commits nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, delete, select

from core.audit.change_log import content_of, record_change
from core.audit.document import AuditDocument, EvidenceItem, Head
from core.audit.loading import AnswerVersion
from core.audit.outcome import MeasuredSamples, RecordedResult
from core.audit.parts import write_part
from core.audit.tables import (
    AnswerEvidenceRow,
    AnswerRow,
    AuditPackRow,
    AuditRow,
    ClientRow,
    EngagementRow,
    EvidenceRow,
    FindingRow,
    ProductRow,
    ResultRow,
    VendorRow,
)
from questionnaires.answer import Answer
from questionnaires.errors import UnusableInputError

Party = TypeVar("Party", ClientRow, EngagementRow, VendorRow, ProductRow)


def write_document(session: Session, document: AuditDocument, seed: int) -> None:
    """Write a whole audit that is not in the workspace yet."""
    audit_id = document.audit_id
    head = document.model_dump(
        mode="json", exclude={"answers", "evidence", "contradictions", "context", "analyser", "signoff"}
    )
    record_change(session, audit_id, "audit", "", {**head, "seed": seed})
    _write_head(session, document, head, seed)
    write_part(session, audit_id, document.context)
    for evidence_id, item in document.evidence.items():
        write_evidence(session, audit_id, evidence_id, item)
    for question_id, answer in document.answers.items():
        write_answer(session, audit_id, question_id, answer)
    for contradiction in document.contradictions:
        write_part(session, audit_id, contradiction, contradiction.id)
    write_part(session, audit_id, MeasuredSamples.model_validate(document.analyser.model_dump()))
    write_part(session, audit_id, document.signoff)


def write_head(session: Session, audit: AuditRow, head: Head) -> None:
    """Put an audit under another head."""
    record_change(session, audit.id, "audit", "", content_of(head))
    audit.engagement_id, audit.product_id = _parties(session, head)
    _add(session, audit)
    session.exec(delete(AuditPackRow).where(col(AuditPackRow.audit_id) == audit.id))
    _write_packs(session, audit.id, head)
    _drop_unused_parties(session)


def write_evidence(session: Session, audit_id: str, evidence_id: str, item: EvidenceItem) -> None:
    """Write a piece of evidence, or what changed about it."""
    record_change(session, audit_id, "evidence", evidence_id, content_of(item))
    row = session.get(EvidenceRow, (audit_id, evidence_id))
    if row is None:
        earlier = session.exec(select(EvidenceRow.position).where(EvidenceRow.audit_id == audit_id)).all()
        row = EvidenceRow(audit_id=audit_id, id=evidence_id, position=len(earlier), **item.model_dump())
    else:
        row.sqlmodel_update(item.model_dump())
    _add(session, row)


def write_answer(session: Session, audit_id: str, question_id: str, answer: Answer) -> AnswerVersion:
    """Append an answer. Raises UnusableInputError when evidence it names is not in the audit."""
    for evidence_id in answer.evidence:
        if session.get(EvidenceRow, (audit_id, evidence_id)) is None:
            cause = f"evidence {evidence_id!r} is not in this audit; add it before the answer that rests on it"
            raise UnusableInputError(audit_id, f"answer {question_id}", cause)
    change = record_change(session, audit_id, "answer", question_id, content_of(answer))
    columns = answer.model_dump(exclude={"evidence", "value", "extra"})
    plain = answer.model_dump(mode="json", include={"value", "extra"})
    _add(session, AnswerRow(counter=change.counter, audit_id=audit_id, question_id=question_id, **columns, **plain))
    for position, evidence_id in enumerate(answer.evidence):
        _add(
            session,
            AnswerEvidenceRow(counter=change.counter, position=position, audit_id=audit_id, evidence_id=evidence_id),
        )
    return AnswerVersion(change.counter, change.recorded_at, answer)


def write_result(session: Session, audit_id: str, result: RecordedResult) -> None:
    """Append a verdict that was printed, with its findings."""
    change = record_change(session, audit_id, "result", "", content_of(result))
    _add(session, ResultRow(counter=change.counter, audit_id=audit_id, **result.model_dump(exclude={"findings"})))
    for position, finding_id in enumerate(result.findings):
        _add(session, FindingRow(counter=change.counter, position=position, finding_id=finding_id))


def write_closing(session: Session, audit: AuditRow, closed: dt.date | None, reaudit_due: dt.date | None) -> None:
    """Set when the audit was closed and when the next one is due."""
    content = {"closed": closed and closed.isoformat(), "reaudit_due": reaudit_due and reaudit_due.isoformat()}
    record_change(session, audit.id, "closing", "", content)
    audit.closed = closed
    audit.reaudit_due = reaudit_due
    _add(session, audit)


def write_product_facts(session: Session, audit: AuditRow, version_visible: bool, terms_no_training: bool) -> None:
    """Set the two facts about the product that the compensated route asks for."""
    content = {"version_visible": version_visible, "terms_no_training": terms_no_training}
    record_change(session, audit.id, "product_facts", "", content)
    audit.version_visible = version_visible
    audit.terms_no_training = terms_no_training
    _add(session, audit)


def remove_audit(session: Session, audit: AuditRow) -> frozenset[str]:
    """Remove an audit and everything that is only its own; returns the hashes of the files still named elsewhere."""
    record_change(session, audit.id, "removal", "", None)
    session.delete(audit)
    session.flush()
    _drop_unused_parties(session)
    return frozenset(sha256 for sha256 in session.exec(select(EvidenceRow.sha256)) if sha256 is not None)


def _drop_unused_parties(session: Session) -> None:
    for table, used_by in (
        (ProductRow, AuditRow.product_id),
        (EngagementRow, AuditRow.engagement_id),
        (VendorRow, ProductRow.vendor_id),
        (ClientRow, EngagementRow.client_id),
    ):
        in_use = select(used_by).where(col(used_by).is_not(None))
        session.exec(delete(table).where(col(table.id).not_in(in_use)))


def _write_head(session: Session, document: AuditDocument, head: dict[str, Any], seed: int) -> None:
    engagement_id, product_id = _parties(session, document.head)
    _add(
        session,
        AuditRow(
            id=document.audit_id,
            engagement_id=engagement_id,
            product_id=product_id,
            seed=seed,
            sample=document.sample,
            opened=document.opened,
            follows=document.follows,
            closed=document.closed,
            reaudit_due=document.reaudit_due,
            version_visible=document.version_visible,
            terms_no_training=document.terms_no_training,
            recorded_risk=head["risk"],
            recorded_inputs=head["sim_inputs"],
            recorded_what_if=head["what_if"],
        ),
    )
    _write_packs(session, document.audit_id, document.head)


def _parties(session: Session, head: Head) -> tuple[int, int]:
    """The ids of engagement and product."""
    vendor_id = _id_of(session, VendorRow(name=head.vendor))
    client_id = _id_of(session, ClientRow(name=head.client)) if head.client else None
    engagement = EngagementRow(client_id=client_id, auditor_name=head.auditor.name, auditor_role=head.auditor.role)
    return _id_of(session, engagement), _id_of(session, ProductRow(vendor_id=vendor_id, name=head.product))


def _write_packs(session: Session, audit_id: str, head: Head) -> None:
    for position, pack_id in enumerate(head.packs):
        version = head.pack_versions.get(pack_id)
        _add(session, AuditPackRow(audit_id=audit_id, pack_id=pack_id, position=position, version=version))


def _id_of(session: Session, wanted: Party) -> int:
    """The id of the row that says the same; a new one where there is none."""
    kind = type(wanted)
    same = [getattr(kind, name) == value for name, value in wanted.model_dump(exclude={"id"}).items()]
    row = session.exec(select(kind).where(*same)).first()
    named = wanted if row is None else row
    _add(session, named)
    if named.id is None:
        raise AssertionError("the database numbers every row")
    return named.id


def _add(session: Session, row: SQLModel) -> None:
    """Write a row now, so that what refers to it can follow."""
    session.add(row)
    session.flush()
