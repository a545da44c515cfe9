"""What the owner of a firm needs under the verdict: three questions to ask, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from core.assessment.result import RaisedFinding
from desktop_app.pages.verdict_cards import Said
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.library import Library
from questionnaires.pack import Lane, Question
from reports.words import date_words, owner_label

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation

_MOST = 3


class _FewRows(Card):
    """A title, and a few rows or a sentence that says there are none."""

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__(title)
        self._nothing = nothing
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.column.addLayout(self._rows)
        self.column.addStretch(1)

    def _show_rows(self, rows: Sequence[Said]) -> None:
        clear_layout(self._rows)
        for row in rows or (PlainLabel(self._nothing, secondary=True),):
            self._rows.addWidget(row)


class QuestionsCard(_FewRows):
    """The questions whose answers would tell most, in the words to ask them with."""

    question_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("What to ask next"), self.tr("Nothing that would tell much is open."))

    def show_questions(self, questions: Sequence[Question], lane: Lane) -> None:
        """Show them, the most telling first."""
        self._show_rows([Said(one.short, one.asked_in(lane), link=self._ask(one)) for one in questions])

    def _ask(self, question: Question) -> QPushButton:
        button = QPushButton(self.tr("Ask it"))
        button.setAccessibleName(self.tr("Go to question {}").format(f"{question.id} {question.short}"))
        button.clicked.connect(lambda _checked=False: self.question_wanted.emit(question.id))
        return button


class BeginCard(Card):
    """The ways to begin, for an audit in which nothing was asked."""

    meeting_wanted = Signal()
    questions_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("How to begin"))
        words = self.tr(
            "In a meeting: one question fills the screen, keys take the answers, and the letter is ready at the end. "
            "Or answer from papers, or send the questions to the vendor."
        )
        self.column.addWidget(PlainLabel(words, secondary=True))
        row = QHBoxLayout()
        for label, wanted in (
            (self.tr("Start the &meeting"), self.meeting_wanted),
            (self.tr("Go to the &questions"), self.questions_wanted),
        ):
            button = QPushButton(label)
            button.clicked.connect(wanted)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)


class NextCard(_FewRows):
    """The most pressing actions, each with who and by when."""

    def __init__(self) -> None:
        super().__init__(self.tr("What to do next"), self.tr("No finding asks for anything now."))

    def show_actions(self, findings: Sequence[RaisedFinding], lane: Lane) -> None:
        """Show the first few findings' actions."""
        words = self.tr("{owner}, by {date}.")
        self._show_rows(
            [
                Said(one.title, one.action, words.format(owner=owner_label(one.owner, lane), date=date_words(one.due)))
                for one in findings[:_MOST]
            ]
        )


def questions_to_ask(evaluation: Evaluation, library: Library) -> tuple[Question, ...]:
    """At most three: open ones that must be answered, then those that would narrow the risk most, then the rest."""
    change = evaluation.assessment.what_would_change_it
    wanted = [
        *evaluation.risk.open_gates,
        *(item.question for item in evaluation.risk.ask_next),
        *(answer.question for answer in (change.answers if change is not None else ()) if answer.question is not None),
    ]
    asked = [library.question(which) for which in dict.fromkeys(wanted)]
    return tuple(question for question in asked if question is not None)[:_MOST]
