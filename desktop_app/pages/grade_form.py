"""The grade of one answer: what lowers it, each with a reason, and who accepted that a question does not apply."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.audit.consistency import same_person
from core.audit.grading import GradeStep, Suggestion, grade_steps, suggestions, with_adjustment, without_adjustment
from desktop_app.open_audit import OpenAudit
from desktop_app.open_record import STAGE
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.fields import labelled, name_field
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel, plain_tip
from questionnaires.answer import Adjustment, Answer
from questionnaires.evidence import effective_grade

_REASON = 1000


class GradeForm(Card):
    """Shows the grade of an answer and sends what a reviewer decides about it."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._audit = audit
        self._question_id: str | None = None
        self._heading, self._words = PlainLabel(strong=True), PlainLabel(secondary=True)
        self._counts = PlainLabel()
        self._suggested = QVBoxLayout()
        self._boxes: dict[Adjustment, QCheckBox] = {}
        self._reasons: dict[Adjustment, QLineEdit] = {}
        self._as_drawn: dict[Adjustment, str] = {}
        self._adjustments = QWidget()
        grid = QGridLayout(self._adjustments)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for row, rule in enumerate(audit.library.vocabulary.evidence_adjustments):
            box = QCheckBox(rule.label)
            box.setToolTip(plain_tip(rule.rule))
            box.setAccessibleDescription(rule.rule)
            reason = QLineEdit()
            name_field(reason, self.tr("Why: {}").format(rule.label), rule.rule)
            reason.setPlaceholderText(self.tr("Why, in a few words"))
            grid.addWidget(box, row, 0)
            grid.addWidget(reason, row, 1)
            box.clicked.connect(lambda made, name=rule.id: self._toggle(name, made))
            reason.editingFinished.connect(partial(self._give_reason, rule.id))
            self._boxes[rule.id], self._reasons[rule.id] = box, reason
        self._accepted_by = QLineEdit()
        self._accepted_by.setMaxLength(200)
        self._accepted_by.editingFinished.connect(self._give_accepted_by)
        self._acceptance = labelled(self.tr("Who accepted that it does not apply"), self._accepted_by)
        self._acceptance_problem = PlainLabel(strong=True)
        for label in (self._heading, self._words, self._counts):
            self.column.addWidget(label)
        self.column.addLayout(self._suggested)
        for part in (self._adjustments, self._acceptance, self._acceptance_problem):
            self.column.addWidget(part)
        self.setEnabled(not audit.read_only)

    def show_question(self, question_id: str) -> None:
        """Show the answer to a question. What was typed about another one is sent first."""
        if question_id != self._question_id:
            self.flush()
        self._question_id = question_id
        answer = self._audit.answer(question_id)
        question = self._audit.library.question(question_id)
        vocabulary = self._audit.library.vocabulary
        self.setAccessibleName(self.tr("Grade of {}").format(question_id))
        self._heading.setText(question_id if question is None else f"{question_id}  {question.ask}")
        self._words.setText(answer.text)
        self._words.setVisible(bool(answer.text))
        self._counts.setText(self._in_words(answer, grade_steps(answer, vocabulary)))
        for name, box in self._boxes.items():
            box.setChecked(name in answer.adjust)
            reason, words = self._reasons[name], answer.adjust_reasons.get(name, "")
            reason.setEnabled(name in answer.adjust)
            reason.setMaxLength(max(_REASON, len(words)))
            if reason.text() != words:
                reason.setText(words)
                reason.setCursorPosition(0)
            self._as_drawn[name] = reason.text()
        self._adjustments.setVisible(answer.status != "na")
        self._show_suggestions(suggestions(question_id, self._audit.document, vocabulary, dt.date.today()))
        self._show_acceptance(answer)

    def flush(self) -> None:
        """Send what was typed."""
        if self._question_id is None or self._audit.read_only:
            return
        for name, reason in self._reasons.items():
            if reason.isEnabled():
                self._give_reason(name)
        self._give_accepted_by()

    # How it is done

    def _in_words(self, answer: Answer, steps: tuple[GradeStep, ...]) -> str:
        if answer.status == "na":
            return self.tr("Does not apply: {}").format(answer.reason or self.tr("no reason is written down yet."))
        grades = self._audit.library.vocabulary.evidence_grades
        grade = effective_grade(answer)
        first = self.tr("Grade {grade} ({label}), counts as {counts} ({counts_label}).")
        lines = [
            first.format(
                grade=answer.grade,
                label=grades[answer.grade].label.lower(),
                counts=grade,
                counts_label=grades[grade].label.lower(),
            )
        ]
        for step in steps:
            change = self.tr("{before} to {after}").format(before=step.before, after=step.after)
            if step.before == step.after:
                change = self.tr("stays {}").format(step.after)
            lines.append(f"{change}: {step.rule}")
        return "\n".join(lines)

    def _show_suggestions(self, found: tuple[Suggestion, ...]) -> None:
        clear_layout(self._suggested)
        labels = {rule.id: rule.label for rule in self._audit.library.vocabulary.evidence_adjustments}
        for one in found:
            self._suggested.addWidget(PlainLabel(one.why, strong=True))
            button = QPushButton(self.tr("Count it as “{}”").format(labels[one.adjustment].lower()))
            button.clicked.connect(partial(self._accept, one))
            self._suggested.addWidget(button)

    def _show_acceptance(self, answer: Answer) -> None:
        applies = answer.status != "na"
        self._acceptance.setHidden(applies)
        if self._accepted_by.text() != (answer.accepted_by or ""):
            self._accepted_by.setText(answer.accepted_by or "")
        document = self._audit.document
        auditor = document.auditor.name
        alone = document.context.stakes == "S3" and same_person(answer.accepted_by or auditor, auditor)
        self._acceptance_problem.setHidden(applies or not alone)
        self._acceptance_problem.setText(
            self.tr("At critical stakes somebody other than {} must accept it; until then there is no verdict.").format(
                auditor
            )
        )

    def _toggle(self, name: Adjustment, made: bool) -> None:
        answer = self._answer()
        reason = self._reasons[name].text().strip()
        changed = with_adjustment(answer, name, reason) if made else without_adjustment(answer, name)
        self._give(changed)
        if made:
            self._reasons[name].setFocus()

    def _accept(self, one: Suggestion) -> None:
        self._give(with_adjustment(self._answer(), one.adjustment, one.why))

    def _give_reason(self, name: Adjustment) -> None:
        answer = self._answer()
        if name in answer.adjust and self._reasons[name].text() != self._as_drawn.get(name):
            self._give(with_adjustment(answer, name, self._reasons[name].text().strip()))

    def _give_accepted_by(self) -> None:
        answer = self._answer()
        if answer.status == "na":
            self._give(answer.model_copy(update={"accepted_by": self._accepted_by.text().strip() or None}))

    def _answer(self) -> Answer:
        return self._audit.answer(self._question_id or "")

    def _give(self, answer: Answer) -> None:
        if self._question_id is not None:
            self._audit.give_answer(self._question_id, answer, stage=STAGE)
            self.show_question(self._question_id)
