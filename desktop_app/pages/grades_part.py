"""What each answer's evidence counts for: its grade, what lowers it and why, and what the dates suggest."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from core.audit.grading import grade_steps, suggestions
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.grade_form import GradeForm
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.record_table import RecordTable, Row
from questionnaires.answer import Answer
from questionnaires.evidence import effective_grade
from questionnaires.pack import Question


class GradesPart(Page):
    """Every answer that says something, with the grade it was given and the grade it counts as."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Grades"))
        self._audit = audit
        lead = self.tr(
            "A grade says how well an answer is backed. Five circumstances make it count for less; each is your "
            "decision, and the reason is printed beside the grade."
        )
        self._empty = PlainLabel(self.tr("No answer says anything that could be graded yet."), secondary=True)
        head = (self.tr("Question"), self.tr("About"), self.tr("Grade"), self.tr("Counts as"), self.tr("Why"))
        self.table = RecordTable(self.tr("Grades of answers"), head, wide=frozenset({1, 4}))
        self.form = GradeForm(audit)
        self.column.addWidget(PlainLabel(lead, secondary=True))
        for part in (self._empty, self.table, self.form):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.table.chosen.connect(self.form.show_question)
        self.table.opened.connect(lambda _which: self.form.setFocus())
        audit.record.changed.connect(self._show)
        audit.context_changed.connect(self._show)
        self._show()

    def flush(self) -> None:
        """Send what is being typed."""
        self.form.flush()

    def _show(self) -> None:
        given = [(question, self._audit.answer(question.id)) for question in self._audit.questions()]
        rows = [self._row(question, answer) for question, answer in given if _says_something(answer)]
        self.table.show_rows(rows)
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.form.setVisible(bool(rows))
        if rows and self.table.current is None:
            self.table.choose(rows[0].id)
        if self.table.current is not None:
            self.form.show_question(self.table.current)

    def _row(self, question: Question, answer: Answer) -> Row:
        vocabulary = self._audit.library.vocabulary
        labels = {rule.id: rule.label for rule in vocabulary.evidence_adjustments}
        why = [
            f"{labels[step.adjustment]}: {step.reason}" if step.reason else labels[step.adjustment]
            for step in grade_steps(answer, vocabulary)
        ]
        suggested = suggestions(question.id, self._audit.document, vocabulary, dt.date.today())
        why += [self.tr("suggested: {}").format(labels[one.adjustment].lower()) for one in suggested]
        if answer.status == "na":
            why = [self.tr("does not apply: {}").format(answer.reason)]
        grade = effective_grade(answer)
        counts = self.tr("–") if answer.status == "na" else str(grade)
        return Row(question.id, (question.id, question.short, str(answer.grade), counts, "; ".join(why)))


def _says_something(answer: Answer) -> bool:
    return answer.answered or answer.status in ("vague", "na")
