"""What an audit would be with the packs of today: looked at in the background, made only when a person asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from core.audit.consistency import check_audit
from core.audit.document import AuditDocument
from core.audit.new_id import new_audit_id
from core.audit.pack_texts import freeze_packs, pack_texts
from core.audit.workspace import Workspace
from core.comparison.migrated import migrated
from questionnaires.frozen import freeze, thaw
from questionnaires.library import Library
from questionnaires.migration import Migration


@dataclass(frozen=True, slots=True)
class NewerPacks:
    """copy: the audit with the packs of today, not saved yet. found: what differs.

    versions: title of each pack with its version then and now, where they differ; None where none was named.
    """

    copy: AuditDocument
    found: Migration
    versions: tuple[tuple[str, str | None, str], ...]


def newer_packs(workspace: Workspace, document: AuditDocument, library: Library) -> NewerPacks | None:
    """What the packs of today would change, or None where they ask the same.

    Raises UnusableInputError for a pack that is not in the library.
    """
    texts = pack_texts(workspace, document.audit_id)
    since = [thaw(text, f"{document.audit_id}, frozen pack {pack}") for pack, text in texts.items()]
    copy, found = migrated(document, since, library, new_audit_id())
    versions = tuple(
        (library.packs[pack].pack.title, document.pack_versions.get(pack), now)
        for pack, now in copy.pack_versions.items()
        if document.pack_versions.get(pack, now) != now
    )
    return None if found.changes_nothing and not versions else NewerPacks(copy, found, versions)


def take_copy(workspace: Workspace, newer: NewerPacks, library: Library) -> str:
    """Take the copy into the workspace, with the packs of today frozen in it, and return its id.

    A backup is made first. Raises WorkspaceError or UnusableInputError.
    """
    check_audit(newer.copy, library)
    workspace.back_up()
    kept = workspace.add(newer.copy)
    freeze_packs(workspace, kept.audit_id, {pack.id: freeze(pack) for pack in library.packs_of(kept.packs)})
    return kept.audit_id
