"""Yes - partly - no, one of a list, any of a list."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.editors.value_editor import ValueEditor, choice_key
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.segments import Option, Segments
from questionnaires.answer import Answer
from questionnaires.pack import AnswerSpec


class YesPartlyNoEditor(ValueEditor):
    """Three buttons."""

    _IDS = ("yes", "partly", "no")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = (self.tr("Yes"), self.tr("Partly"), self.tr("No"))
        options = [
            Option(which, word, choice_key(place))
            for place, (which, word) in enumerate(zip(self._IDS, words, strict=True), 1)
        ]
        self._segments = Segments(self.tr("Answer"), options, self)
        self._segments.chosen.connect(lambda _which: self.edited.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._segments)

    def show_answer(self, answer: Answer) -> None:
        """Show the first of the three that the answer names."""
        self._segments.set_current(next((which for which in answer.choice if which in self._IDS), None))

    def fields(self) -> dict[str, Any]:
        """The choice."""
        current = self._segments.current
        return {"choice": (current,) if current else ()}

    def press(self, position: int) -> None:
        """1 yes, 2 partly, 3 no."""
        if 1 <= position <= len(self._IDS):
            self._segments.choose(self._IDS[position - 1])


class ChoiceEditor(ValueEditor):
    """A list of the question's choices."""

    def __init__(self, spec: AnswerSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = ChoiceList(
            self.tr("Answer"),
            [Option(choice.id, choice.label, choice_key(place)) for place, choice in enumerate(spec.choices, 1)],
            several=spec.type == "multi_choice",
            exclusive=frozenset(choice.id for choice in spec.choices if choice.exclusive),
            parent=self,
        )
        self._list.changed.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)

    def show_answer(self, answer: Answer) -> None:
        """Show the choices that the answer names."""
        self._list.set_selected(answer.choice)

    def fields(self) -> dict[str, Any]:
        """The choices."""
        return {"choice": self._list.selected()}

    def press(self, position: int) -> None:
        """Choose the one at that position."""
        self._list.press(position)
