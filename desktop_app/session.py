"""The workspace and the library behind the window, loaded after the window has been painted."""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.background import Background

if TYPE_CHECKING:
    from core.audit.document import AuditDocument
    from core.audit.workspace import Workspace
    from desktop_app.open_audit import OpenAudit
    from questionnaires.library import Library


NEEDED_TO_OPEN = (
    "core.audit.workspace",
    "desktop_app.adding",
    "desktop_app.audit_view",
    "desktop_app.pages.verdict_page",
)
"""Loaded in the background as soon as the window stands; nothing that computes, which comes after."""
_NEEDED_TO_SCORE = ("core.risk.live", "core.assessment.evaluate")
_OPENING = "opening"

Choose = Callable[["Workspace"], str]
"""Gives the id of the audit to open, which it may put into the workspace first; called in the background."""


class Session(QObject):
    """Holds one workspace and opens its audits. Everything heavy is imported here, on first need."""

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.background = Background(self)
        self.data_dir = data_dir
        self.language = ""
        """Of the question texts in audits opened from now on; empty for the packs' own."""
        self._library: Library | None = None
        self._workspace: Workspace | None = None
        self._simulation_wanted = False
        self._waiting: list[tuple[Callable[[Library], None], Callable[[Exception], None]]] = []

    def when_ready(self, then: Callable[[Library], None], failure: Callable[[Exception], None]) -> None:
        """Call ``then`` with the library as soon as it is loaded; several may wait."""
        if self._library is not None:
            then(self._library)
            return
        self._waiting.append((then, failure))
        if len(self._waiting) == 1:
            self.background.run("library", lambda: _load_library(self.data_dir), self._loaded, self._not_loaded)

    def workspace(self) -> Workspace:
        """The workspace, opened on first need: ask for it in the background. Raises WorkspaceError."""
        from core.audit.workspace import Workspace

        if self._workspace is None:
            self._workspace = Workspace.open(self.data_dir, check_later=True)
        return self._workspace

    def open(
        self,
        choose: Choose,
        library: Library,
        then: Callable[[OpenAudit], None],
        failure: Callable[[Exception], None],
    ) -> None:
        """Open the audit whose id ``choose`` gives, in the background; nothing while another is being opened."""
        if self.background.is_busy(_OPENING):
            return

        def load() -> Callable[[], OpenAudit]:
            """Read everything; what is returned only joins it, in the window's thread."""
            from desktop_app.evaluate_several import library_of_audit
            from desktop_app.open_audit import OpenAudit
            from desktop_app.sample_storage import stored_reading
            from questionnaires.custom import FOLDER as PACKS
            from questionnaires.translation import in_language

            workspace = self.workspace()
            audit_id = choose(workspace)
            seen = library_of_audit(workspace, audit_id, library)
            document, reading = workspace.load(audit_id), stored_reading(workspace, audit_id)
            last = _followed(workspace, document)
            wording = in_language(seen, self.language, self.data_dir / PACKS).library if self.language else None
            return lambda: OpenAudit(
                workspace, seen, document, self.background, reading, self, last=last, wording=wording
            )

        def loaded(join: Callable[[], OpenAudit]) -> None:
            then(join())
            self._load_simulation()

        self.background.run(_OPENING, load, loaded, failure)

    def let_go(self) -> None:
        """Close the workspace; it is opened again on next need. No audit may be open."""
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def close(self) -> None:
        """Stop what is running and let the workspace go."""
        self.background.finish()
        self.let_go()

    def _loaded(self, library: Library) -> None:
        self._library = library
        waiting, self._waiting = self._waiting, []
        for then, _ in waiting:
            then(library)
        if not self.background.is_busy(_OPENING):  # else it would slow down what somebody waits for
            self._load_simulation()

    def _load_simulation(self) -> None:
        if self._simulation_wanted:
            return
        self._simulation_wanted = True
        self.background.run("simulation", _import_simulation, lambda _: None, lambda _: None)

    def _not_loaded(self, error: Exception) -> None:
        waiting, self._waiting = self._waiting, []
        for _, failure in waiting:
            failure(error)


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

    for module in NEEDED_TO_OPEN:
        import_module(module)
    return with_custom_packs(load_library(), data_dir / FOLDER).library


def _import_simulation() -> None:
    """Load what the first score will need; a failure shows when there is something to score."""
    for module in _NEEDED_TO_SCORE:
        import_module(module)
    import_module("core.risk.parameters").load_parameters()
    gc.freeze()  # all of it stays; looking through it for garbage would hold the window up for 50 ms each time
