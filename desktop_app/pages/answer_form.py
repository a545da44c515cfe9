"""The form for one answer: kind, value, words, grade, who said it and what backs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.audit.answer_check import check_answer
from core.audit.document import EvidenceItem
from core.audit.grading import grade_steps
from desktop_app.editors.editor_for import editor_for
from desktop_app.editors.extra_fields import ExtraFields
from desktop_app.editors.single import WordsOnlyEditor
from desktop_app.editors.value_editor import ValueEditor, readable
from desktop_app.pages.answer_draft import changed_answer
from desktop_app.widgets.fields import DateField, ShortField, WordsField, labelled
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option, Segments
from desktop_app.widgets.tab_order import order_for_tab
from questionnaires.answer import TEXT_LIMIT, Answer
from questionnaires.errors import UnusableInputError
from questionnaires.pack import Question
from questionnaires.vocabulary import Vocabulary

_PAUSE_IN_TYPING_MS = 400


class AnswerForm(Card):
    """Shows an answer; ``answer_given`` carries the answer as changed, 400 ms after the last key or at once.

    in_meeting: leave out what is not for a shared screen, and ask who will come back only when somebody will.
    """

    answer_given = Signal(str, object)

    def __init__(self, vocabulary: Vocabulary, parent: QWidget | None = None, *, in_meeting: bool = False) -> None:
        super().__init__(parent=parent)
        self._vocabulary = vocabulary
        self._in_meeting = in_meeting
        self._question: Question | None = None
        self._answer = Answer(status="not_asked")
        self._editor: ValueEditor = WordsOnlyEditor(self)
        self._extra: ExtraFields | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_IN_TYPING_MS)
        self._pause.timeout.connect(lambda: self.flush())

        self.status = Segments(self.tr("Kind of answer"), _statuses(vocabulary), self)
        self._status_help = PlainLabel(size="small", secondary=True)
        self._reason = self._line(QLineEdit(self), 500)
        self._reason_box = labelled(self.tr("Why it does not apply, and who accepted that"), self._reason)
        self._value = QVBoxLayout()
        self._problem = PlainLabel(strong=True)
        self._problem.setAccessibleName(self.tr("Problem with this answer"))
        self.words = WordsField(4, self)
        self.grade = Segments(self.tr("How well it is backed"), _grades(vocabulary), self)
        self._grade_help = PlainLabel(size="small", secondary=True)
        self._by = self._line(ShortField(22, self), 200)
        self._date = DateField(self)
        self._due = DateField(self)
        self._evidence = self._line(ShortField(18, self), 300)
        self._evidence_titles = PlainLabel(size="small", secondary=True)
        self._register: Mapping[str, EvidenceItem] = {}
        self._refused: dict[str, list[str]] = {}
        """By question, the text of every field as it was left where it made no sense."""
        self._elsewhere = PlainLabel(strong=True)
        self._elsewhere.setAccessibleName(self.tr("Not saved at other questions"))
        self._arrange()
        self._connect()

    @property
    def question_id(self) -> str | None:
        """The question whose answer is shown."""
        return None if self._question is None else self._question.id

    def show_answer(self, question: Question, answer: Answer, register: Mapping[str, EvidenceItem]) -> None:
        """Show an answer, with the evidence register its ids point into. Words not yet sent are sent first.

        What makes no sense is not sent; it stays at its question until it is put right.
        """
        sent = self.flush()
        if question is not self._question:
            if self._question is not None and not sent:
                self._refused[self._question.id] = [line.text() for line in self._lines()]
            self._question = question
            self._put_editors(question)
            self._problem.hide()
        self._register = register
        self._answer = answer
        self.status.set_offered("na", bool(question.na_allowed) or answer.status == "na")
        self.status.set_current(answer.status)
        self.grade.set_current(str(answer.grade))
        self._editor.show_answer(answer)
        if self._extra is not None:
            self._extra.show_answer(answer)
        self.words.blockSignals(True)
        self.words.set_words(answer.text)
        self.words.blockSignals(False)
        self._reason.setText(answer.reason)
        self._by.setText(answer.by or "")
        self._date.set_date(answer.date)
        self._due.set_date(answer.due)
        self._evidence.setText(", ".join(answer.evidence))
        self._show_consequences(question)
        self._show_refused(question.id)

    def press(self, position: int) -> None:
        """Choose by number among the question's choices."""
        self._editor.press(position)

    def start_promise(self) -> None:
        """Put the cursor where the name of whoever will come back goes."""
        self._by.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_on_in_promise(self) -> bool:
        """From the name to the date; whether the cursor was in the name."""
        if not self._by.hasFocus():
            return False
        self._due.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def flush(self) -> bool:
        """Send what was typed, if it was not sent yet; False where it makes no sense, which the form then says."""
        self._pause.stop()
        if self._question is None:
            return True
        try:
            answer = changed_answer(self._answer, self._fields())
            if answer != self._answer and answer.status != "na":  # a reason is typed after it was chosen
                check_answer(self._question, answer, self._vocabulary, "")
        except ValueError as error:
            self._problem.setText(self.tr("Not saved: {}").format(_one_sentence(error)))
            self._problem.show()
            return False
        self._problem.hide()
        self._refused.pop(self._question.id, None)
        if answer != self._answer:
            self._answer = answer
            self.status.set_current(answer.status)
            self.grade.set_current(str(answer.grade))
            self._show_consequences(self._question)
            self.answer_given.emit(self._question.id, answer)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send words when their field is left."""
        if watched is self.words and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    # How it is done

    def _fields(self) -> dict[str, Any]:
        text = self.words.toPlainText()
        if len(text) > TEXT_LIMIT:
            raise ValueError(self.tr("the words have more than {} characters.").format(TEXT_LIMIT))
        return {
            **self._editor.fields(),
            "status": self.status.current or "not_asked",
            "grade": int(self.grade.current or 0),
            "text": text,
            "reason": self._reason.text().strip(),
            "by": self._by.text().strip() or None,
            "date": self._date.date(),
            "due": self._due.date(),
            "evidence": tuple(part.strip() for part in self._evidence.text().split(",") if part.strip()),
            **({} if self._extra is None else {"extra": self._extra.values()}),
        }

    def _lines(self) -> list[QLineEdit]:
        own = [self._reason, self._by, self._date, self._due, self._evidence]
        parts = [part for part in (self._editor, self._extra) if part is not None]
        return own + [line for part in parts for line in part.findChildren(QLineEdit)]

    def _show_refused(self, question_id: str) -> None:
        """Put back what could not be saved here, and say at which other questions something waits."""
        texts = self._refused.get(question_id)
        if texts is not None:
            for line, text in zip(self._lines(), texts, strict=True):
                line.setText(text)
            self.flush()
        others = [which for which in self._refused if which != question_id]
        words = self.tr("What you typed is not saved at {}. It is kept there until you put it right.")
        self._elsewhere.setText(words.format(", ".join(others)))
        self._elsewhere.setVisible(bool(others))

    def _arrange(self) -> None:
        self.column.addWidget(self._elsewhere)
        self.column.addWidget(PlainLabel(self.tr("What kind of answer came back?"), strong=True))
        self.column.addWidget(self.status)
        self.column.addWidget(self._status_help)
        self.column.addWidget(self._reason_box)
        self.column.addLayout(self._value)
        self.column.addWidget(self._problem)
        self.column.addWidget(labelled(self.tr("In their words"), self.words))
        self.column.addSpacing(4)
        self.column.addWidget(PlainLabel(self.tr("How well is it backed?"), strong=True))
        self.column.addWidget(self.grade)
        self.column.addWidget(self._grade_help)
        origin = QWidget(self)
        row = FlowLayout(origin, gap=12)
        said_by = self.tr("Who will come back") if self._in_meeting else self.tr("Said by")
        self._by_box = labelled(said_by, self._by)
        self._due_box = labelled(self.tr("Promised for"), self._due)
        dated, evidence = labelled(self.tr("On"), self._date), labelled(self.tr("Evidence, by id"), self._evidence)
        for box in (self._by_box, dated, self._due_box, evidence):
            row.addWidget(box)
        for private in (self._status_help, self._grade_help, dated, evidence):
            private.setHidden(self._in_meeting)
        self.column.addWidget(origin)
        self.column.addWidget(self._evidence_titles)
        self._problem.hide()

    def _connect(self) -> None:
        for group in (self.status, self.grade):
            group.chosen.connect(lambda _which: self.flush())
        for field in (self._reason, self._by, self._date, self._due, self._evidence):
            field.editingFinished.connect(self.flush)
        self.words.textChanged.connect(self._pause.start)
        self.words.installEventFilter(self)

    def _line(self, line: QLineEdit, limit: int) -> QLineEdit:
        line.setMaxLength(limit)
        line.textEdited.connect(lambda _text: self._pause.start())
        return line

    def _put_editors(self, question: Question) -> None:
        for old in (self._editor, self._extra):
            if old is not None:
                self._value.removeWidget(old)
                old.hide()
                old.deleteLater()
        self._editor = editor_for(question.answer, self._vocabulary, self)
        self._editor.edited.connect(self.flush)
        self._value.addWidget(self._editor)
        self._extra = None
        if question.answer.extra_fields:
            self._extra = ExtraFields(question.answer.extra_fields, question.answer.extra_options, self)
            self._extra.edited.connect(self.flush)
            self._value.addWidget(self._extra)
        answered = (self.status, self._reason, self._editor, self._extra, self.words, self.grade)
        order_for_tab((*answered, self._by, self._date, self._due, self._evidence))

    def _show_consequences(self, question: Question) -> None:
        self._status_help.setText(self._vocabulary.statuses[self._answer.status].help)
        self._reason_box.setVisible(self._answer.status == "na")
        promised = self._answer.status == "pending" or self._answer.due is not None
        self._due_box.setVisible(promised)
        self._by_box.setVisible(promised or not self._in_meeting)
        wanted = self._vocabulary.evidence_grades[question.evidence.want]
        words = self.tr("Wanted here: {grade} {label} ({accept}).")
        accept = ", ".join(question.evidence.accept)
        lines = [words.format(grade=question.evidence.want, label=wanted.label.lower(), accept=accept)]
        for step in grade_steps(self._answer, self._vocabulary):
            counts = self.tr("Counts as {grade}: {why}")
            lines.append(counts.format(grade=step.after, why=step.reason or step.rule))
        self._grade_help.setText("\n".join(lines))
        titles = [
            f"{which}: {self._register[which].title}" for which in self._answer.evidence if which in self._register
        ]
        self._evidence_titles.setText("\n".join(titles))
        self._evidence_titles.setVisible(bool(titles) and not self._in_meeting)


def _statuses(vocabulary: Vocabulary) -> list[Option]:
    words = vocabulary.statuses.items()
    return [Option(status, word.label, word.key, word.help) for status, word in words if word.key]


def _grades(vocabulary: Vocabulary) -> list[Option]:
    return [Option(str(grade), word.label, word.key, word.test) for grade, word in vocabulary.evidence_grades.items()]


def _one_sentence(error: ValueError) -> str:
    """What is wrong, without the frame that pydantic or a file's name puts around it."""
    if isinstance(error, UnusableInputError):
        place = error.place.partition(", ")[2]
        field = "" if place in ("value", "choice") else readable(place.removeprefix("value ")) + ": "
        return f"{field}{error.cause}."
    details = getattr(error, "errors", None)
    message: str = details()[0]["msg"].removeprefix("Value error, ") if details is not None else str(error)
    return message if message.endswith(".") else f"{message}."
