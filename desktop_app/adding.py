"""The ways in which an audit comes into a workspace; each returns its id there.

All of them raise WorkspaceError, or UnusableInputError for what cannot be taken in.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from core.audit.consistency import check_audit
from core.audit.document import AuditDocument
from core.audit.new_id import new_audit_id
from core.audit.pack_texts import freeze_packs
from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from core.comparison.carry import begin_again
from desktop_app.evaluate_several import library_of_audit
from questionnaires.frozen import freeze, with_packs_of
from questionnaires.library import EXAMPLES, Library


def add(workspace: Workspace, document: AuditDocument, library: Library) -> str:
    """Take an audit in, with its packs as they read now."""
    audit_id = workspace.add(document).audit_id
    packs = library.packs
    freeze_packs(workspace, audit_id, {name: freeze(packs[name]) for name in document.packs if name in packs})
    return audit_id


def add_file(workspace: Workspace, path: Path, library: Library) -> str:
    """Take in a copy of an audit written to a file."""
    document = read_audit(path)
    check_audit(document, library)
    return add(workspace, document.model_copy(update={"audit_id": new_audit_id()}), library)


def add_sample(workspace: Workspace, name: str, library: Library) -> str:
    """Take in a copy of a worked audit."""
    return add_file(workspace, EXAMPLES / f"{name}.yaml", library)


def add_again(workspace: Workspace, audit_id: str, library: Library) -> str:
    """Begin the next audit of a product from its last one."""
    seen = with_packs_of(library_of_audit(workspace, audit_id, library), library)
    return add(workspace, begin_again(workspace.load(audit_id), seen, new_audit_id(), dt.date.today()), library)
