"""The text of each pack as an audit asked it, so that its questions can be read when the pack has moved on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sqlmodel import Session

from core.audit.outcome import FrozenPack
from core.audit.parts import recorded_parts, write_part
from core.audit.tables import PackTextRow
from core.audit.workspace import Workspace


def freeze_packs(workspace: Workspace, audit_id: str, texts: Mapping[str, str]) -> None:
    """Keep the text of these packs for an audit; one that is frozen with the same text already stays as it is."""
    with workspace.transaction(audit_id) as session:
        write_pack_texts(session, audit_id, texts)


def write_pack_texts(session: Session, audit_id: str, texts: Mapping[str, str]) -> None:
    """The same inside the caller's transaction; commits nothing."""
    frozen = _frozen(session, audit_id)
    for pack_id, text in texts.items():
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        if frozen.get(pack_id) == sha256:
            continue
        if session.get(PackTextRow, sha256) is None:
            session.add(PackTextRow(sha256=sha256, text=text))
            session.flush()
        write_part(session, audit_id, FrozenPack(pack_id=pack_id, sha256=sha256), pack_id)


def pack_texts(workspace: Workspace, audit_id: str) -> dict[str, str]:
    """The frozen text of each pack of an audit, by pack; empty where none was frozen."""
    with workspace.reading() as session:
        return {
            pack_id: session.get_one(PackTextRow, sha256).text for pack_id, sha256 in _frozen(session, audit_id).items()
        }


def _frozen(session: Session, audit_id: str) -> dict[str, str]:
    """By pack, the hash of the text frozen last."""
    return {part.pack_id: part.sha256 for part in recorded_parts(session, FrozenPack, audit_id).values()}
