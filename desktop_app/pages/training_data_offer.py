"""Answers that the buyer's training data gives, beside those of the audit; a person ticks which are used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QPushButton, QWidget

from core.audit.document import EvidenceItem
from core.samples.training.reading import TrainingReading
from desktop_app.open_audit import OpenAudit
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.answer import Answer
from questionnaires.pack import Question
from reports.words import answer_lines

_STAGE = "samples"
"""Where undoing leads."""


class OfferCard(Card):
    """A row for each question: the answer now, the answer offered. Using them is one step that can be undone."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Use as answers"), parent)
        self._audit = audit
        self._offered: Mapping[str, Answer] = {}
        self._evidence: Mapping[str, EvidenceItem] = {}
        self._ticks: dict[str, QCheckBox] = {}
        self._lead = PlainLabel(secondary=True)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        for column, share in enumerate((2, 3, 3)):
            self._grid.setColumnStretch(column, share)
        self.use = QPushButton(self.tr("Use the ticked answers"))
        self.use.clicked.connect(self.apply)
        self._state = PlainLabel(secondary=True)
        for part in (self._lead, self._rows):
            self.column.addWidget(part)
        self.column.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._state)
        self.hide()

    def show_offer(self, reading: TrainingReading) -> None:
        """Show what the reading offers to the in-house questions of this audit.

        Other packs ask a vendor, about its data: the buyer's own figures are no answer to them.
        """
        from core.assessment.offered_answers import offered_answers

        self._offered, self._evidence = {}, {}
        for pack in self._audit.packs:
            if pack.pack.audience != "internal":
                continue
            offer = offered_answers(reading, pack, dt.date.today())
            self._offered = {**self._offered, **offer.answers}
            self._evidence = {**self._evidence, **offer.evidence}
        self._state.clear()
        self._show_rows()
        self.show()

    def apply(self) -> None:
        """Give the ticked answers, with the files they rest on as evidence."""
        ticked = [which for which, tick in self._ticks.items() if tick.isChecked()]
        if not ticked:
            self._state.setText(self.tr("Tick at least one answer."))
            return
        audit = self._audit
        audit.undo_stack.beginMacro(self.tr("answers from the training data"))
        added = dict(zip(self._evidence, audit.record.add_evidence(self._evidence.values()), strict=True))
        for which in ticked:
            answer = self._offered[which]
            evidence = tuple(added[item] for item in answer.evidence)
            audit.give_answer(which, answer.model_copy(update={"evidence": evidence}), stage=_STAGE)
        audit.undo_stack.endMacro()
        words = self.tr("{} answers were put in, with the files as evidence. Undo takes them back.")
        self._show_rows()
        self._state.setText(words.format(len(ticked)))

    def _show_rows(self) -> None:
        clear_layout(self._grid)
        self._ticks = {}
        asked = {question.id: question for question in self._audit.questions()}
        offered = [asked[which] for which in self._offered if which in asked]
        if offered:
            self._lead.setText(self.tr("Nothing is changed until you say so. Tick what should replace the answer now."))
            for column, words in enumerate((self.tr("Question"), self.tr("Answer now"), self.tr("Offered"))):
                self._grid.addWidget(PlainLabel(words, size="small", secondary=True), 0, column)
        else:
            words = self.tr(
                "What was counted answers no question of this audit: it has no questions on your own training, or the "
                "files do not say who wrote the examples and which are in every batch."
            )
            self._lead.setText(words)
        for line, question in enumerate(offered, start=1):
            self._add_row(line, question)
        for part in (self._rows, self.use):
            part.setVisible(bool(offered))
        self.use.setEnabled(not self._audit.read_only)

    def _add_row(self, line: int, question: Question) -> None:
        now, then = self._audit.answer(question.id), self._offered[question.id]
        tick = QCheckBox(question.id)
        tick.setAccessibleName(f"{question.id} {question.short}")
        tick.setAccessibleDescription(
            self.tr("Now: {now}. Offered: {then}.").format(
                now=self._words(question, now), then=self._words(question, then)
            )
        )
        self._ticks[question.id] = tick
        name = QWidget()
        grid = QGridLayout(name)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(tick)
        grid.addWidget(PlainLabel(question.short, size="small", secondary=True))
        self._grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
        for column, answer in ((1, now), (2, then)):
            self._grid.addWidget(PlainLabel(self._words(question, answer)), line, column, Qt.AlignmentFlag.AlignTop)

    def _words(self, question: Question, answer: Answer) -> str:
        library = self._audit.library
        said = [library.vocabulary.statuses[answer.status].label]
        if answer.answered:
            said[0] = f"{said[0]}, {library.vocabulary.evidence_grades[answer.grade].label}"
        return "\n".join((*said, *answer_lines(question, answer, library), *([answer.text] if answer.text else [])))
