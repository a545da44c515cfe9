"""Meeting mode: one question in large type, answered with the keyboard, and nothing that is not for a shared screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.risk.result import RiskResult
from desktop_app.editors.value_editor import CHOICE_PLACES, choice_key
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.answer_form import AnswerForm
from desktop_app.pages.meeting_head import MeetingHead
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.answer import Status
from questionnaires.pack import Question

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TYPE_SCALE, _LARGEST_POINTS = 1.2, 15.0
"""The meeting enlarges the text by this much; text that a person has enlarged further stays as it is."""
_PENDING: Status = "pending"


class MeetingPage(QWidget):
    """Takes answers to the shortest pack of the audit and says how the meeting went, which is not a verdict.

    ``left`` carries the question it was left at; ``letter_wanted`` follows it where the follow-up letter comes next.
    """

    left = Signal(str)
    letter_wanted = Signal()

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit = audit
        self.current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.head = MeetingHead(self)
        self.head.next_wanted.connect(self._leap)
        self._ask = PlainLabel(size="display", strong=True)
        self.form = AnswerForm(audit.library.vocabulary, in_meeting=True)
        self.form.setEnabled(not audit.read_only)
        self.form.words.installEventFilter(self)
        self._arrange()
        self._make_keys()
        self._enlarge()
        self.form.answer_given.connect(audit.give_answer)
        for happened in (audit.live_scored, audit.evaluated, audit.evaluation_failed):
            happened.connect(self._show_figures)
        audit.answer_restored.connect(self._show_restored)
        self._show_figures()
        self.form.answer_given.connect(lambda _question, _answer: self._show_outcome())
        self._show_outcome()
        unasked = [q.id for q in self.questions() if audit.answer(q.id).status == "not_asked"]
        self.show_question((unasked or [question.id for question in self.questions()])[0])

    def questions(self) -> tuple[Question, ...]:
        """The questions of the audit's shortest pack that apply; all that apply where none of them does."""
        applying = self._audit.questions()
        shortest = min(self._audit.packs, key=lambda pack: pack.pack.minutes.typical)
        return tuple(question for question in applying if question in shortest.questions) or applying

    def show_question(self, question_id: str) -> None:
        """Ask one question."""
        self.form.flush()
        questions = self.questions()
        ids = [question.id for question in questions]
        at = ids.index(question_id)
        question = questions[at]
        self.current = question.id
        place = self.tr("Question {number} of {total}").format(number=at + 1, total=len(ids))
        self.head.place.setText(place)
        ask = question.asked_in(self._audit.document.context.lane)
        self._ask.setText(ask)
        self.setAccessibleName(f"{place}: {ask}")
        self.form.show_answer(question, self._audit.answer(question.id), self._audit.document.evidence)
        self._previous.setEnabled(at > 0)
        self._next.setEnabled(at < len(ids) - 1)
        self._keys.setText(self._keys_at_the_end if at == len(ids) - 1 else self._keys_on_the_way)
        self._show_next()
        self._page.verticalScrollBar().setValue(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to a neighbour, from the last question to the letter; stay while what was typed makes no sense."""
        if not self.form.flush():
            return
        ids = [question.id for question in self.questions()]
        at = ids.index(self.current) + by if self.current in ids else 0
        self.show_question(ids[min(max(at, 0), len(ids) - 1)])
        if at >= len(ids):
            self.letter.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Save what was typed and go back; stay where it makes no sense."""
        if self.form.flush():
            self.left.emit(self.current)

    def go_to_letter(self) -> None:
        """Leave for the follow-up letter, which holds what was written down."""
        if self.form.flush():
            self.left.emit(self.current)
            self.letter_wanted.emit()

    def event(self, event: QEvent) -> bool:
        """Follow the size of the text."""
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._enlarge()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on from their words too; with Shift it starts a line."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.key() not in _ENTER:
            return super().eventFilter(watched, event)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return super().eventFilter(watched, event)
        self.step(1)
        return True

    # How it is done

    def _arrange(self) -> None:
        self._page = Page("", width_in_letters=150)
        self._page.setAccessibleName(self.tr("Question"))
        self._page.column.addWidget(self._ask)
        self._page.column.addWidget(self.form)
        self._previous = self._button(self.tr("Previous"), partial(self.step, -1))
        self._next = self._button(self.tr("Next"), partial(self.step, 1))
        self.letter = self._button(self.tr("Follow-up letter"), self.go_to_letter)
        self._keys_on_the_way = self.tr("Enter: next   K: previous   W: their words   A: ask this next   Esc: leave")
        self._keys_at_the_end = self.tr(
            "The last question. Enter twice: the follow-up letter   K: previous   Esc: leave"
        )
        self._keys = PlainLabel(self._keys_on_the_way, size="small", secondary=True)
        foot = QHBoxLayout()
        foot.addWidget(self._keys, 1)
        for button in (self._previous, self._next, self.letter, self._button(self.tr("Leave"), self.leave)):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.addWidget(self.head)
        column.addWidget(self._page, 1)
        column.addLayout(foot)

    def _button(self, words: str, does: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda _checked=False: does())
        return button

    def _enlarge(self) -> None:
        font = QFont(QApplication.font())
        usual = font.pointSizeF()
        font.setPointSizeF(max(usual, min(usual * _TYPE_SCALE, _LARGEST_POINTS)))
        self.setFont(font)

    def _show_figures(self) -> None:
        risk = self._risk()
        if self._audit.evaluation_problem is not None:
            self.head.show_problem()
        elif risk is not None:
            self.head.show_risk(risk)
        self._show_next()

    def _risk(self) -> RiskResult | None:
        evaluation = self._audit.evaluation
        return self._audit.live or (None if evaluation is None else evaluation.risk)

    def _show_next(self) -> None:
        """Of the open questions of this meeting: those that must be answered, then the one that would tell most."""
        risk = self._risk()
        telling = () if risk is None else (*risk.open_gates, *(item.question for item in risk.ask_next))
        asked = {question.id: question for question in self.questions()}
        self.head.show_next(next((asked[one] for one in telling if one in asked and one != self.current), None))

    def _leap(self, question_id: str) -> None:
        if self.form.flush():
            self.show_question(question_id)

    def _show_outcome(self) -> None:
        self.head.show_outcome([self._audit.answer(question.id).status for question in self.questions()])

    def _show_restored(self, question_id: str) -> None:
        """What was undone is shown where it was answered."""
        if any(question.id == question_id for question in self.questions()):
            self.show_question(question_id)
        self._show_outcome()

    def _make_keys(self) -> None:
        form, vocabulary = self.form, self._audit.library.vocabulary
        self._key(self.tr("Next question"), ["Return", "Enter", "J", "Alt+Down"], self._go_on)
        self._key(self.tr("Previous question"), ["K", "Alt+Up"], partial(self.step, -1))
        self._key(self.tr("Write their words"), ["W"], form.words.setFocus)
        self._key(self.tr("Ask this next"), ["A"], self.head.go_to_next)
        self._key(self.tr("Leave the field, then the meeting"), ["Esc"], self._step_out)
        self._key(self.tr("Leave the meeting"), ["F11"], self.leave)
        for status, word in vocabulary.statuses.items():
            if word.key:
                self._key(word.label, [word.key], partial(self._choose_status, status))
        for grade, level in vocabulary.evidence_grades.items():
            self._key(level.label, [level.key], partial(form.grade.choose, str(grade)))
        stack = self._audit.undo_stack
        for action, keys in (
            (stack.createUndoAction(self, self.tr("&Undo")), QKeySequence.StandardKey.Undo),
            (stack.createRedoAction(self, self.tr("&Redo")), QKeySequence.StandardKey.Redo),
        ):
            action.setShortcuts(QKeySequence.keyBindings(keys))  # the menu bar is hidden, and its keys with it
            self.addAction(action)
        for number in CHOICE_PLACES:
            self._key(self.tr("Choose answer {}").format(number), [choice_key(number)], partial(form.press, number))

    def _key(self, words: str, keys: list[str], does: Callable[[], object]) -> None:
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: does())
        self.addAction(action)

    def _go_on(self) -> None:
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and focused.hasFocus():
            focused.click()
        elif not self.form.go_on_in_promise():
            self.step(1)

    def _step_out(self) -> None:
        """From a field back to the question, so that single keys work again; from there out of the meeting."""
        field = self.focusWidget()
        if isinstance(field, QLineEdit | QPlainTextEdit) and field.hasFocus():
            if self.form.flush():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.leave()

    def _choose_status(self, status: str) -> None:
        self.form.status.choose(status)
        if status == _PENDING:
            self.form.start_promise()
            QTimer.singleShot(0, self._show_what_is_typed)

    def _show_what_is_typed(self) -> None:
        """Bring the field that was just opened into sight, once it has its place."""
        field = self.form.focusWidget()
        if field is not None:
            self._page.ensureWidgetVisible(field, 0, field.height())
