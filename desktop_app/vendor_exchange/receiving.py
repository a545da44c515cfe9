"""Comparing a vendor's reply with an audit, and taking answers in at the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from core.audit import evidence_register, writing
from core.audit.consistency import check_audit
from core.audit.document import AuditDocument, EvidenceItem
from core.audit.workspace import Workspace
from questionnaires.errors import UnusableInputError
from questionnaires.exchange.difference import AnswerChange, VendorDifference, difference
from questionnaires.exchange.reading import read_reply
from questionnaires.library import Library


def compare(path: Path, document: AuditDocument, library: Library, received: dt.date) -> VendorDifference:
    """What a file would change in an audit. Raises UnusableInputError where it is no reply to it."""
    file = read_reply(path)
    found = difference(
        file.reply,
        library.packs_of(document.packs, document.audit_id),
        document.answers,
        library.vocabulary,
        lane=document.context.lane,
        audit_id=document.audit_id,
        received=received,
        source=path.name,
        sha256=file.sha256,
    )
    check_audit(with_changes(document, found.changes), library, path.name)
    return found


def with_changes(document: AuditDocument, changes: Iterable[AnswerChange]) -> AuditDocument:
    """The audit with these answers taken."""
    for change in changes:
        document = document.with_answer(change.question.id, change.new)
    return document


def keep_returned_file(workspace: Workspace, path: Path, found: VendorDifference, received: dt.date) -> EvidenceItem:
    """Copy the file that came back into the workspace and return what is known of it as evidence.

    The item is not entered in the register here. Raises UnusableInputError where the file is not the one that was
    compared any more, and as ``evidence_register.take_in`` does.
    """
    item = evidence_register.take_in(workspace, path)
    if item.sha256 != found.sha256:
        cause = "it has changed since its answers were read; read it in again, or take the answers without the file"
        raise UnusableInputError(path.name, "", cause)
    return item.model_copy(
        update={"title": f"The vendor's answers, {path.name}"[:500], "kind": "written", "received": received}
    )


def take_in(workspace: Workspace, document: AuditDocument, changes: Iterable[AnswerChange]) -> None:
    """Append these answers in one transaction.

    document: what they were compared with. Raises UnusableInputError where the audit was changed since, and
    WorkspaceError where nothing can be saved; nothing has changed then.
    """
    with workspace.transaction(document.audit_id) as session:
        if workspace.load(document.audit_id) != document:
            cause = "it was changed since the file was compared with it; look at the changes again"
            raise UnusableInputError(document.audit_id, "", cause)
        for change in changes:
            writing.write_answer(session, document.audit_id, change.question.id, change.new)
