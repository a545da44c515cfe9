"""An audit with the packs of today: a copy in which answers follow their question; the old audit stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.audit.document import AuditDocument, Contradiction
from questionnaires.library import Library
from questionnaires.migration import LeftBehind, Migration, migrate
from questionnaires.pack import Pack


def migrated(
    document: AuditDocument, since: Sequence[Pack], library: Library, audit_id: str
) -> tuple[AuditDocument, Migration]:
    """The copy under a new id, and what differs. Nothing is saved here.

    since: the packs as frozen in the audit; without them no answer can follow its concept. Grades and words stay; who
    migrates looks at the reworded questions again. Raises UnusableInputError for a pack that is not in the library.
    """
    packs = library.packs_of(document.packs, document.audit_id)
    found = migrate(document.answers, packs, since)
    moved = dict(found.moved)
    kept: list[Contradiction] = []
    left = list(found.left_behind)
    for item in document.contradictions:
        question = moved.get(item.question, item.question)
        if any(pack.question(question) for pack in packs):
            kept.append(item.model_copy(update={"question": question}))
        else:
            left.append(LeftBehind(item.question, f"contradiction {item.id} is about it, and it is asked no longer"))
    copy = document.model_copy(
        update={
            "audit_id": audit_id,
            "answers": dict(found.answers),
            "contradictions": tuple(kept),
            "pack_versions": {pack.id: pack.pack.version for pack in packs},
        }
    )
    return copy, replace(found, left_behind=tuple(left))
