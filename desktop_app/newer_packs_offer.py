"""Offering an audit the packs of today, where its own are older; the audit itself is never changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.opening import Opening
from desktop_app.session import Session

if TYPE_CHECKING:
    from core.audit.document import AuditDocument
    from core.audit.workspace import Workspace
    from desktop_app.audit_view import AuditView
    from desktop_app.newer_packs import NewerPacks
    from questionnaires.library import Library


class NewerPacksOffer(QObject):
    """Says in an audit's notice that some questions have changed, and shows how when somebody asks."""

    def __init__(self, window: QWidget, session: Session, opening: Opening) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._opening = opening
        self._view: AuditView | None = None

    def look(self, view: AuditView) -> None:
        """Look in the background; an audit that cannot be looked at is open all the same."""
        self._view = view

        def looked(newer: NewerPacks | None) -> None:
            if newer is not None and self._view is view and not view.audit.read_only:
                sentence = self.tr("Some questions of this audit have changed since it was begun.")
                view.notice.say(sentence, self.tr("See what is new…"), self.show_newer)

        self._opening.with_library(lambda library: self._find(view.audit.document, library, looked, lambda _: None))

    def forget(self) -> None:
        """The audit is about to close."""
        self._view = None

    def show_newer(self) -> None:
        """Show what the packs of today would change about the open audit as it is now."""
        if self._view is None:
            return
        self._view.flush()
        document = self._view.audit.document

        def find(library: Library) -> None:
            self._find(document, library, lambda newer: self._show(document, library, newer), self._opening.failed)

        self._opening.with_library(find)

    def _find(
        self,
        document: AuditDocument,
        library: Library,
        then: Callable[[NewerPacks | None], None],
        failure: Callable[[Exception], None],
    ) -> None:
        def work() -> NewerPacks | None:
            from desktop_app.newer_packs import newer_packs

            return newer_packs(self._session.workspace(), document, library)

        self._session.background.run("newer packs", work, then, failure)

    def _show(self, document: AuditDocument, library: Library, newer: NewerPacks | None) -> None:
        from desktop_app.migrate_dialog import MigrateDialog
        from desktop_app.newer_packs import take_copy

        if newer is None:
            return

        def copy(workspace: Workspace) -> str:
            return take_copy(workspace, newer, library)

        dialog = MigrateDialog(newer, library, len(document.answers), self._window)
        dialog.copy_wanted.connect(lambda: self._opening.chosen(library, copy))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
