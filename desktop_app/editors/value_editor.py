"""What every editor of an answer's value can do."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from questionnaires.answer import Answer, Range

CHOICE_PLACES = range(1, 10)
"""Places in a list of answers that have a key."""


class ValueEditor(QWidget):
    """Shows the part of an answer that a type of question asks for, and says when a person changed it."""

    edited = Signal()

    def show_answer(self, answer: Answer) -> None:
        """Show the value of an answer without reporting a change."""
        raise NotImplementedError

    def fields(self) -> dict[str, Any]:
        """The fields of the answer as they stand. Raises ValueError, one sentence, when they make no sense."""
        raise NotImplementedError

    def press(self, position: int) -> None:
        """Choose by number key, where there is a list to choose from."""


def unless_changed(shown: object, number: float | None) -> Range | float | None:
    """The range that was shown as one number, while that number stands as it was; otherwise the number."""
    stands = isinstance(shown, Range) and number is not None and abs(shown.central - number) < 1e-9
    return shown if isinstance(shown, Range) and stands else number


def choice_key(place: int) -> str:
    """The key that chooses the answer at a place, counted from 1; later ones have none. Digits alone are grades."""
    return f"Alt+{place}" if place <= len(CHOICE_PLACES) else ""


def readable(name: str) -> str:
    """A row's or field's name as words: ``user_data`` becomes ``User data``."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
