"""The head of meeting mode: which question, how the meeting goes, both gauges as they stand, and what to ask next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.risk.result import Gauge, RiskResult
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.answer import ANSWERED, UNKNOWN, Status
from questionnaires.pack import Question
from reports.figures.numbers import chance

_PENDING: Status = "pending"


class MeetingHead(QWidget):
    """Says where the meeting stands. ``next_wanted`` carries the question that would tell most."""

    next_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = PlainLabel(secondary=True, wrap=False)
        self.outcome = PlainLabel(secondary=True, wrap=False)
        self.outcome.setAccessibleName(self.tr("How the meeting went"))
        self.figures = PlainLabel(tabular=True)
        self.figures.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.ask_next = QPushButton(self)
        self.ask_next.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._next = ""
        self.ask_next.clicked.connect(lambda _checked=False: self.go_to_next())
        where = QHBoxLayout()
        where.setSpacing(18)
        where.addWidget(self.place)
        where.addWidget(self.outcome, 1)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(where)
        left.addWidget(self.ask_next)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(left, 5)
        row.addWidget(self.figures, 4)
        self.show_next(None)

    def go_to_next(self) -> None:
        """Ask for the question that would tell most, if there is one."""
        if self._next:
            self.next_wanted.emit(self._next)

    def show_next(self, question: Question | None) -> None:
        """Offer the question that would tell most; None where no open one of this meeting would."""
        self._next = "" if question is None else question.id
        self.ask_next.setVisible(question is not None)
        if question is not None:
            self.ask_next.setText(self.tr("Ask this next: {} (A)").format(question.short))

    def show_outcome(self, statuses: Sequence[Status]) -> None:
        """Answered, promised and open so far; a verdict word would say the same of a good and an evasive meeting."""
        answered = sum(status in ANSWERED for status in statuses)
        promised = statuses.count(_PENDING)
        still_open = sum(status in UNKNOWN for status in statuses) - promised
        unasked = len(statuses) - answered - promised - still_open
        words = self.tr("{answered} answered · {promised} promised · {still_open} open · {unasked} not asked")
        self.outcome.setText(words.format(answered=answered, promised=promised, still_open=still_open, unasked=unasked))

    def show_risk(self, risk: RiskResult) -> None:
        """Show both gauges; an average never stands without the adverse case."""
        gauges = (
            (self.tr("Rare cases lost early"), risk.rare_case),
            (self.tr("General quality lost"), risk.general),
        )
        self.figures.setText("\n".join(self._line(title, gauge) for title, gauge in gauges))

    def show_problem(self) -> None:
        """Say that there are no figures."""
        self.figures.setText(self.tr("The risk could not be worked out"))

    def _line(self, title: str, gauge: Gauge) -> str:
        words = self.tr("{title}: {average} on average, {adverse} in the adverse case")
        return words.format(title=title, average=chance(gauge.probability), adverse=chance(gauge.adverse))
