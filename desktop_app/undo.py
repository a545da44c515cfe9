"""Undo and redo of answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from questionnaires.answer import Answer

_KIND = 1


class SetAnswer(QUndoCommand):
    """One change of one answer; typing on in the same words is one change.

    put: stores an answer and says where it belongs; ``jump`` is true when the change was undone or redone, not made.
    """

    def __init__(
        self, question_id: str, before: Answer, after: Answer, put: Callable[[str, Answer, bool], None]
    ) -> None:
        super().__init__(QCoreApplication.translate("SetAnswer", "answer to {}").format(question_id))
        self._question_id = question_id
        self._before = before
        self._after = after
        self._put = put
        self._made = False

    def redo(self) -> None:
        """Make the change, or make it again."""
        self._put(self._question_id, self._after, self._made)
        self._made = True

    def undo(self) -> None:
        """Put back what was there."""
        self._put(self._question_id, self._before, True)

    def id(self) -> int:
        """The kind of command, so that Qt offers it for merging."""
        return _KIND

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in a further change of the words of the same answer."""
        if not isinstance(other, SetAnswer) or other._question_id != self._question_id:
            return False
        if not (_only_words_differ(self._before, self._after) and _only_words_differ(other._before, other._after)):
            return False
        self._after = other._after
        return True


def _only_words_differ(one: Answer, other: Answer) -> bool:
    return one.text != other.text and one.model_copy(update={"text": ""}) == other.model_copy(update={"text": ""})
