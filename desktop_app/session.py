"""The workspace and the library behind the window, loaded after the window has been painted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.background import Background

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation
    from core.audit.document import AuditDocument
    from core.audit.exchange.applying import Choice
    from core.audit.exchange.difference import Difference
    from core.audit.follow_ups import DueItem
    from core.audit.loading import AuditSummary
    from core.audit.restore import Backup
    from core.audit.search import Found
    from core.audit.workspace import Workspace
    from desktop_app.handing_over.files import HandedOver
    from desktop_app.newer_packs import NewerPacks
    from desktop_app.open_audit import OpenAudit
    from desktop_app.own_packs import OwnPacks
    from questionnaires.library import Library


_NEEDED_TO_OPEN = ("core.audit.workspace", "core.audit.qaudit", "core.audit.consistency", "desktop_app.audit_view")
_NEEDED_TO_SCORE = ("core.risk.live", "core.assessment.evaluate")
_OPENING, _LISTING, _EVALUATING, _SEARCHING = "opening", "listing", "evaluating", "searching"
_BACKUPS, _DUE, _CHECKING, _HANDING_OVER, _PACKS = "backups", "due", "checking", "handing over", "packs"
_NEWER = "newer packs"


class Session(QObject):
    """Opens audits of one workspace. Everything heavy is imported here, on first need."""

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.background = Background(self)
        self.language = ""
        """Of the question texts in audits opened from now on; empty for the packs' own."""
        self._data_dir = data_dir
        self._library: Library | None = None
        self._workspace: Workspace | None = None
        self._waiting: list[tuple[Callable[[Library], None], Callable[[Exception], None]]] = []

    def when_ready(self, then: Callable[[Library], None], failure: Callable[[Exception], None]) -> None:
        """Call ``then`` with the library as soon as it is loaded; several may wait."""
        if self._library is not None:
            then(self._library)
            return
        self._waiting.append((then, failure))
        if len(self._waiting) == 1:
            self.background.run("library", lambda: _load_library(self._data_dir), self._loaded, self._not_loaded)

    def open(
        self,
        choose: Callable[[], str],
        library: Library,
        then: Callable[[OpenAudit], None],
        failure: Callable[[Exception], None],
    ) -> None:
        """Open the audit whose id ``choose`` gives, both in the background; nothing while another is being opened."""
        if self.background.is_busy(_OPENING):
            return

        def load() -> Callable[[], OpenAudit]:
            """Read everything; what is returned only joins it, in the window's thread."""
            from desktop_app.evaluate_several import library_of_audit
            from desktop_app.open_audit import OpenAudit
            from desktop_app.sample_storage import stored_reading
            from questionnaires.custom import FOLDER as PACKS
            from questionnaires.translation import in_language

            audit_id = choose()
            workspace = self._open_workspace()
            seen = library_of_audit(workspace, audit_id, library)
            document, reading = workspace.load(audit_id), stored_reading(workspace, audit_id)
            last = _followed(workspace, document)
            wording = in_language(seen, self.language, self._data_dir / PACKS).library if self.language else None
            return lambda: OpenAudit(
                workspace, seen, document, self.background, reading, self, last=last, wording=wording
            )

        def loaded(join: Callable[[], OpenAudit]) -> None:
            then(join())

        self.background.run(_OPENING, load, loaded, failure)

    def list_audits(
        self, then: Callable[[tuple[AuditSummary, ...]], None], failure: Callable[[Exception], None]
    ) -> None:
        """Read which audits the workspace holds, in the background; ``failure`` also if a page proves to be damaged."""

        def listed(audits: tuple[AuditSummary, ...]) -> None:
            then(audits)
            self.background.run(_CHECKING, self._check_workspace, lambda _: None, failure)

        self.background.run(_LISTING, lambda: self._open_workspace().audits(), listed, failure)

    def evaluate(
        self,
        audit_ids: tuple[str, ...],
        library: Library,
        then: Callable[[tuple[tuple[Evaluation, ...], Library]], None],
        failure: Callable[[Exception], None],
    ) -> None:
        """Simulate and assess audits in the background, each with its frozen packs.

        ``then`` gets them with a library that has the packs of all; asking again drops what was asked before.
        """

        def work() -> tuple[tuple[Evaluation, ...], Library]:
            from desktop_app.evaluate_several import evaluate_several

            return evaluate_several(self._open_workspace(), audit_ids, library)

        self.background.run(_EVALUATING, work, then, failure)

    def add(self, document: AuditDocument) -> str:
        """Take an audit into the workspace and return its id. Raises WorkspaceError or UnusableInputError."""
        from core.audit.pack_texts import freeze_packs
        from questionnaires.frozen import freeze

        workspace = self._open_workspace()
        audit_id = workspace.add(document).audit_id
        packs = {} if self._library is None else self._library.packs
        freeze_packs(workspace, audit_id, {name: freeze(packs[name]) for name in document.packs if name in packs})
        return audit_id

    def list_due(
        self, today: dt.date, then: Callable[[tuple[DueItem, ...]], None], failure: Callable[[Exception], None]
    ) -> None:
        """Read what is due in all audits, in the background."""

        def work() -> tuple[DueItem, ...]:
            from core.audit.due import due_in_workspace

            return due_in_workspace(self._open_workspace(), today)

        self.background.run(_DUE, work, then, failure)

    def add_file(self, path: Path, library: Library) -> str:
        """Take in a copy of an audit written to a file and return the copy's id. Raises as ``add`` does."""
        from core.audit.consistency import check_audit
        from core.audit.new_id import new_audit_id
        from core.audit.qaudit import read_audit

        document = read_audit(path)
        check_audit(document, library)
        return self.add(document.model_copy(update={"audit_id": new_audit_id()}))

    def add_sample(self, name: str, library: Library) -> str:
        """Take in a copy of a worked audit and return its id. Raises as ``add`` does."""
        from questionnaires.library import EXAMPLES

        return self.add_file(EXAMPLES / f"{name}.yaml", library)

    def add_again(self, audit_id: str, library: Library) -> str:
        """Begin the next audit of a product from its last one and return the new id. Raises as ``add`` does."""
        from core.audit.new_id import new_audit_id
        from core.comparison.carry import begin_again
        from desktop_app.evaluate_several import library_of_audit
        from questionnaires.frozen import with_packs_of

        workspace = self._open_workspace()
        seen = with_packs_of(library_of_audit(workspace, audit_id, library), library)
        return self.add(begin_again(workspace.load(audit_id), seen, new_audit_id(), dt.date.today()))

    def compare_file(
        self, path: Path, library: Library, then: Callable[[Difference], None], failure: Callable[[Exception], None]
    ) -> None:
        """Read a handed-over audit and find what it would change, in the background."""

        def work() -> Difference:
            from desktop_app.handing_over.files import compare_file

            return compare_file(self._open_workspace(), path, library)

        self.background.run(_HANDING_OVER, work, then, failure)

    def take_in(self, found: Difference, library: Library, choices: Mapping[str, Choice]) -> str:
        """Take in a handed-over audit as it was shown and return its id. Raises as ``add`` does."""
        from desktop_app.handing_over.files import take_in

        return take_in(self._open_workspace(), found, library, choices)

    def hand_over(
        self, audit_id: str, path: Path, then: Callable[[HandedOver], None], failure: Callable[[Exception], None]
    ) -> None:
        """Write an audit with its history and evidence into one file, in the background."""

        def work() -> HandedOver:
            from desktop_app.handing_over.files import hand_over

            return hand_over(self._open_workspace(), audit_id, path)

        self.background.run(_HANDING_OVER, work, then, failure)

    def look_for_newer(
        self,
        document: AuditDocument,
        library: Library,
        then: Callable[[NewerPacks | None], None],
        failure: Callable[[Exception], None],
    ) -> None:
        """Look in the background at what the packs of today would change about an audit."""

        def work() -> NewerPacks | None:
            from desktop_app.newer_packs import newer_packs

            return newer_packs(self._open_workspace(), document, library)

        self.background.run(_NEWER, work, then, failure)

    def add_copy(self, newer: NewerPacks, library: Library) -> str:
        """Take in the copy of an audit with the packs of today and return its id. Raises as ``add`` does."""
        from desktop_app.newer_packs import take_copy

        return take_copy(self._open_workspace(), newer, library)

    def look_at_packs(
        self, language: str, then: Callable[[OwnPacks], None], failure: Callable[[Exception], None]
    ) -> None:
        """Read the user's own packs and translations as they are now, in the background."""

        def work() -> OwnPacks:
            from desktop_app.own_packs import own_packs_in

            return own_packs_in(self._data_dir, language)

        self.background.run(_PACKS, work, then, failure)

    def list_backups(self, then: Callable[[tuple[Backup, ...]], None], failure: Callable[[Exception], None]) -> None:
        """Read which backups there are and what they hold, in the background."""

        def work() -> tuple[Backup, ...]:
            from core.audit.restore import list_backups

            return list_backups(self._data_dir)

        self.background.run(_BACKUPS, work, then, failure)

    def back_up(self, then: Callable[[Path], None], failure: Callable[[Exception], None]) -> None:
        """Make a checked backup in the background."""
        self.background.run(_BACKUPS, lambda: self._open_workspace().back_up(), then, failure)

    def restore(self, backup: Path, then: Callable[[Path | None], None], failure: Callable[[Exception], None]) -> None:
        """Put a backup in the workspace's place, in the background; no audit may be open."""

        def work() -> Path | None:
            from core.audit.restore import restore

            self._let_go()
            return restore(self._data_dir, backup)

        self.background.run(_BACKUPS, work, then, failure)

    def search(
        self, typed: str, then: Callable[[tuple[Found, ...]], None], failure: Callable[[Exception], None]
    ) -> None:
        """Find words in all audits, in the background; asking again drops what was asked before."""

        def work() -> tuple[Found, ...]:
            from core.audit.search import search

            return search(self._open_workspace(), typed)

        self.background.run(_SEARCHING, work, then, failure)

    def close(self) -> None:
        """Stop what is running and let the workspace go."""
        self.background.finish()
        self._let_go()

    def _let_go(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def _loaded(self, library: Library) -> None:
        self._library = library
        waiting, self._waiting = self._waiting, []
        for then, _ in waiting:
            then(library)
        self.background.run("simulation", _load_simulation, lambda _: None, lambda _: None)

    def _not_loaded(self, error: Exception) -> None:
        waiting, self._waiting = self._waiting, []
        for _, failure in waiting:
            failure(error)

    def _open_workspace(self) -> Workspace:
        from core.audit.workspace import Workspace

        if self._workspace is None:
            self._workspace = Workspace.open(self._data_dir, check_later=True)
        return self._workspace

    def _check_workspace(self) -> None:
        self._open_workspace().wait_for_check()


def _followed(workspace: Workspace, document: AuditDocument) -> AuditDocument | None:
    """The audit that this one was begun from, where the workspace has it."""
    known = {audit.id for audit in workspace.audits()} if document.follows else set()
    return workspace.load(document.follows) if document.follows in known else None


def _load_library(data_dir: Path) -> Library:
    """Load the library with the user's own packs, and what opening an audit will need.

    A pack of the user's own that cannot be used is left out; ``headwater pack list`` says why.
    """
    from questionnaires.custom import FOLDER, with_custom_packs
    from questionnaires.library import load_library

    for module in _NEEDED_TO_OPEN:
        import_module(module)
    return with_custom_packs(load_library(), data_dir / FOLDER).library


def _load_simulation() -> None:
    """Load what the first score will need; a failure shows when there is something to score."""
    for module in _NEEDED_TO_SCORE:
        import_module(module)
    import_module("core.risk.parameters").load_parameters()
