"""One of the questions of the open audit, chosen from a list or by typing its id."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.open_audit import OpenAudit
from desktop_app.widgets.fields import name_field


class QuestionBox(QComboBox):
    """Lists the questions that apply. optional: the first entry, which stands for none; empty leaves it out."""

    def __init__(self, audit: OpenAudit, name: str, parent: QWidget | None = None, optional: str = "") -> None:
        super().__init__(parent)
        self._audit = audit
        self._optional = optional
        name_field(self, name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.setMaxVisibleItems(18)
        self._fill()
        audit.answer_changed.connect(lambda _question: self._fill())
        audit.context_changed.connect(self._fill)

    def question_id(self) -> str | None:
        """The chosen question; None for none."""
        chosen: str | None = self.currentData()
        return chosen

    def choose(self, question_id: str | None) -> None:
        """Choose a question; one that does not apply any more is listed all the same."""
        if question_id is not None and self.findData(question_id) < 0:
            self.addItem(question_id, question_id)
        self.setCurrentIndex(0 if question_id is None else self.findData(question_id))

    def _fill(self) -> None:
        entries = [(f"{question.id}  {question.short}", question.id) for question in self._audit.questions()]
        if [self.itemData(at) for at in range(bool(self._optional), self.count())] == [which for _, which in entries]:
            return
        before = self.question_id()
        self.blockSignals(True)
        self.clear()
        if self._optional:
            self.addItem(self._optional, None)
        for words, question_id in entries:
            self.addItem(words, question_id)
        if before is not None:
            self.choose(before)
        self.blockSignals(False)
