"""Putting what is on public record into an audit; the reviewer can override every answer of it."""

from __future__ import annotations

from core.audit.document import AuditDocument, EvidenceItem
from questionnaires.library import Library
from questionnaires.public_record import PublicRecord, load_public_record


def with_public_record(document: AuditDocument, record: PublicRecord, library: Library) -> AuditDocument:
    """The same audit with the record's answers and their source; the pack they belong to is added where it lacks.

    Answers that were given already stay as they are.
    """
    (pack,) = library.packs_of((record.pack,), document.audit_id)
    packs = document.packs if record.pack in document.packs else (*document.packs, record.pack)
    source = EvidenceItem(title=record.title, kind="document", source=load_public_record().source, dated=record.dated)
    return document.model_copy(
        update={
            "packs": packs,
            "pack_versions": {record.pack: pack.pack.version, **document.pack_versions},
            "answers": {**record.answers, **document.answers},
            "evidence": {record.evidence_id: source, **document.evidence},
        }
    )
