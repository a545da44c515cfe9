"""Words that are being typed, kept in a small file every two seconds until they are saved as an answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.open_audit import OpenAudit
from desktop_app.pages.answer_draft import changed_answer
from desktop_app.pages.answer_form import AnswerForm
from desktop_app.problems import ask_first
from desktop_app.stored_json import read_json, write_json

_FILE = "drafts.json"
_EVERY_MS = 2000
_SHOWN = 300
"""Characters of a draft that the offer shows."""

Drafts = dict[str, dict[str, str]]
"""By audit id and question id, words that were typed and are not saved."""


class SaveDrafts(QObject):
    """Keeps what is typed into the open audit and not saved, and offers what a crash left behind.

    in_front: what holds the answer form that a person types into, if it has one.
    """

    def __init__(self, data_dir: Path, audit: OpenAudit, in_front: Callable[[], QWidget | None]) -> None:
        super().__init__(audit)
        self._path = data_dir / _FILE
        self._audit = audit
        self._in_front = in_front
        self._kept = _read(self._path).get(audit.document.audit_id, {})
        self.left_behind = {
            question: words
            for question, words in self._kept.items()
            if words.strip() and words != self._saved_words(question)
        }
        """By question, words that were found when the audit was opened and that nobody has decided about."""
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.keep)
        if not audit.read_only:
            self._timer.start()

    def keep(self) -> None:
        """Write down what is typed and not saved; forget what has been saved since."""
        drafts = {which: words for which, words in self._kept.items() if words != self._saved_words(which)}
        place = self._in_front()
        form = None if place is None else place.findChild(AnswerForm)
        if form is not None and form.question_id is not None:
            words = form.words.toPlainText()
            if words != self._saved_words(form.question_id):
                drafts[form.question_id] = words
            else:
                drafts.pop(form.question_id, None)
        self._write({**drafts, **self.left_behind})

    def stop(self) -> None:
        """The audit is being closed: what could not be saved stays here."""
        if self._timer.isActive():
            self._timer.stop()
            self.keep()

    def offer(self, parent: QWidget) -> None:
        """Ask whether what was left behind shall be put back; it is offered again until somebody does."""
        if self.left_behind and not self._audit.read_only:
            question, words = next(iter(self.left_behind.items()))
            sentence = self.tr(
                "When the last session broke off, words typed for {question} were not saved yet:\n\n“{words}”\n\n"
                "Put them back? It can be undone."
            )
            shown = words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
            ask_first(
                parent,
                sentence.format(question=question, words=shown),
                self.tr("Put back"),
                lambda: self._put_back(question, parent),
            )

    def _put_back(self, question: str, parent: QWidget) -> None:
        words = self.left_behind.pop(question)
        self._audit.give_answer(question, changed_answer(self._audit.answer(question), {"text": words}))
        self._audit.answer_restored.emit(question)
        self.offer(parent)

    def _saved_words(self, question: str) -> str | None:
        """The words of a saved answer; None while something could not be saved."""
        return self._audit.answer(question).text if self._audit.save_state.saved else None

    def _write(self, drafts: dict[str, str]) -> None:
        if drafts == self._kept:
            return
        self._kept = drafts
        everything = {**_read(self._path), self._audit.document.audit_id: drafts}
        everything = {audit: words for audit, words in everything.items() if words}
        try:
            if everything:
                write_json(self._path, everything)
            else:
                self._path.unlink(missing_ok=True)
        except OSError:  # a full disk is told where answers are saved
            self._kept = {}  # try again at the next turn


def _read(path: Path) -> Drafts:
    """The file's content; what is not of its form counts as nothing."""
    stored = read_json(path, {})
    audits = stored.items() if isinstance(stored, dict) else ()
    return {
        audit: {question: words for question, words in drafts.items() if isinstance(words, str)}
        for audit, drafts in audits
        if isinstance(drafts, dict)
    }
