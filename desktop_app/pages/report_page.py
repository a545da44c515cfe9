"""The stage of the report: which edition, a look at it, and a place to save it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.open_audit import OpenAudit
from desktop_app.settings import Settings
from desktop_app.widgets.pdf_preview import PdfPreview
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option, Segments

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation
    from reports.editions import Edition
    from reports.report import ReportFile

_MAKING, _SAVING = "preview", "report"


class ReportPage(QWidget):
    """Makes the report in the background and shows it; saving writes it anew at the chosen place."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit = audit
        self._settings = settings
        self._folder = QTemporaryDir()
        self._made_of: tuple[Evaluation, str] | None = None
        self._saved: Path | None = None
        options = [
            Option("client", self.tr("For you"), help=self.tr("Everything")),
            Option("vendor", self.tr("For the vendor"), help=self.tr("Without your name, use and notes")),
            Option("one-page", self.tr("One page"), help=self.tr("The owner's summary")),
        ]
        self._edition = Segments(self.tr("Edition"), options, self)
        self._edition.set_current("client")
        self._edition.chosen.connect(lambda _which: self._make())
        self._save = QPushButton(self.tr("&Save as…"))
        self._save.clicked.connect(self.choose_place)
        self._show_folder = QPushButton(self.tr("Open fol&der"))
        self._show_folder.clicked.connect(self._open_folder)
        self._show_folder.hide()
        self._state = PlainLabel(secondary=True)
        self.preview = PdfPreview(audit.background, self)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Report"), size="title", strong=True, wrap=False))
        head.addSpacing(18)
        head.addWidget(self._edition, 1)
        head.addWidget(self._show_folder, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._save, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.preview.pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 18, 12, 0)
        column.addLayout(head)
        column.addWidget(self._state)
        column.addWidget(self.preview, 1)
        audit.evaluated.connect(self._make_if_seen)
        audit.evaluation_failed.connect(self._not_evaluated)

    def showEvent(self, event: QShowEvent) -> None:
        """Make what is shown true again."""
        super().showEvent(event)
        self._make_if_seen()

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
        self._state.setText(self.tr("Writing the report…"))
        write = self._writer(path)
        if write is not None:
            self._audit.background.run(_SAVING, write, self._was_saved, self._failed)

    def _make_if_seen(self) -> None:
        evaluation = self._audit.evaluation
        if self.isVisible() and evaluation is not None and self._made_of != (evaluation, self._edition.current):
            self._make()

    def _make(self) -> None:
        write = self._writer(Path(self._folder.filePath("preview.pdf")))
        if write is None:
            self._state.setText(self.tr("The report can be made as soon as the verdict has been worked out."))
            return
        assert self._audit.evaluation is not None  # noqa: S101 - a writer needs one
        self._made_of = (self._audit.evaluation, self._edition.current or "client")
        self._state.setText(self.tr("Drawing the report…"))
        self._audit.background.run(_MAKING, write, self._was_made, self._failed)

    def _writer(self, path: Path) -> Callable[[], ReportFile] | None:
        evaluation, library, samples = self._audit.evaluation, self._audit.library, self._audit.sample_reading
        edition: Edition = next((known for known in ("vendor", "one-page") if known == self._edition.current), "client")
        if evaluation is None:
            return None

        def write() -> ReportFile:
            from reports.report import write_report

            return write_report(evaluation, library, path, edition=edition, samples=samples)

        return write

    def _was_made(self, report: ReportFile) -> None:
        words = self.tr("{pages} pages. Fingerprint of the audit inside: {fingerprint}…")
        self._state.setText(words.format(pages=report.pages, fingerprint=report.fingerprint[:16]))
        self.preview.show_file(report.path)

    def _was_saved(self, report: ReportFile) -> None:
        self._saved = report.path
        self._show_folder.show()
        self._state.setText(self.tr("Saved: {}").format(report.path))

    def _failed(self, error: Exception) -> None:
        self._made_of = None
        self._state.setText(self.tr("The report could not be made: {}").format(error))

    def _not_evaluated(self, sentence: str) -> None:
        self._state.setText(self.tr("There is no verdict to report: {}").format(sentence))

    def _open_folder(self) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))


def _file_name(vendor: str) -> str:
    """The vendor's name as part of a file name."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in vendor)
    return "-".join(part for part in kept.split("-") if part)[:60] or "report"
