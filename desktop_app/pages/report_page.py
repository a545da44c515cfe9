"""The stage of the report: which edition and comparison, a look at it, search, print, and a place to save it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QStandardPaths, QTemporaryDir, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QFocusEvent, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.compared_audits import ComparedAudits
from desktop_app.open_audit import OpenAudit
from desktop_app.settings import Settings
from desktop_app.stored_branding import FILE, read_branding
from desktop_app.widgets.find_bar import FindBar
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.pdf_preview import PdfPreview
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option, Segments
from desktop_app.widgets.work_line import Step, WorkLine

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from core.assessment.evaluate import Evaluation
    from reports.compared import Compared
    from reports.editions import Edition
    from reports.report import ReportFile

    _MadeOf = tuple[Evaluation, str, Compared | None, int]

_MAKING, _SAVING, _PRINTING, _COMPARING = "preview", "report", "printing", "comparing"
_PREVIEW = "preview.pdf"


class ReportPage(QWidget):
    """Makes the report in the background and shows it; saving writes it anew at the chosen place."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit = audit
        self._settings = settings
        self._folder = QTemporaryDir()
        self._made_of: _MadeOf | None = None
        self.work = WorkLine(self.tr("Work on the report"), self)
        self.work.cancelled.connect(self._cancelled)
        self.comparison = ComparedAudits(audit, self)
        self.comparison.begun.connect(
            lambda: self.work.begin(_COMPARING, self.tr("Working out the audits to compare with…"))
        )
        self.comparison.changed.connect(self._was_compared)
        self.comparison.failed.connect(partial(self._failed, _COMPARING))
        self._saved: Path | None = None
        options = [
            Option("client", self.tr("For you"), help=self.tr("Everything")),
            Option("vendor", self.tr("For the vendor"), help=self.tr("Without your name, use and notes")),
            Option(
                "one-page", self.tr("One page"), help=self.tr("The owner's summary; the file holds the whole audit")
            ),
        ]
        self._edition = Segments(self.tr("Edition"), options, self)
        self._edition.set_current("client")
        self._edition.chosen.connect(lambda _which: self._make())
        self._save = self._button(self.tr("&Save as…"), self.choose_place)
        self._export = self._button(self.tr("Save for &Word or Excel…"), self.choose_export_place)
        self._show_folder = self._button(self.tr("Open fol&der"), self._open_folder)
        self._show_folder.hide()
        self._compare = self._button(self.tr("Co&mpare…"), self.comparison.choose)
        self._print = self._button(self.tr("&Print…"), self.choose_printer)
        self.preview = PdfPreview(audit.background, self)
        self._find = FindBar(self.tr("Search the report"), self)
        self._find.wanted.connect(self.preview.mark_words)
        self._find.step_wanted.connect(self.preview.step)
        self.preview.found.connect(self._find.show_place)
        self.keys = [
            self._key(self.tr("Search the report"), "Ctrl+F", self._find.start),
            self._key(self.tr("Next place"), "F3", lambda: self.preview.step(1)),
            self._key(self.tr("Previous place"), "Shift+F3", lambda: self.preview.step(-1)),
            self._key(self.tr("Print"), "Ctrl+P", self.choose_printer),
        ]
        self.addActions(self.keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 18, 12, 0)
        for part in (self._head(), self._tools(), self.work):
            column.addWidget(part)
        column.addWidget(self.preview, 1)
        audit.evaluated.connect(self.redraw)
        audit.evaluation_failed.connect(self._not_evaluated)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy instead would catch every Tab that comes by."""
        self.preview.pages.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        """Make what is shown true again."""
        super().showEvent(event)
        for key in self.keys:
            key.setEnabled(True)
        self.redraw()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keys rest."""
        for key in self.keys:
            key.setEnabled(False)
        super().hideEvent(event)

    def choose_place(self) -> None:
        """Ask where to save the report and write it there."""
        folder = self._settings.folder or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        name = f"{_file_name(self._audit.document.vendor)}-{self._edition.current}.pdf"
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the report"), str(Path(folder) / name), self.tr("PDF files (*.pdf)")
        )
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write the report to a file."""
        self._settings.folder = str(path.parent)
        if self._audit.evaluation is not None:
            write = self._writer(self._audit.evaluation, path, self.work.begin(_SAVING, self.tr("Writing the report…")))
            self._audit.background.run(_SAVING, write, self._was_saved, partial(self._failed, _SAVING))

    def choose_export_place(self) -> None:
        """Ask where to save the audit for other programs and write it there."""
        folder = self._settings.folder or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        name = f"{_file_name(self._audit.document.vendor)}-{self._edition.current}.docx"
        kinds = (
            self.tr("Word, to be edited (*.docx)"),
            self.tr("Excel workbooks (*.xlsx)"),
            self.tr("Data for programs (*.json)"),
        )
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save for other programs"), str(Path(folder) / name), ";;".join(kinds)
        )
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the audit and its results as .docx, .xlsx or .json."""
        self._settings.folder = str(path.parent)
        evaluation, samples = self._audit.evaluation, self._audit.sample_reading
        library, folder = self.comparison.library, self._audit.workspace.folder
        edition: Literal["client", "vendor"] = "vendor" if self._edition.current == "vendor" else "client"
        if evaluation is None:
            return

        def write() -> Path:
            from reports.exports.export import write_export

            branding = read_branding(folder)
            write_export(evaluation, library, path, edition=edition, samples=samples, branding=branding)
            return path

        self.work.begin(_SAVING, self.tr("Writing the file…"))
        self._audit.background.run(_SAVING, write, self._is_saved, partial(self._failed, _SAVING))

    def choose_printer(self) -> None:
        """Ask for a printer and which pages, and print what is shown."""
        from desktop_app.printing import ask_for_printer

        if self._made_of is not None and not self._audit.background.is_busy(_PRINTING):
            ask_for_printer(self, self.preview.pages.count(), self.print_on)

    def print_on(self, printer: QPrinter) -> None:
        """Print what is shown, in the background."""
        from desktop_app.printing import print_pdf

        path = Path(self._folder.filePath(_PREVIEW))
        step = self.work.begin(_PRINTING, self.tr("Printing…"))
        work = partial(print_pdf, path, printer, step)
        self._audit.background.run(_PRINTING, work, self._was_printed, partial(self._failed, _PRINTING))

    def redraw(self) -> None:
        """Draw the report again where it is seen and would show something else."""
        evaluation = self._audit.evaluation
        made_of = None if evaluation is None else self._made_from(evaluation)
        if self.isVisible() and made_of is not None and self._made_of != made_of:
            self._make()

    def _made_from(self, evaluation: Evaluation) -> _MadeOf:
        """Everything that a report drawn now would show."""
        return evaluation, self._edition.current or "client", self.comparison.compared, self._branded()

    def _branded(self) -> int:
        """Which branding the workspace has, told apart by when it was kept; 0 for none."""
        file = self._audit.workspace.folder / FILE
        return file.stat().st_mtime_ns if file.exists() else 0

    def _make(self) -> None:
        evaluation = self._audit.evaluation
        if evaluation is None:
            self.work.say(self.tr("The report can be made as soon as the verdict has been worked out."))
            return
        self._made_of = self._made_from(evaluation)
        self._compare.setEnabled(self._edition.current == "client")
        self._export.setEnabled(self._edition.current != "one-page")
        step = self.work.begin(_MAKING, self.tr("Drawing the report…"))
        write = self._writer(evaluation, Path(self._folder.filePath(_PREVIEW)), step)
        self._audit.background.run(_MAKING, write, self._was_made, partial(self._failed, _MAKING))

    def _writer(self, evaluation: Evaluation, path: Path, step: Step) -> Callable[[], ReportFile]:
        samples = self._audit.sample_reading
        library, compared, workspace = self.comparison.library, self.comparison.compared, self._audit.workspace
        edition: Edition = next((known for known in ("vendor", "one-page") if known == self._edition.current), "client")

        def write() -> ReportFile:
            from core.audit.letter_log import letters_written
            from reports.report import write_report

            return write_report(
                evaluation,
                library,
                path,
                edition=edition,
                samples=samples,
                branding=read_branding(workspace.folder),
                compared=compared,
                log=workspace.log_head(),
                letters=letters_written(workspace, evaluation.document.audit_id),
                page_drawn=step,
            )

        return write

    def _was_made(self, report: ReportFile) -> None:
        words = self.tr("{pages} pages. Fingerprint of the audit inside: {fingerprint}…")
        self.work.end(_MAKING, words.format(pages=report.pages, fingerprint=report.fingerprint[:16]))
        self.preview.show_file(report.path)

    def _was_saved(self, report: ReportFile) -> None:
        self._is_saved(report.path)

    def _is_saved(self, path: Path) -> None:
        self._saved = path
        self._show_folder.show()
        self.work.end(_SAVING, self.tr("Saved: {}").format(path))

    def _was_printed(self, pages: int) -> None:
        self.work.end(_PRINTING, self.tr("Sent to the printer: {} pages.").format(pages))

    def _was_compared(self) -> None:
        self.work.end(_COMPARING, "")
        self._make()

    def _failed(self, task: str, error: Exception) -> None:
        if task == _MAKING:
            self._made_of = None
        self.work.end(task, self.tr("That did not work: {}").format(error))

    def _cancelled(self) -> None:
        """What was asked for is forgotten; the preview is drawn again when the page is next looked at."""
        for task in (_MAKING, _SAVING, _PRINTING):
            self._audit.background.cancel(task)
        self.comparison.forget()
        self._made_of = None

    def _not_evaluated(self, sentence: str) -> None:
        self.work.tell(self.tr("There is no verdict to report: {}").format(sentence))

    def _open_folder(self) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(PlainLabel(self.tr("Report"), size="title", strong=True, wrap=False))
        row.addSpacing(18)
        row.addWidget(self._edition, 1)
        return head

    def _tools(self) -> QWidget:
        tools = QWidget()
        flow = FlowLayout(tools, gap=8)
        for tool in (self._find, self._compare, self._print, self._save, self._export, self._show_folder):
            flow.addWidget(tool)
        return tools

    def _button(self, words: str, does: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(words.replace("&", ""))
        button.clicked.connect(lambda _checked=False: does())
        return button

    def _key(self, words: str, key: str, does: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _checked=False: does())
        return action


def _file_name(vendor: str) -> str:
    """The vendor's name as part of a file name."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in vendor)
    return "-".join(part for part in kept.split("-") if part)[:60] or "report"
