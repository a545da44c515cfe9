"""Several audits of a workspace, simulated and assessed, each with its frozen packs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.audit.follow_ups import as_of
from core.audit.pack_texts import pack_texts
from core.audit.workspace import Workspace
from questionnaires.frozen import freeze, library_of, with_packs_of
from questionnaires.library import Library

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation


def evaluate_several(
    workspace: Workspace, audit_ids: Iterable[str], library: Library
) -> tuple[tuple[Evaluation, ...], Library]:
    """The audits in that order, with a library that has the packs of all of them.

    Raises WorkspaceError or UnusableInputError for an audit that cannot be read or evaluated.
    """
    from core.assessment.evaluate import evaluate  # the simulation, which opening an audit need not load

    together = library
    evaluations = []
    for audit_id in audit_ids:
        seen = library_of_audit(workspace, audit_id, library)
        evaluations.append(evaluate(as_of(workspace.load(audit_id), dt.date.today()), seen))
        together = with_packs_of(seen, together)
    return tuple(evaluations), together


def library_of_audit(workspace: Workspace, audit_id: str, library: Library) -> Library:
    """The library with those packs in the place of ours that read otherwise when the audit was made."""
    texts = pack_texts(workspace, audit_id)
    ours = {name: freeze(library.packs[name]) for name in texts if name in library.packs}
    return library_of({name: text for name, text in texts.items() if ours.get(name) != text}, library, audit_id)
