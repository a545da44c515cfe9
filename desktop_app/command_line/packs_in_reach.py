"""Which packs a command sees: those that ship, those in the workspace's folder, and those frozen in an audit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.command_line.command import open_audit, progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.audit.document import AuditDocument
    from questionnaires.library import Library


def library_in(data_dir: Path) -> Library:
    """The shipped packs and the user's own; a pack that cannot be used is left out and explained on standard error."""
    from questionnaires.custom import FOLDER, with_custom_packs
    from questionnaires.library import load_library

    found = with_custom_packs(load_library(), data_dir / FOLDER)
    for problem in found.problems:
        progress(problem)
    return found.library


def open_with_packs(name: str, data_dir: Path) -> tuple[AuditDocument, Library]:
    """An audit and the library as it sees it. Raises UnusableInputError as ``open_audit`` and ``library_of`` do."""
    from questionnaires.frozen import library_of

    library = library_of(texts_kept_with(name, data_dir), library_in(data_dir), name)
    return open_audit(name, data_dir, library), library


def frozen_texts(pack_ids: Iterable[str], library: Library) -> dict[str, str]:
    """The text of each pack as an audit that begins now asks it."""
    from questionnaires.frozen import freeze

    return {pack.id: freeze(pack) for pack in library.packs_of(pack_ids)}


def texts_kept_with(name: str, data_dir: Path) -> Mapping[str, str]:
    """The frozen text of each pack that is kept with an audit, in its file or in the workspace; empty without any."""
    path = Path(name)
    if path.suffix.lower() == ".headwater":
        from core.audit.exchange.file import read_audit_file

        return read_audit_file(path).packs
    if path.exists() or not (data_dir / "workspace.db").exists():
        return {}
    from core.audit.pack_texts import pack_texts
    from core.audit.workspace import Workspace

    with Workspace.open(data_dir, read_only=True) as workspace:
        return pack_texts(workspace, name)
