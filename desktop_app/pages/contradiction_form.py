"""A contradiction written by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from core.audit.document import Contradiction
from desktop_app.open_audit import OpenAudit
from desktop_app.widgets.fields import WordsField, labelled
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.question_box import QuestionBox

_WORDS_LIMIT = 4000


class ContradictionForm(Card):
    """Takes two claims and records them as open."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._audit = audit
        self.column.addWidget(PlainLabel(self.tr("Write one by hand"), size="heading", strong=True))
        self.question = QuestionBox(audit, self.tr("Question"), self)
        elsewhere = self.tr("no other question: a brochure, a filing, the samples")
        self.other = QuestionBox(audit, self.tr("The other claim answers"), self, optional=elsewhere)
        self.claim_a, self.claim_b = WordsField(2, self), WordsField(2, self)
        self._problem = PlainLabel(strong=True)
        self._problem.hide()
        self.record = QPushButton(self.tr("Record it as o&pen"))
        for label, field in (
            (self.tr("Question"), self.question),
            (self.tr("One claim, quoted, and where it was made"), self.claim_a),
            (self.tr("The other claim answers"), self.other),
            (self.tr("The other claim, quoted, and where it was made"), self.claim_b),
        ):
            self.column.addWidget(labelled(label, field))
        self.column.addWidget(self._problem)
        self.column.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)
        self.record.clicked.connect(self._record)
        self.setEnabled(not audit.read_only)

    def _record(self) -> None:
        claims = [field.toPlainText().strip()[:_WORDS_LIMIT] for field in (self.claim_a, self.claim_b)]
        question = self.question.question_id()
        if not all(claims) or question is None:
            self._problem.setText(self.tr("Not saved: choose a question and quote both claims."))
            self._problem.show()
            return
        self._problem.hide()
        record = self._audit.record
        record.give_contradiction(
            Contradiction(
                id=record.next_contradiction_id(),
                question=question,
                other_question=self.other.question_id(),
                claim_a=claims[0],
                claim_b=claims[1],
            )
        )
        for field in (self.claim_a, self.claim_b):
            field.clear()
