"""One question: how it is asked and why, the answer, and what a good answer would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from core.audit.document import EvidenceItem
from desktop_app.pages.answer_form import AnswerForm
from desktop_app.pages.carry_bar import CarryBar
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.answer import Answer
from questionnaires.carrying import CarriedAnswer
from questionnaires.pack import Lane, Question
from questionnaires.vocabulary import Vocabulary

_LETTERS_FOR_TWO_COLUMNS = 150


class QuestionPage(Page):
    """Shows a question with its answer; ``answer_given`` carries what the person changed."""

    answer_given = Signal(str, object)

    def __init__(self, vocabulary: Vocabulary, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, width_in_letters=190)
        self.setAccessibleName(self.tr("Question"))
        self.column.setSpacing(10)
        self._place = PlainLabel(size="small", secondary=True)
        self._ask = PlainLabel(size="title", strong=True)
        self._why = PlainLabel(secondary=True)
        self._question: Question | None = None
        self._register: Mapping[str, EvidenceItem] = {}
        self._last = PlainLabel(strong=True)
        self._last.hide()
        self._carry = CarryBar(vocabulary)
        self._carry.taken.connect(self._take_over)
        self.form = AnswerForm(vocabulary)
        self.form.answer_given.connect(self.answer_given)
        self._guide = _Guide()
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(20)
        self._halves.addWidget(self.form, 3)
        self._halves.addWidget(self._guide, 2)
        for widget in (self._place, self._ask, self._why, self._last, self._carry):
            self.column.addWidget(widget)
        self.column.addLayout(self._halves)
        self.column.addStretch(1)

    def show_question(
        self,
        question: Question,
        section: str,
        answer: Answer,
        register: Mapping[str, EvidenceItem],
        lane: Lane = "A",
        carried: CarriedAnswer | None = None,
    ) -> None:
        """Show a question as it is asked in a lane, the current answer, and what was said to its short form."""
        self._question, self._register = question, register
        words = [question.id, section]
        if question.gate:
            words.append(self.tr("must answer: this one can decide the verdict by itself"))
        self._place.setText("  ·  ".join(words))
        self._ask.setText(question.asked_in(lane))
        self._why.setText(question.why)
        self._carry.show_carried(carried)
        self.form.show_answer(question, answer, register)
        self._guide.show_question(question)

    def show_to_confirm(self, to_confirm: bool) -> None:
        """Say that the answer is what the last audit said."""
        words = self.tr(
            "From the last audit, to be confirmed. It counts once you choose what kind of answer came back."
        )
        self._last.setText(words if to_confirm else "")
        self._last.setVisible(to_confirm)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the guide beside the answer where there is room, below it where there is not."""
        wide = self.width() > self.fontMetrics().averageCharWidth() * _LETTERS_FOR_TWO_COLUMNS
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(direction)
        super().resizeEvent(event)

    def _take_over(self, draft: Answer) -> None:
        """Put the draft into the form, to be checked there, and keep it."""
        if self._question is not None:
            self._carry.show_carried(None)
            self.form.show_answer(self._question, draft, self._register)
            self.answer_given.emit(self._question.id, draft)


class _Guide(QWidget):
    """What to listen for."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(2, 0, 0, 0)
        self._layout.setSpacing(4)
        self._parts: list[tuple[PlainLabel, PlainLabel]] = []
        heads = (
            self.tr("A strong answer"),
            self.tr("Warning signs"),
            self.tr("If the answer is vague, ask"),
            self.tr("Evidence wanted"),
            self.tr("How to check it"),
        )
        for head in heads:
            title, body = PlainLabel(head, strong=True), PlainLabel()
            self._parts.append((title, body))
            self._layout.addWidget(title)
            self._layout.addWidget(body)
            self._layout.addSpacing(8)
        self._layout.addStretch(1)

    def show_question(self, question: Question) -> None:
        """Fill in what the pack says."""
        evidence = self.tr("{accept}. Grade {want} at ordinary stakes, {want_high} at critical ones.")
        texts = (
            question.strong,
            _bullets(question.red_flags),
            question.probe,
            evidence.format(
                accept="; ".join(question.evidence.accept).capitalize(),
                want=question.evidence.want,
                want_high=question.evidence.want_high,
            ),
            question.verify,
        )
        for (title, body), text in zip(self._parts, texts, strict=True):
            body.setText(text)
            title.setVisible(bool(text))
            body.setVisible(bool(text))


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"•  {line}" for line in lines)
