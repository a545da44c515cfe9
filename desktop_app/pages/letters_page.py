"""The stage of the letters: each as text to copy or as a Word document, filled in from the audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QFocusEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.audit.errors import WorkspaceError
from core.audit.letter_log import letter_of, letters_written, record_letter
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.letter_list import LetterList
from desktop_app.settings import Settings
from desktop_app.widgets.fields import DateField, labelled, name_field
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.told_label import ToldLabel
from reports.words import date_words

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation
    from reports.letters.letter import Letter, NoLetter

FOLLOW_UP = "follow_up"
TERMS = "terms"
"""The row of the contract terms, beside the letters."""
_SAVING = "letter"
_TEXT_MARGIN = 12


class LettersPage(QWidget):
    """Shows what each letter would say today; nothing is sent, and what was copied or saved is recorded."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit = audit
        self._settings = settings
        self._shown_of: Evaluation | None = None
        self._letters: dict[str, Letter | NoLetter] = {}
        self._terms = ""
        self.list = LetterList(self)
        for kind, wording in audit.library.letters.letters.items():
            self.list.add(kind, wording.title)
        self.list.add(TERMS, self.tr("Contract terms"))
        self._copy = self._button(self.tr("&Copy"), self.copy)
        self._save = self._button(self.tr("&Save as Word…"), self.choose_place)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(_TEXT_MARGIN)
        self._blank = QWidget(self)
        self._when = PlainLabel(secondary=True)
        self._state = ToldLabel(secondary=True)
        self._asked = DateField()
        self._asked_row = labelled(self.tr("The vendor was asked for comment on"), self._asked)
        self._asked.editingFinished.connect(self._show_again)
        self._arrange()
        self.list.chosen.connect(lambda _which: self._show_letter())
        audit.evaluated.connect(self._show_if_seen)
        audit.evaluation_failed.connect(self._not_evaluated)
        audit.evaluation_started.connect(self._working)
        self.list.choose(FOLLOW_UP)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy instead would catch every Tab that comes by."""
        self.list.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        """Make what is shown true again."""
        super().showEvent(event)
        self._show_if_seen()

    def choose(self, letter_id: str) -> None:
        """Show one letter."""
        self.list.choose(letter_id)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._state.tell(self.tr("Copied. Paste it into a mail."))
        self._record()

    def choose_place(self) -> None:
        """Ask where to save the Word document and write it there."""
        folder = self._settings.folder or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        name = f"{self.list.current.replace('_', '-')}-{dt.date.today().isoformat()}.docx"
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the letter"), str(Path(folder) / name), self.tr("Word documents (*.docx)")
        )
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Write what is shown as a Word document."""
        self._settings.folder = str(path.parent)
        evaluation, library, letter = self._audit.evaluation, self._audit.library, self._letters.get(self.list.current)

        def write() -> Path:
            from core.audit.atomic_file import write_atomically
            from reports.letters.as_word import clauses_as_word, letter_as_word
            from reports.letters.clause_list import clause_list
            from reports.letters.letter import Letter

            if isinstance(letter, Letter):
                write_atomically(path, letter_as_word(letter))
            elif evaluation is not None:
                write_atomically(path, clauses_as_word(clause_list(evaluation, library)))
            return path

        self._audit.background.run(_SAVING, write, self._was_saved, self._failed)

    # How it is done

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Letters"), size="title", strong=True, wrap=False), 1)
        head.addWidget(self._copy)
        head.addWidget(self._save)
        right = QVBoxLayout()
        for part in (self._when, self._asked_row):
            right.addWidget(part)
        for part in (self.text, self._blank):
            right.addWidget(part, 1)
        right.addWidget(self._state)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list, 3)
        row.addLayout(right, 7)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 18, 28, 12)
        column.addLayout(head)
        column.addLayout(row, 1)

    def _button(self, words: str, does: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(lambda _checked=False: does())
        return button

    def _show_if_seen(self) -> None:
        if self._audit.evaluation is None:
            self._working()
        elif self.isVisible() and self._audit.evaluation is not self._shown_of:
            self._show_again()

    def _show_again(self) -> None:
        if self._audit.evaluation is None:
            self._working()
            return
        self._write_all(self._audit.evaluation)
        self._show_letter()

    def _write_all(self, evaluation: Evaluation) -> None:
        """Write every letter as of today."""
        from reports.letters.case import Case
        from reports.letters.clause_list import clause_list, clauses_as_text
        from reports.letters.writing import all_letters

        self._shown_of = evaluation
        case = Case(evaluation, self._audit.library, dt.date.today(), self._comment_asked())
        self._letters = {letter.kind: letter for letter in all_letters(case)}
        self._terms = clauses_as_text(clause_list(evaluation, self._audit.library))
        self._tell_states()

    def _comment_asked(self) -> dt.date | None:
        """The day typed by a person, else the last one on which the letter that asks was written."""
        try:
            typed = self._asked.date()
        except ValueError:
            typed = None
        return typed or self._written().get("comment")

    def _written(self) -> dict[str, dt.date]:
        """The last day on which each letter was copied or saved."""
        found: dict[str, dt.date] = {}
        for item in letters_written(self._audit.workspace, self._audit.document.audit_id):
            found[item.kind] = max(item.date, found.get(item.kind, item.date))
        return found

    def _tell_states(self) -> None:
        from reports.letters.letter import Letter

        written = self._written()
        something_to_conclude = isinstance(self._letters["comment"], Letter)
        for kind, letter in self._letters.items():
            if isinstance(letter, Letter):
                words = self.tr("can be written now")
            elif letter.due is not None:
                words = self.tr("from {}").format(date_words(letter.due))
            elif kind == "outcome" and something_to_conclude:
                words = self.tr("after the vendor's comment")
            else:
                words = self.tr("nothing to say")
            if kind in written:
                words = self.tr("{state}; last written {date}").format(state=words, date=date_words(written[kind]))
            self.list.set_state(kind, words, ready=isinstance(letter, Letter))
        self.list.set_state(TERMS, self.tr("for your lawyer"), ready=True)

    def _show_letter(self) -> None:
        from reports.letters.as_text import letter_as_text
        from reports.letters.letter import Letter

        current = self.list.current
        letter = self._letters.get(current)
        ready = isinstance(letter, Letter) or (current == TERMS and bool(self._terms))
        for button in (self._copy, self._save):
            button.setEnabled(ready)
        self._asked_row.setVisible(current == "outcome" and self._shown_of is not None and self._red())
        self._state.clear()
        if isinstance(letter, Letter):
            self.text.setPlainText(letter_as_text(letter))
        else:
            self.text.setPlainText(self._terms if current == TERMS else "")
        self._when.setText(self._about(letter))
        self.text.setVisible(ready)
        self._blank.setVisible(not ready)
        name_field(self.text, self.list.currentItem().text())

    def _about(self, letter: Letter | NoLetter | None) -> str:
        """When the letter is sent, or why there is none."""
        from reports.letters.letter import NoLetter

        if isinstance(letter, NoLetter):
            return letter.sentence
        if letter is None:
            return self._audit.library.letters.terms.lead if self._terms else ""
        return self.tr("Sent {}.").format(self._audit.library.letters.letters[letter.kind].when)

    def _red(self) -> bool:
        evaluation = self._shown_of
        return evaluation is not None and evaluation.assessment.verdict == "NOT_DEFENSIBLE"

    def _record(self) -> None:
        """Enter in the audit that the letter was written; the terms are no letter."""
        kind = self.list.current
        if kind not in self._letters or self._audit.read_only:
            return
        written = letter_of(kind, self.text.toPlainText(), dt.date.today())
        try:
            record_letter(self._audit.workspace, self._audit.document.audit_id, written)
        except WorkspaceError as error:
            self._state.tell(self.tr("It could not be entered in the record of the audit: {}").format(error))
            return
        if self._shown_of is not None:
            self._write_all(self._shown_of)

    def _was_saved(self, path: Path) -> None:
        self._state.tell(self.tr("Saved: {}").format(path))
        self._record()

    def _failed(self, error: Exception) -> None:
        self._state.tell(self.tr("The document could not be written: {}").format(error))

    def _working(self) -> None:
        if self._shown_of is None:
            self._when.setText(self.tr("The letters can be written as soon as the verdict has been worked out."))
            self.text.hide()
            self._blank.show()
            self._asked_row.hide()

    def _not_evaluated(self, sentence: str) -> None:
        self._shown_of = None
        self._letters, self._terms = {}, ""
        self._show_letter()
        self._when.setText(self.tr("There is no verdict to write about: {}").format(sentence))
