"""One recorded contradiction: both claims side by side, its explanation, and who closed it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.audit.document import Contradiction, ContradictionState
from desktop_app.open_audit import OpenAudit
from desktop_app.widgets.fields import WordsField, labelled
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel

_LETTERS_FOR_TWO = 70
_WORDS_LIMIT = 4000


class SideBySide(QWidget):
    """Two claims beside each other, or one below the other where there is no room."""

    def __init__(self, question_a: str, claim_a: str, question_b: str, claim_b: str) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(24)
        self._claims = [self._half(), self._half()]
        self.show_claims(question_a, claim_a, question_b, claim_b)

    def show_claims(self, question_a: str, claim_a: str, question_b: str, claim_b: str) -> None:
        """Show two claims, each with the question it answers or where it stands."""
        for (head, body), question, claim in zip(
            self._claims, (question_a, question_b), (claim_a, claim_b), strict=True
        ):
            head.setText(question)
            body.setText(claim)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where each claim has room."""
        wide = self.width() > self.fontMetrics().averageCharWidth() * _LETTERS_FOR_TWO
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        super().resizeEvent(event)

    def _half(self) -> tuple[PlainLabel, PlainLabel]:
        column = QVBoxLayout()
        column.setSpacing(2)
        head, body = PlainLabel(size="small", secondary=True), PlainLabel()
        column.addWidget(head)
        column.addWidget(body)
        column.addStretch(1)
        self._row.addLayout(column, 1)
        return head, body


class ContradictionCard(Card):
    """Shows a contradiction and sends what became of it."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._audit = audit
        self._shown: Contradiction | None = None
        self._heading, self._why = PlainLabel(strong=True), PlainLabel(secondary=True)
        self._claims = SideBySide("", "", "", "")
        self.resolution = WordsField(2, self)
        self.resolution.installEventFilter(self)
        self.closed_by = QLineEdit(self)
        self.closed_by.setMaxLength(200)
        self._problem = PlainLabel(strong=True)
        self._problem.hide()
        self._buttons = FlowLayout(gap=8)
        self.explain = self._button(self.tr("Mark as e&xplained"), "explained")
        self.close_it = self._button(self.tr("&Close it"), "closed")
        self.reopen = self._button(self.tr("&Open it again"), "open")
        self.withdraw = self._button(self.tr("&Withdraw it"), "withdrawn")
        for part in (
            self._heading,
            self._why,
            self._claims,
            labelled(self.tr("The explanation, in a sentence"), self.resolution),
            labelled(self.tr("Closed by (name of the reviewer)"), self.closed_by),
            self._problem,
        ):
            self.column.addWidget(part)
        self.column.addLayout(self._buttons)
        self.closed_by.editingFinished.connect(self.flush)
        self.setEnabled(not audit.read_only)

    def show_contradiction(self, item: Contradiction) -> None:
        """Show a contradiction as it stands."""
        before, self._shown = self._shown, item
        heading = f"{item.id}  ·  {state_words(item)}"
        self._heading.setText(heading)
        self.setAccessibleName(self.tr("Contradiction {}").format(heading))
        self._why.setText(item.why)
        self._why.setVisible(bool(item.why))
        other = item.other_question or self.tr("against it")
        self._claims.show_claims(item.question, item.claim_a, other, item.claim_b)
        if before is None or before.resolution != item.resolution:
            self.resolution.set_words(item.resolution)
        if before is None or before.closed_by != item.closed_by:
            self.closed_by.setText(item.closed_by or "")
        self.explain.setVisible(item.state == "open")
        self.close_it.setVisible(item.state in ("open", "explained"))
        self.reopen.setVisible(item.state in ("explained", "closed"))

    def flush(self) -> None:
        """Send what was typed, where the contradiction may be so recorded."""
        if self._shown is not None and not self._audit.read_only:
            changed = self._typed()
            if self._problem_with(changed) is None:
                self._give(changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send the explanation when its field is left."""
        if watched is self.resolution and event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    # How it is done

    def _button(self, words: str, state: ContradictionState) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(lambda _checked=False: self._become(state))
        self._buttons.addWidget(button)
        return button

    def _typed(self) -> Contradiction:
        if self._shown is None:
            raise AssertionError("nothing is shown")
        words = {"resolution": self.resolution.toPlainText().strip()[:_WORDS_LIMIT]}
        name = {"closed_by": self.closed_by.text().strip() or None} if self._shown.state == "closed" else {}
        return self._shown.model_copy(update=words | name)

    def _become(self, state: ContradictionState) -> None:
        closing = state == "closed"
        closed_by = self.closed_by.text().strip() or None if closing else None
        day = dt.date.today() if closing else None
        changed = self._typed().model_copy(update={"state": state, "closed_by": closed_by, "closed_on": day})
        problem = self._problem_with(changed)
        self._problem.setText(problem or "")
        self._problem.setVisible(problem is not None)
        if problem is None:
            self._give(changed)

    def _problem_with(self, changed: Contradiction) -> str | None:
        if changed.state in ("explained", "closed") and not changed.resolution:
            return self.tr("Not saved: write the explanation in a sentence first.")
        if changed.state == "closed" and not changed.closed_by:
            return self.tr("Not saved: name the reviewer who closes it.")
        return None

    def _give(self, changed: Contradiction) -> None:
        self._problem.hide()
        self._audit.record.give_contradiction(changed)


def state_words(item: Contradiction) -> str:
    """Where a contradiction stands, in words."""
    say = QCoreApplication.translate
    match item.state:
        case "open":
            return say("Contradiction", "open: it limits the verdict")
        case "explained":
            return say("Contradiction", "explained, not closed by a reviewer yet")
        case "withdrawn":
            return say("Contradiction", "withdrawn")
    words = say("Contradiction", "closed by {}").format(item.closed_by)
    return words if item.closed_on is None else f"{words}, {item.closed_on.isoformat()}"
