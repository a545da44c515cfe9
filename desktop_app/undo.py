"""Undo and redo of everything an audit records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QUndoCommand

from questionnaires.answer import Frozen

_KIND = 1
_WORDS = frozenset(
    {"text", "title", "source", "use", "worst_case", "resolution", "why", "claim_a", "claim_b", "vendor_comment"}
)
"""Fields that are typed: going on in the same one is the same change."""


class SetPart(QUndoCommand):
    """One change of one part of an audit; typing on in the same words is one change.

    key: tells parts apart. put: stores a value, None for a part that was not there; ``jump`` is true when the change
    was undone or redone, not made.
    """

    def __init__(
        self, words: str, key: str, before: Frozen | None, after: Frozen, put: Callable[[Any, bool], None]
    ) -> None:
        super().__init__(words)
        self._key = key
        self._before = before
        self._after = after
        self._put = put
        self._made = False

    def redo(self) -> None:
        """Make the change, or make it again."""
        self._put(self._after, self._made)
        self._made = True

    def undo(self) -> None:
        """Put back what was there."""
        self._put(self._before, True)

    def id(self) -> int:
        """The kind of command, so that Qt offers it for merging."""
        return _KIND

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in a further change of the same words."""
        if not isinstance(other, SetPart) or other._key != self._key:
            return False
        typed = _typed_field(self._before, self._after)
        if typed is None or typed != _typed_field(other._before, other._after):
            return False
        self._after = other._after
        return True


def _typed_field(before: Frozen | None, after: Frozen) -> str | None:
    """The one field in which two values differ, where it is one of words; else None."""
    if before is None:
        return None
    differing = [name for name in type(after).model_fields if getattr(before, name) != getattr(after, name)]
    return differing[0] if len(differing) == 1 and differing[0] in _WORDS else None
