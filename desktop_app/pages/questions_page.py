"""The stage of questions: the list on the left, one question on the right, everything by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from desktop_app.editors.value_editor import CHOICE_PLACES, choice_key
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.question_list import QuestionList
from desktop_app.pages.question_page import QuestionPage
from questionnaires.carrying import carried_answer
from questionnaires.pack import Question


class QuestionsPage(QWidget):
    """Joins list and question to the open audit. ``keys`` are the actions that work while it is in front."""

    meeting_wanted = Signal()

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit = audit
        self.list = QuestionList(audit, self)
        self.page = QuestionPage(audit.library.vocabulary, self)
        self.page.form.setEnabled(not audit.read_only)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(self.list)
        self._split.addWidget(self.page)
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._split)
        self.setAccessibleName(self.tr("Questions"))
        self.keys = self._make_keys()
        """What the menu offers while this page is in front."""
        self._all_keys = [*self.keys, *self._make_choice_keys()]
        self.addActions(self._all_keys)
        self.list.meeting_wanted.connect(self.meeting_wanted)
        self.list.chosen.connect(self._show)
        self.page.answer_given.connect(audit.give_answer)
        audit.answer_changed.connect(lambda question_id: self._tell_to_confirm(question_id))
        audit.answer_restored.connect(self._restored)
        audit.answer_given_elsewhere.connect(self._refresh)
        self._show_first()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy instead would catch every Tab that comes by."""
        self.list.view.setFocus(event.reason())

    def show_question(self, question_id: str) -> None:
        """Go to a question, or to the one of a longer pack that has taken its place."""
        question = self._audit.wording.question(question_id)
        if question is not None and question not in self._audit.questions() and question.carries_to is not None:
            question_id = question.carries_to
        self.list.choose(question_id)

    def flush(self) -> None:
        """Send what is being typed."""
        self.page.form.flush()

    def showEvent(self, event: QShowEvent) -> None:
        """Keys work while the page is in front."""
        super().showEvent(event)
        for key in self._all_keys:
            key.setEnabled(True)
        letters = self.fontMetrics().averageCharWidth()
        if not self._split.property("placed"):
            list_width = min(letters * 42, self.width() * 3 // 10)
            self._split.setSizes([list_width, self.width() - list_width])
            self._split.setProperty("placed", True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is left behind, and keys rest."""
        self.flush()
        for key in self._all_keys:
            key.setEnabled(False)
        super().hideEvent(event)

    def _step(self, by: int) -> None:
        """Go on with the keyboard free for single letters again; stay while what was typed makes no sense."""
        if not self.page.form.flush():
            return
        self.list.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.step(by)

    def _show_first(self) -> None:
        ids = self.list.rows.question_ids()
        unsettled = [which for which in ids if self._audit.answer(which).status == "not_asked"]
        if ids:
            self.list.choose((unsettled or list(ids))[0])

    def _show(self, question_id: str) -> None:
        question = self._audit.wording.question(question_id)
        if question is not None:
            self.flush()
            document = self._audit.document
            self.page.show_question(
                question,
                self._section(question),
                self._audit.answer(question_id),
                document.evidence,
                document.context.lane,
                carried_answer(question, self._audit.worded_packs, document.answers),
            )
            self.page.show_to_confirm(self._audit.to_confirm(question_id))
            self.page.verticalScrollBar().setValue(0)

    def _refresh(self, question_id: str) -> None:
        """Show what another page did to the answer in front, lest it be sent again as it was."""
        if self.page.form.question_id == question_id:
            self._show(question_id)

    def _tell_to_confirm(self, question_id: str) -> None:
        if self.page.form.question_id == question_id:
            self.page.show_to_confirm(self._audit.to_confirm(question_id))

    def _restored(self, question_id: str) -> None:
        self.list.choose(question_id)
        self._show(question_id)

    def _section(self, question: Question) -> str:
        for pack in self._audit.worded_packs:
            if pack.question(question.id) is not None:
                return next((part.title for part in pack.pack.sections if part.id == question.section), "")
        return ""

    def _make_keys(self) -> list[QAction]:
        vocabulary = self._audit.library.vocabulary
        form = self.page.form
        keys = [
            self._key(self.tr("Next question"), ["J", "Alt+Down"], lambda: self._step(1)),
            self._key(self.tr("Previous question"), ["K", "Alt+Up"], lambda: self._step(-1)),
            self._key(self.tr("Search questions"), ["Ctrl+F"], self.list.start_search),
            self._key(self.tr("Write their words"), ["W"], form.words.setFocus),
            self._key(self.tr("Leave the field, for single keys again"), ["Esc"], self.list.view.setFocus),
        ]
        for status, word in vocabulary.statuses.items():
            if word.key:
                keys.append(self._key(word.label, [word.key], partial(form.status.choose, status)))
        for grade, level in vocabulary.evidence_grades.items():
            words = self.tr("Grade {grade}: {label}").format(grade=grade, label=level.label)
            keys.append(self._key(words, [level.key], partial(form.grade.choose, str(grade))))
        return keys

    def _make_choice_keys(self) -> list[QAction]:
        """Keys for the offered answers: too many, and too plain on the page, for a menu."""
        press = self.page.form.press
        words = self.tr("Choose answer {}")
        return [self._key(words.format(place), [choice_key(place)], partial(press, place)) for place in CHOICE_PLACES]

    def _key(self, words: str, keys: list[str], does: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: does())
        return action
