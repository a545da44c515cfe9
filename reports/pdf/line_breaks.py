"""Where a line of Chinese, Japanese or Korean may end: not before a closing mark, not behind an opening one.

ReportLab breaks a text without spaces at any letter. Here a letter and the marks that must stay with it are one piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import paragraph

_CLOSING = frozenset("、。，．：；？！」』】〕〉》）］｝・ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ％‰℃…")
_OPENING = frozenset("「『【〔〈《（［｛￥＄")
_LONGEST = 4
"""Characters that stay together at most, so that a text of nothing but marks can still be broken."""


def keep_marks_with_letters() -> None:
    """Put the rule in place; called once, when the package is imported."""
    split_word = paragraph._splitWord

    def split_in_pieces(word: Any, *details: Any) -> Any:
        """A word of one font in parts that fit their lines."""
        return split_word(Pieces(word), *details)

    paragraph._splitWord = split_in_pieces
    paragraph._fragWordIter = _pieces_of_fragments


class Pieces(str):
    """A word that gives, letter by letter, what may not be torn apart."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        """Letters, each with the marks that stay with it."""
        piece = ""
        for letter in str(self):
            together = letter in _CLOSING or piece[-1:] in _OPENING
            if piece and not (together and len(piece) < _LONGEST):
                yield piece
                piece = ""
            piece += letter
        if piece:
            yield piece


def _pieces_of_fragments(word: Any) -> Iterator[tuple[Any, float, str]]:
    """Fragment, width in points and text of each piece of a word that uses several fonts."""
    for fragment, text in word[1:]:
        if not text:
            yield fragment, 0.0, text
        for piece in Pieces(text):
            yield fragment, stringWidth(piece, fragment.fontName, fragment.fontSize), piece
