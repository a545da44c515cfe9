"""The audits that one was begun from, one after the other."""

from __future__ import annotations

from core.audit.document import AuditDocument
from core.audit.workspace import Workspace
from core.comparison.compare import MOST


def predecessors(workspace: Workspace, document: AuditDocument) -> tuple[AuditDocument, ...]:
    """The earlier audits of the product, the earliest first; ends where one is not in the workspace.

    As many as one comparison takes beside the audit itself.
    """
    known = {audit.id for audit in workspace.audits()}
    found: list[AuditDocument] = []
    following = document.follows
    while following in known and len(found) < MOST - 1:
        known.discard(following)  # a chain that bites its own tail ends here
        earlier = workspace.load(following)
        found.insert(0, earlier)
        following = earlier.follows
    return tuple(found)
