"""What goes out of an audit into a file for others, and what comes back: to the vendor, and to another laptop."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop_app.opening import AUDIT_FILE, Opening
from desktop_app.session import Session
from desktop_app.settings import Settings
from desktop_app.widgets.announce import announce

if TYPE_CHECKING:
    from core.audit.exchange.applying import Choice
    from core.audit.exchange.difference import Difference
    from desktop_app.handing_over.files import HandedOver
    from desktop_app.window import MainWindow
    from questionnaires.library import Library

_TASK = "handing over"


class Exchanges(QObject):
    """The commands of the File menu that write a file for somebody else, or read what they sent."""

    def __init__(self, window: MainWindow, session: Session, settings: Settings, opening: Opening) -> None:
        super().__init__(window)
        self._opening = opening
        self._window = window
        self._session = session
        self._settings = settings

    def send_questions(self) -> None:
        """Ask which questions go to the vendor, and write them into a file."""
        view = self._window.view
        if view is not None:
            from desktop_app.vendor_exchange.send_dialog import SendDialog

            view.flush()
            SendDialog(view.audit, self._settings, self._window).open()

    def read_reply(self) -> None:
        """Ask for the file that came back, and show what it would change."""
        view = self._window.view
        if view is None:
            return
        kinds = self.tr("Vendor's answers (*.xlsx *.html)")
        title = self.tr("Read in answers")
        path, _ = QFileDialog.getOpenFileName(self._window, title, self._settings.folder, kinds)
        if path:
            self._settings.folder = str(Path(path).parent)
            view.flush()
            self.show_reply(Path(path))

    def show_reply(self, path: Path) -> None:
        """Show what a vendor's file would change in the open audit."""
        view = self._window.view
        if view is not None:
            from desktop_app.vendor_exchange.reply_dialog import show_reply

            show_reply(view.audit, path, view.show_question, self._opening.tell, self._window)

    def hand_over(self) -> None:
        """Ask where to write the open audit with its history and evidence, and write it."""
        view = self._window.view
        if view is None or not self._window.save():
            return
        document = view.audit.document
        start = str(Path(self._settings.folder) / f"{document.audit_id}{AUDIT_FILE}")
        kinds = self.tr("Handed-over audits (*.headwater)")
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Hand the audit over"), start, kinds)
        if name:
            path = Path(name).with_suffix(AUDIT_FILE)
            self._settings.folder = str(path.parent)

            def work() -> HandedOver:
                from desktop_app.handing_over.files import hand_over

                return hand_over(self._session.workspace(), document.audit_id, path)

            self._session.background.run(_TASK, work, self._handed_over, self._opening.failed)

    def compare_file(self, path: Path, library: Library) -> None:
        """Show what a handed-over audit would change, and take it in where that is wanted; open it if nothing would."""
        self._window.statusBar().showMessage(self.tr("Reading…"))

        def work() -> Difference:
            from desktop_app.handing_over.files import compare_file

            return compare_file(self._session.workspace(), path, library)

        def compared(found: Difference) -> None:
            self._window.statusBar().clearMessage()
            if found.ours is not None and not (found.changes or found.conflicts):
                self._opening.audit(found.theirs.document.audit_id)
            else:
                self._show_difference(found, library, path.name)

        self._session.background.run(_TASK, work, compared, self._opening.failed)

    def _show_difference(self, found: Difference, library: Library, file_name: str) -> None:
        from desktop_app.handing_over.files import take_in
        from desktop_app.handing_over.take_in_dialog import TakeInDialog

        def take(choices: Mapping[str, Choice]) -> None:
            self._opening.chosen(library, lambda workspace: take_in(workspace, found, library, choices))

        dialog = TakeInDialog(found, library, file_name, self._window)
        dialog.chosen.connect(take)
        dialog.open()

    def _handed_over(self, written: HandedOver) -> None:
        words = self.tr("Written: {path}, with {answers} answers and {files} evidence files.")
        said = words.format(path=written.path, answers=written.answers, files=written.files)
        if written.missing:
            said += " " + self.tr("Of {} pieces of evidence the files are not kept here.").format(len(written.missing))
        self._window.statusBar().showMessage(said, 15_000)
        announce(self._window.statusBar(), said)
