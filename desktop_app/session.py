"""The workspace and the library behind the window, loaded after the window has been painted."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.background import Background

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation
    from core.audit.document import AuditDocument
    from core.audit.loading import AuditSummary
    from core.audit.workspace import Workspace
    from core.samples.result import SampleReading
    from desktop_app.open_audit import OpenAudit
    from questionnaires.library import Library


_NEEDED_TO_OPEN = ("core.audit.workspace", "core.audit.qaudit", "core.audit.consistency", "desktop_app.audit_view")
_NEEDED_TO_SCORE = ("core.risk.live", "core.assessment.evaluate")
_OPENING, _LISTING, _EVALUATING = "opening", "listing", "evaluating"


class Session(QObject):
    """Opens audits of one workspace. Everything heavy is imported here, on first need."""

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.background = Background(self)
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
            self.background.run("library", _load_library, self._loaded, self._not_loaded)

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

        def load() -> tuple[Workspace, AuditDocument, SampleReading | None]:
            from desktop_app.sample_storage import stored_reading

            audit_id = choose()
            workspace = self._open_workspace()
            return workspace, workspace.load(audit_id), stored_reading(workspace, audit_id)

        def loaded(parts: tuple[Workspace, AuditDocument, SampleReading | None]) -> None:
            from desktop_app.open_audit import OpenAudit

            workspace, document, reading = parts
            then(OpenAudit(workspace, library, document, self.background, reading, self))

        self.background.run(_OPENING, load, loaded, failure)

    def list_audits(
        self, then: Callable[[tuple[AuditSummary, ...]], None], failure: Callable[[Exception], None]
    ) -> None:
        """Read which audits the workspace holds, in the background."""
        self.background.run(_LISTING, lambda: self._open_workspace().audits(), then, failure)

    def evaluate(
        self,
        audit_ids: tuple[str, ...],
        library: Library,
        then: Callable[[list[Evaluation]], None],
        failure: Callable[[Exception], None],
    ) -> None:
        """Simulate and assess audits in the background; asking again drops what was asked before."""

        def work() -> list[Evaluation]:
            from core.assessment.evaluate import evaluate

            workspace = self._open_workspace()
            return [evaluate(workspace.load(audit_id), library) for audit_id in audit_ids]

        self.background.run(_EVALUATING, work, then, failure)

    def add(self, document: AuditDocument) -> str:
        """Take an audit into the workspace and return its id. Raises WorkspaceError or UnusableInputError."""
        return self._open_workspace().add(document).audit_id

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

    def close(self) -> None:
        """Stop what is running and let the workspace go."""
        self.background.finish()
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
            self._workspace = Workspace.open(self._data_dir)
        return self._workspace


def _load_library() -> Library:
    """Load the library, and what opening an audit will need, while the start page is being read."""
    from questionnaires.library import load_library

    for module in _NEEDED_TO_OPEN:
        import_module(module)
    return load_library()


def _load_simulation() -> None:
    """Load what the first score will need; a failure shows when there is something to score."""
    for module in _NEEDED_TO_SCORE:
        import_module(module)
    import_module("core.risk.parameters").load_parameters()
