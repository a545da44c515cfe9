"""The dialog that shows what a vendor's reply would change: old beside new, what to look at, which to take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.background import Background
from desktop_app.fit_screen import fit_to_screen
from desktop_app.open_audit import OpenAudit
from desktop_app.vendor_exchange.receiving import compare
from desktop_app.widgets.fields import name_field
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.errors import UnusableInputError
from questionnaires.exchange.difference import AnswerChange, VendorDifference
from questionnaires.exchange.in_words import answer_in_words

_READING = "the vendor's reply"
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
        dialog = ReplyDialog(audit, found, parent)
        dialog.taken.connect(show_question)
        dialog.open()

    def refused(error: Exception) -> None:
        background.deleteLater()
        if not isinstance(error, UnusableInputError):
            raise error
        tell(error)

    background.run(_READING, lambda: compare(path, document, library, dt.date.today()), open_dialog, refused)


class ReplyDialog(QDialog):
    """Lists the answers that would change. Taking them is one step that can be undone; closing changes nothing."""

    taken = Signal(str)
    """Answers were taken; this is the id of the first question."""

    def __init__(self, audit: OpenAudit, found: VendorDifference, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Read in the vendor's answers"))
        self._audit = audit
        self._found = found
        self.list = QListWidget(self)
        name_field(self.list, self.tr("Answers in the file"), self.tr("The space key takes or leaves an answer."))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for change in found.changes:
            item = QListWidgetItem(self._title(change))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_CHECKED)
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemChanged.connect(lambda _item: self._count())
        self.asked = PlainLabel(strong=True, size="heading")
        self.old = PlainLabel()
        self.new = PlainLabel()
        self.look = PlainLabel()
        self._look_card = Card(self.tr("Look at this first"))
        self._look_card.column.addWidget(self.look)
        detail = Page("", width_in_letters=100)
        detail.setAccessibleName(self.tr("Old and new answer"))
        detail.column.addWidget(self.asked)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        for title, words in ((self.tr("In the audit now"), self.old), (self.tr("From the vendor"), self.new)):
            card = Card(title)
            card.column.addWidget(words)
            card.column.addStretch(1)
            beside.addWidget(card, 1)
        detail.column.addLayout(beside)
        detail.column.addWidget(self._look_card)
        if found.warnings:
            about_file = Card(self.tr("About the file as a whole"))
            for warning in found.warnings:
                about_file.column.addWidget(PlainLabel(warning))
            detail.column.addWidget(about_file)
        detail.column.addStretch(1)
        middle = QHBoxLayout()
        middle.setContentsMargins(16, 0, 0, 0)
        middle.addWidget(self.list, 2)
        middle.addWidget(detail, 5)
        self.state = PlainLabel(self._summary(), secondary=True)
        self.state.setContentsMargins(16, 0, 16, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 16)
        column.addWidget(self.state)
        column.addLayout(middle, 1)
        column.addWidget(self._buttons())
        letters = self.fontMetrics().averageCharWidth()
        fit_to_screen(self, QSize(letters * 170, letters * 95))
        self.list.setCurrentRow(0)
        self._show(self.list.currentRow())
        self._count()

    def chosen(self) -> tuple[AnswerChange, ...]:
        """The changes to be taken."""
        rows = range(self.list.count())
        return tuple(self._found.changes[row] for row in rows if self.list.item(row).checkState() == _CHECKED)

    def take(self) -> None:
        """Take the chosen answers and close."""
        chosen = self.chosen()
        self._audit.undo_stack.beginMacro(self.tr("the vendor's answers"))
        for change in chosen:
            self._audit.give_answer(change.question.id, change.new)
        self._audit.undo_stack.endMacro()
        self.accept()
        self.taken.emit(chosen[0].question.id)

    def set_all(self, state: Qt.CheckState) -> None:
        """Take every answer, or leave every one."""
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = QPushButton()
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.take)
        every, none = QPushButton(self.tr("Choose &all")), QPushButton(self.tr("Choose &none"))
        every.clicked.connect(lambda _checked=False: self.set_all(_CHECKED))
        none.clicked.connect(lambda _checked=False: self.set_all(_UNCHECKED))
        for button in (every, none):
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(16, 0, 16, 0)
        return buttons

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
            self.asked.setText(self.tr("There is nothing new in the file."))
            self._look_card.hide()
            return
        change = self._found.changes[row]
        question = change.question
        self.asked.setText(question.asked_in(self._audit.document.context.lane))
        self.old.setText(answer_in_words(question, change.old) if change.old else self.tr("Nothing yet."))
        self.new.setText(answer_in_words(question, change.new))
        self.look.setText("\n".join(change.warnings))
        self._look_card.setVisible(bool(change.warnings))

    def _count(self) -> None:
        count = len(self.chosen())
        self.accept_button.setText(self.tr("&Take {} answers").format(count))
        self.accept_button.setEnabled(count > 0 and not self._audit.read_only)
