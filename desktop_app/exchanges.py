"""What goes out of an audit into a file for others, and what comes back: to the vendor, and to another laptop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop_app.session import Session
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from core.audit.exchange.difference import Difference
    from desktop_app.handing_over.files import HandedOver
    from desktop_app.window import MainWindow
    from questionnaires.library import Library


class Exchanges(QObject):
    """The commands of the File menu that write a file for somebody else, or read what they sent."""

    def __init__(self, window: MainWindow, session: Session, settings: Settings) -> None:
        super().__init__(window)
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

            show_reply(view.audit, path, view.show_question, self._window.tell, self._window)

    def hand_over(self) -> None:
        """Ask where to write the open audit with its history and evidence, and write it."""
        view = self._window.view
        if view is None or not self._window.save():
            return
        document = view.audit.document
        start = str(Path(self._settings.folder) / f"{document.audit_id}.headwater")
        kinds = self.tr("Handed-over audits (*.headwater)")
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Hand the audit over"), start, kinds)
        if name:
            path = Path(name).with_suffix(".headwater")
            self._settings.folder = str(path.parent)
            self._session.hand_over(document.audit_id, path, self._handed_over, self._window.not_opened)

    def compare_file(self, path: Path, library: Library) -> None:
        """Show what a handed-over audit would change, and take it in where that is wanted."""
        self._window.statusBar().showMessage(self.tr("Reading…"))

        def compared(found: Difference) -> None:
            from desktop_app.handing_over.take_in_dialog import TakeInDialog

            self._window.statusBar().clearMessage()
            dialog = TakeInDialog(found, library, path.name, self._window)
            dialog.chosen.connect(
                lambda choices: self._window.open_chosen(
                    library, lambda: self._session.take_in(found, library, choices)
                )
            )
            dialog.open()

        self._session.compare_file(path, library, compared, self._window.not_opened)

    def _handed_over(self, written: HandedOver) -> None:
        words = self.tr("Written: {path}, with {answers} answers and {files} evidence files.")
        said = words.format(path=written.path, answers=written.answers, files=written.files)
        if written.missing:
            said += " " + self.tr("Of {} pieces of evidence the files are not kept here.").format(len(written.missing))
        self._window.statusBar().showMessage(said, 15_000)
