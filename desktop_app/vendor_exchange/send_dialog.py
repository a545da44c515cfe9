"""The dialog that writes the questions into a file for the vendor, or the sheet for the meeting."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPushButton, QVBoxLayout, QWidget

from core.audit.errors import WorkspaceError
from desktop_app.fit_screen import fit_to_screen
from desktop_app.open_audit import OpenAudit
from desktop_app.settings import Settings
from desktop_app.vendor_exchange.sending import DAYS_TO_ANSWER, questions_of, write_for_vendor
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.fields import DateField, labelled
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.segments import Option
from desktop_app.widgets.told_label import ToldLabel

_WORKBOOK, _PAGE, _SHEET = "xlsx", "html", "pdf"


class SendDialog(QDialog):
    """Asks which questions, in which shape and until when; then writes the file."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Send questions to the vendor"))
        self._audit = audit
        self._settings = settings
        lead = self.tr(
            "The file holds the questions and nothing of your own side: no reasons, weights, grades, notes or findings."
        )
        page = Page(self.tr("Send questions to the vendor"), lead, width_in_letters=80)
        shapes = (
            Option(_WORKBOOK, self.tr("A workbook (.xlsx), for Excel or LibreOffice")),
            Option(_PAGE, self.tr("A page (.html), for any browser; it works without a network and saves itself")),
            Option(_SHEET, self.tr("The two-page sheet for the meeting (.pdf), to print and fill in by hand")),
        )
        self.shape = ChoiceList(self.tr("Shape of the file"), shapes, several=False)
        self.shape.set_selected((_WORKBOOK,))
        self.packs = ChoiceList(
            self.tr("Question packs"), [Option(pack.id, pack.pack.title) for pack in audit.packs], several=True
        )
        self.packs.set_selected(audit.document.packs)
        self.due = DateField(self)
        self.due.set_date(dt.date.today() + dt.timedelta(days=DAYS_TO_ANSWER))
        self._questions = Card(self.tr("Which questions, and until when?"))
        self._questions.column.addWidget(self.packs)
        self._questions.column.addWidget(labelled(self.tr("Answers wanted by"), self.due))
        how = Card(self.tr("In which shape?"))
        how.column.addWidget(self.shape)
        page.column.addWidget(how)
        page.column.addWidget(self._questions)
        self.message = ToldLabel(secondary=True)
        page.column.addWidget(self.message)
        page.column.addStretch(1)
        self.save = QPushButton(self.tr("&Save as…"))
        self.save.setDefault(True)
        self.save.clicked.connect(self.choose_place)
        buttons = QDialogButtonBox()
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Close)  # after the default one, or Tab would pass it by
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 16)
        column.addWidget(page)
        column.addWidget(buttons)
        for happened in (self.shape.changed, self.packs.changed):
            happened.connect(self._offer)
        letters = self.fontMetrics().averageCharWidth()
        fit_to_screen(self, QSize(letters * 92, letters * 80))
        self._offer()

    def choose_place(self) -> None:
        """Ask where the file goes and write it there."""
        shape = self.shape.selected()[0]
        kinds = {
            _WORKBOOK: self.tr("Workbooks (*.xlsx)"),
            _PAGE: self.tr("Pages (*.html)"),
            _SHEET: self.tr("PDF files (*.pdf)"),
        }
        proposed = Path(self._settings.folder) / f"{file_name(self._audit.document.vendor)}-questions.{shape}"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the questions"), str(proposed), kinds[shape])
        if path:
            self._settings.folder = str(Path(path).parent)
            self.save_to(Path(path) if Path(path).suffix else Path(f"{path}.{shape}"))

    def save_to(self, path: Path) -> None:
        """Write the file."""
        try:
            self._write(path, self.due.date())
        except (ValueError, WorkspaceError) as error:
            self.message.tell(self.tr("Nothing was written. {}").format(error))
        else:
            self.message.tell(self.tr("Saved: {}").format(path))

    def _write(self, path: Path, due: dt.date | None) -> None:
        """Write at once: it takes a fraction of a second, and must not wait behind a simulation."""
        document, library = self._audit.document, self._audit.library
        if self.shape.selected() == (_SHEET,):
            from reports.meeting_sheet.sheet import write_meeting_sheet

            write_meeting_sheet(document, library, path)
            return
        today = dt.date.today()
        wanted = due or today + dt.timedelta(days=DAYS_TO_ANSWER)
        write_for_vendor(questions_of(document, library, self.packs.selected(), today, wanted), path)

    def _offer(self) -> None:
        as_sheet = self.shape.selected() == (_SHEET,)
        self._questions.setEnabled(not as_sheet)
        self.save.setEnabled(as_sheet or bool(self.packs.selected()))


def file_name(vendor: str) -> str:
    """The vendor's name as part of a file name."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in vendor)
    return "-".join(part for part in kept.split("-") if part)[:60] or "vendor"
