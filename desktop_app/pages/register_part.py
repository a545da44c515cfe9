"""The register of evidence: what there is, which answers rest on it, and one piece at a time to look at."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from core.audit.document import EvidenceItem
from core.audit.errors import WorkspaceError
from core.audit.evidence_register import RegisterEntry, kept_hashes, register, take_in
from core.audit.workspace import Workspace
from desktop_app.background import Background
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.evidence_form import EvidenceForm
from desktop_app.pages.evidence_words import file_words, kinds
from desktop_app.problems import show_problem
from desktop_app.settings import Settings
from desktop_app.widgets.drop_card import DropCard
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.record_table import RecordTable, Row
from desktop_app.widgets.told_label import ToldLabel
from questionnaires.errors import UnusableInputError

_MOST_AT_ONCE = 50


class RegisterPart(Page):
    """Takes files that are dropped or chosen, and shows every piece of evidence."""

    files_refused = Signal(str)
    """Why some of the files were not taken in."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Register of evidence"))
        self._audit = audit
        self._settings = settings
        lead = self.tr(
            "Drag files here. Each is copied into your workspace under the hash of its content and never changed; "
            "Headwater does not open or read it."
        )
        self._background = Background(self)
        self._drops = 0
        self.state = ToldLabel(secondary=True)
        self.state.hide()
        self._empty = PlainLabel(self.tr("Nothing is in the register yet."), secondary=True)
        head = (self.tr("Id"), self.tr("What it is"), self.tr("Kind"), self.tr("Dated"), self.tr("Answers"))
        self.table = RecordTable(self.tr("Evidence"), (*head, self.tr("File")), wide=frozenset({1, 4}))
        self.form = EvidenceForm(audit)
        self._add = QPushButton(self.tr("Add f&iles…"))
        self._add.clicked.connect(self._choose_files)
        self._note = QPushButton(self.tr("Add &without a file"))
        self._note.setToolTip(self.tr("For something said in a meeting or on the telephone"))
        self._note.clicked.connect(self._add_spoken)
        buttons = QHBoxLayout()
        for button in (self._add, self._note):
            button.setEnabled(not audit.read_only)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._drop = DropCard()
        self._drop.setAcceptDrops(False)  # the whole page takes files; the card shows where
        self._drop.column.addWidget(PlainLabel(lead, secondary=True))
        self._drop.column.addLayout(buttons)
        self._drop.column.addWidget(self.state)
        self.column.addWidget(self._drop)
        for part in (self._empty, self.table, self.form):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.setAcceptDrops(not audit.read_only)
        self.table.chosen.connect(self._show_item)
        self.table.opened.connect(lambda _which: self.form.setFocus())
        self.files_refused.connect(lambda sentence: show_problem(self.window(), sentence))
        audit.record.changed.connect(self._show)
        self._show()

    def flush(self) -> None:
        """Send what is being typed."""
        self.form.flush()

    def add_files(self, paths: list[Path]) -> None:
        """Copy files into the workspace in the background and enter them; what cannot be taken in is named."""
        workspace, wanted = self._audit.workspace, paths[:_MOST_AT_ONCE]
        refused = [self.tr("Only the first {} files were taken.").format(_MOST_AT_ONCE)] * (len(paths) > len(wanted))
        self._tell(self.tr("Copying…"))
        self._drops += 1
        self._background.run(
            f"files {self._drops}",
            lambda: _copy(workspace, wanted),
            lambda copied: self._copied(copied[0], [*copied[1], *refused]),
            self._not_copied,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, nothing else."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._drop.show_files_above(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They are held elsewhere."""
        self._drop.show_files_above(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files in."""
        self._drop.show_files_above(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.add_files(paths)

    def _copied(self, items: list[EvidenceItem], refused: list[str]) -> None:
        if items:
            self._enter(items)
        self._tell(self.tr("In the register now: {}").format(", ".join(item.title for item in items)) if items else "")
        if refused:
            self.files_refused.emit("\n".join(refused[:5]))

    def _not_copied(self, error: Exception) -> None:
        self._tell(self.tr("The files could not be copied: {}").format(error))

    def _tell(self, words: str) -> None:
        self.state.setVisible(bool(words))
        if words:
            self.state.tell(words)
        else:
            self.state.clear()

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Add evidence"), self._settings.folder)
        if names:
            self._settings.folder = str(Path(names[0]).parent)
            self.add_files([Path(name) for name in names])

    def _add_spoken(self) -> None:
        self._enter([EvidenceItem(title=self.tr("What was said"), kind="verbal")])
        self.form.start_title()

    def _enter(self, items: list[EvidenceItem]) -> None:
        added = self._audit.record.add_evidence(items)
        self.table.choose(added[0])

    def _show(self) -> None:
        entries = register(self._audit.document, kept_hashes(self._audit.workspace))
        self.table.show_rows([self._row(entry) for entry in entries])
        self._empty.setVisible(not entries)
        self.table.setVisible(bool(entries))
        if entries and self.table.current is None:
            self.table.choose(entries[0].id)
        self.form.setVisible(bool(entries))
        self._show_item(self.table.current)

    def _show_item(self, evidence_id: str | None) -> None:
        if evidence_id is None:
            return
        for entry in register(self._audit.document, kept_hashes(self._audit.workspace)):
            if entry.id == evidence_id:
                self.form.show_entry(entry)

    def _row(self, entry: RegisterEntry) -> Row:
        item = entry.item
        dated = "" if item.dated is None else item.dated.isoformat()
        used = ", ".join(entry.used_by) or self.tr("none")
        return Row(entry.id, (entry.id, item.title, kinds()[item.kind], dated, used, file_words(entry)))


def _copy(workspace: Workspace, paths: list[Path]) -> tuple[list[EvidenceItem], list[str]]:
    """What was taken in, and a sentence for each file that was not."""
    items, refused = [], []
    for path in paths:
        try:
            items.append(take_in(workspace, path))
        except (UnusableInputError, WorkspaceError) as error:
            refused.append(str(error))
    return items, refused
