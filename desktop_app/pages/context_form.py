"""The buyer's side: the five context questions, what the tool is used for and what could go wrong."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.audit.document import Context
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.fields import WordsField, labelled
from desktop_app.widgets.page import Card
from desktop_app.widgets.segments import Option
from questionnaires.vocabulary import ContextQuestion, Vocabulary

_PAUSE_IN_TYPING_MS = 400
_WORDS_LIMIT = 4000


class ContextForm(QWidget):
    """Shows a context and says when it changed. ``context`` is None while a question is unanswered."""

    changed = Signal()

    def __init__(self, vocabulary: Vocabulary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_IN_TYPING_MS)
        self._pause.timeout.connect(self.changed)
        self._lists: dict[str, ChoiceList] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for question in vocabulary.context_questions:
            column.addWidget(self._ask(question))
        words = Card()
        self._use = self._words_field(words, self.tr("What the tool is used for"))
        self._worst = self._words_field(words, self.tr("The worst that could happen"))
        column.addWidget(words)

    def show_context(self, context: Context) -> None:
        """Show a context without reporting a change."""
        for part, choices in self._lists.items():
            value = getattr(context, part)
            choices.set_selected((value,) if isinstance(value, str) else value)
        for field, words in ((self._use, context.use), (self._worst, context.worst_case)):
            field.blockSignals(True)
            field.set_words(words)
            field.blockSignals(False)

    def context(self) -> Context | None:
        """The context as it stands; None until stakes, both checks and the lane are chosen."""
        parts: dict[str, Any] = {}
        for part, choices in self._lists.items():
            selected = choices.selected()
            if part == "jurisdictions":
                parts[part] = selected
            elif not selected:
                return None
            else:
                parts[part] = selected[0]
        use, worst = self._use.toPlainText()[:_WORDS_LIMIT], self._worst.toPlainText()[:_WORDS_LIMIT]
        return Context.model_validate({**parts, "use": use, "worst_case": worst})

    def unanswered(self) -> tuple[str, ...]:
        """The questions whose answers are still needed, as asked."""
        needed = {part: choices for part, choices in self._lists.items() if part != "jurisdictions"}
        return tuple(choices.accessibleName() for choices in needed.values() if not choices.selected())

    def flush(self) -> None:
        """Report at once what was typed."""
        if self._pause.isActive():
            self._pause.stop()
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Report words when their field is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    def _ask(self, question: ContextQuestion) -> QWidget:
        card = Card(question.ask)
        options = [Option(choice.id, choice.label) for choice in question.choices]
        choices = ChoiceList(question.ask, options, several=question.type == "multi_choice")
        choices.changed.connect(self.changed)
        card.column.addWidget(choices)
        self._lists[question.sets] = choices
        return card

    def _words_field(self, card: Card, label: str) -> WordsField:
        field = WordsField(3, card)
        field.textChanged.connect(self._pause.start)
        field.installEventFilter(self)
        card.column.addWidget(labelled(label, field))
        return field
