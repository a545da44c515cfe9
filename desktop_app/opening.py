"""Opening an audit: a new one, one from a file, a sample, one of the workspace, or the next one of a product."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMainWindow

from desktop_app.problems import ask_first, show_problem
from desktop_app.session import Choose, Session
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from core.audit.document import AuditDocument
    from questionnaires.library import Library

AUDIT_FILE = ".headwater"
AUDIT_FILES = (AUDIT_FILE, ".yaml", ".yml")
"""Handed over, and written by hand."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an audit to go: a stage or a question; both empty for the page it opens on."""

    stage: str = ""
    question: str = ""


class Opening(QObject):
    """Asks what it must, reads in the background, and hands on what was opened. What is heavy comes with the library.

    once_saved: goes on as soon as the audit in front is saved, or its loss accepted.
    """

    opened = Signal(object, object)
    """The OpenAudit, and the Place in it to go to."""
    handed_over = Signal(object, object)
    """A path to an audit that somebody handed over, and the library to read it with."""

    def __init__(
        self,
        window: QMainWindow,
        session: Session,
        settings: Settings,
        once_saved: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._settings = settings
        self._once_saved = once_saved

    def new(self) -> None:
        """Ask for what a new audit needs."""
        self.with_library(self._ask_for_new)

    def choose_file(self) -> None:
        """Ask for a file and open the audit in it."""
        kinds = self.tr("Audits ({})").format(" ".join(f"*{end}" for end in AUDIT_FILES))
        path, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open an audit"), self._settings.folder, kinds)
        if path:
            self._settings.folder = str(Path(path).parent)
            self.file(Path(path))

    def file(self, path: Path) -> None:
        """Open a copy of a written audit, or show what a handed-over one would change before it is taken in."""

        def open_it(library: Library) -> None:
            from desktop_app.adding import add_file

            self.chosen(library, lambda workspace: add_file(workspace, path, library))

        if path.suffix.lower() == AUDIT_FILE:
            self.with_library(lambda library: self.handed_over.emit(path, library))
        else:
            self.with_library(open_it)

    def sample(self, name: str) -> None:
        """Open a copy of a worked audit."""

        def open_it(library: Library) -> None:
            from desktop_app.adding import add_sample

            self.chosen(library, lambda workspace: add_sample(workspace, name, library))

        self.with_library(open_it)

    def audit(self, audit_id: str, place: Place | None = None) -> None:
        """Open an audit of the workspace."""
        self.with_library(lambda library: self.chosen(library, lambda _workspace: audit_id, place))

    def again(self, audit_id: str) -> None:
        """Begin the next audit of a product from its last one, after a question."""
        sentence = self.tr(
            "A new audit begins, and this one stays as it is. What was said is filled in, to be confirmed: "
            "it counts for nothing until you choose again what kind of answer came back."
        )
        ask_first(self._window, sentence, self.tr("Begin the new audit"), lambda: self.next_of(audit_id))

    def next_of(self, audit_id: str) -> None:
        """Begin the next audit of a product from its last one."""

        def open_it(library: Library) -> None:
            from desktop_app.adding import add_again

            self.chosen(library, lambda workspace: add_again(workspace, audit_id, library))

        self.with_library(open_it)

    def chosen(self, library: Library, choose: Choose, place: Place | None = None) -> None:
        """Open the audit whose id ``choose`` gives, in the background, once everything is saved."""

        def open_it() -> None:
            self._window.statusBar().showMessage(self.tr("Opening…"))
            self._session.open(choose, library, lambda audit: self.opened.emit(audit, place or Place()), self.failed)

        self._once_saved(open_it)

    def with_library(self, then: Callable[[Library], None]) -> None:
        """Go on when the library is loaded."""

        def ready(library: Library) -> None:
            self._window.statusBar().clearMessage()
            then(library)

        self._window.statusBar().showMessage(self.tr("Opening…"))
        self._session.when_ready(ready, self.tell)

    def failed(self, error: Exception) -> None:
        """Say why an audit could not be opened, read or written; anything else is raised."""
        from core.audit.errors import WorkspaceError
        from questionnaires.errors import UnusableInputError

        if not isinstance(error, WorkspaceError | UnusableInputError):
            raise error
        self.tell(error)

    def tell(self, error: Exception) -> None:
        """Say what went wrong, in its own sentence."""
        self._window.statusBar().clearMessage()
        show_problem(self._window, str(error))

    def _ask_for_new(self, library: Library) -> None:
        from desktop_app.adding import add
        from desktop_app.new_audit import NewAuditDialog

        def created(document: AuditDocument) -> None:
            self.chosen(library, lambda workspace: add(workspace, document, library))

        dialog = NewAuditDialog(library, self._window)
        dialog.created.connect(created)
        dialog.open()
