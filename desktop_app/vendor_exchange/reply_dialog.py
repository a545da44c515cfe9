"""The dialog that shows what a vendor's reply would change: old beside new, what to look at, which to take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QListWidgetItem, QPushButton, QWidget

from core.audit.document import EvidenceItem
from core.audit.errors import WorkspaceError
from core.audit.evidence_register import linked
from desktop_app.background import Background
from desktop_app.open_audit import OpenAudit
from desktop_app.problems import show_problem
from desktop_app.vendor_exchange.receiving import compare, keep_returned_file
from desktop_app.widgets.changes_dialog import ChangesDialog
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.errors import UnusableInputError
from questionnaires.exchange.difference import AnswerChange, VendorDifference
from questionnaires.exchange.in_words import answer_in_words

_READING, _KEEPING = "the vendor's reply", "the returned file"
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


def show_reply(
    audit: OpenAudit,
    path: Path,
    show_question: Callable[[str], None],
    tell: Callable[[Exception], None],
    parent: QWidget,
) -> None:
    """Read a file in the background and open the dialog. show_question: called with the first answer that was taken.

    The background is one of its own, so that reading does not wait behind a simulation.
    """
    document, library = audit.document, audit.library
    background = Background(parent)

    def open_dialog(found: VendorDifference) -> None:
        background.deleteLater()
        dialog = ReplyDialog(audit, found, path, parent)
        dialog.taken.connect(show_question)
        dialog.open()

    def refused(error: Exception) -> None:
        background.deleteLater()
        if not isinstance(error, UnusableInputError):
            raise error
        tell(error)

    background.run(_READING, lambda: compare(path, document, library, dt.date.today()), open_dialog, refused)


class ReplyDialog(ChangesDialog):
    """Lists the answers that would change. Taking them is one step that can be undone; closing changes nothing."""

    taken = Signal(str)
    """Answers were taken; this is the id of the first question."""

    def __init__(self, audit: OpenAudit, found: VendorDifference, path: Path, parent: QWidget | None = None) -> None:
        """path: the file that ``found`` was read from."""
        sides = (self.tr("In the audit now"), self.tr("From the vendor"))
        super().__init__(self.tr("Read in the vendor's answers"), sides, parent)
        self._audit = audit
        self._found = found
        self._path = path
        self._background = Background(self)
        self._waiting: list[AnswerChange] = []
        self._first = ""
        self._evidence_id: str | None = None
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._give_next)
        self.state.setText(self._summary())
        self.name_list(self.tr("Answers in the file"), self.tr("The space key takes or leaves an answer."))
        for change in found.changes:
            item = QListWidgetItem(self._title(change))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_CHECKED)
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemChanged.connect(lambda _item: self._count())
        self.look = PlainLabel()
        self._look_card = Card(self.tr("Look at this first"))
        self._look_card.column.addWidget(self.look)
        self.notes.addWidget(self._look_card)
        self.warn_of_file(found.warnings)
        self.keep = QCheckBox(self.tr("Keep the returned &file as evidence for the answers taken from it"), self)
        self.keep.setChecked(True)
        self.foot.addWidget(self.keep)
        self._add_buttons()
        self.list.setCurrentRow(0)
        self._show(self.list.currentRow())
        self._count()

    def chosen(self) -> tuple[AnswerChange, ...]:
        """The changes to be taken."""
        rows = range(self.list.count())
        return tuple(self._found.changes[row] for row in rows if self.list.item(row).checkState() == _CHECKED)

    def take(self) -> None:
        """Take the chosen answers and close; the returned file is kept first, where that is wanted."""
        if not self.keep.isChecked():
            self._give(None)
            return
        self.setEnabled(False)
        workspace, path, found = self._audit.workspace, self._path, self._found
        self._background.run(
            _KEEPING, lambda: keep_returned_file(workspace, path, found, dt.date.today()), self._give, self._not_kept
        )

    def _not_kept(self, error: Exception) -> None:
        """Nothing was taken; the person can take the answers without the file, or look for what is wrong."""
        self.setEnabled(True)
        if not isinstance(error, UnusableInputError | WorkspaceError):
            raise error
        self.keep.setChecked(False)
        show_problem(self, str(error))

    def reject(self) -> None:
        """Close and change nothing; answers that are being taken are all taken first."""
        if not self._waiting:
            super().reject()

    def _give(self, file: EvidenceItem | None) -> None:
        """Begin to take the answers: one in each turn of the window's loop, since each is a commit of its own."""
        self.setEnabled(False)
        self._audit.undo_stack.beginMacro(self.tr("the vendor's answers"))
        self._evidence_id = None if file is None else self._entered(file)
        self._waiting = list(self.chosen())
        self._first = self._waiting[0].question.id
        self._turn.start()

    def _give_next(self) -> None:
        change = self._waiting.pop(0)
        new = change.new if self._evidence_id is None or change.blank else linked(change.new, self._evidence_id)
        self._audit.give_answer(change.question.id, new)
        if not self._waiting:
            self._turn.stop()
            self._audit.undo_stack.endMacro()
            self.accept()
            self.taken.emit(self._first)

    def _entered(self, file: EvidenceItem) -> str:
        """The id of the file in the register; one that is there already is not entered twice."""
        for evidence_id, item in self._audit.document.evidence.items():
            if item.sha256 == file.sha256 and not item.withdrawn:
                return evidence_id
        return self._audit.record.add_evidence([file])[0]

    def set_all(self, state: Qt.CheckState) -> None:
        """Take every answer, or leave every one."""
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)

    def _add_buttons(self) -> None:
        self.accept_button = QPushButton()
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.take)
        every, none = QPushButton(self.tr("Choose &all")), QPushButton(self.tr("Choose &none"))
        every.clicked.connect(lambda _checked=False: self.set_all(_CHECKED))
        none.clicked.connect(lambda _checked=False: self.set_all(_UNCHECKED))
        for button in (every, none):
            button.setAutoDefault(False)
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)
        self.buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)

    def _title(self, change: AnswerChange) -> str:
        mark = self.tr("left empty") if change.blank else self.tr("look") if change.warnings else ""
        return f"{change.question.id}  {change.question.short}" + (f"  ({mark})" if mark else "")

    def _summary(self) -> str:
        found = self._found
        words = self.tr(
            "{file}: {changes} answers would change, {same} stay as they are. Nothing arrives above evidence grade 2, "
            "and what was there before stays in the history."
        )
        return words.format(file=found.source, changes=len(found.changes), same=len(found.unchanged))

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._found.changes):
            self.heading.setText(self.tr("There is nothing new in the file."))
            self._look_card.hide()
            return
        change = self._found.changes[row]
        question = change.question
        self.heading.setText(question.asked_in(self._audit.document.context.lane))
        self.before.setText(answer_in_words(question, change.old) if change.old else self.tr("Nothing yet."))
        self.after.setText(answer_in_words(question, change.new))
        self.look.setText("\n".join(change.warnings))
        self._look_card.setVisible(bool(change.warnings))

    def _count(self) -> None:
        count = len(self.chosen())
        self.accept_button.setText(self.tr("&Take {} answers").format(count))
        self.accept_button.setEnabled(count > 0 and not self._audit.read_only)
