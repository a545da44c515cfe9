"""The one gate between data and anything printed.

``clean`` makes any text fit to print; ``as_markup`` and ``m`` are the only places where data become markup. Nothing
vanishes in silence: what cannot be drawn is shown as ``[U+XXXX]``, what is cut says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import groupby
from typing import TypeAlias

Fonts: TypeAlias = Mapping[int, str | None]
"""For each code point the font that draws it: "" for the text's own, a further font's name, None for no font."""


class Markup(str):
    """Paragraph markup in which every piece of data has been escaped. Made in this module only."""

    __slots__ = ()


LENGTH_LIMIT = 20_000
"""Characters of one text that are printed."""
PIECE_LENGTH = 1_200
"""Characters in one paragraph: the time to break a paragraph into lines grows with the square of its length."""
PIECE_LINES = 24
"""Line ends in one paragraph."""
MARKS_LIMIT = 4
"""Combining marks on one letter."""

_CUT_NOTE = " … [{count} further characters are not printed; the attached data hold the whole text]"
_NOTE_ROOM = 100

_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = re.compile("\n[ \n]*\n")
_DIRECTION = frozenset({0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)})
_ZERO_WIDTH = frozenset(
    {
        *(0x00AD, 0x034F, 0x180E, 0x200B, 0x200C, 0x200D, 0xFEFF),
        *range(0x2060, 0x2065),
        *range(0x206A, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE0080),
    }
)
_UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn"})
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\n": "<br/>"})


def clean(text: str, limit: int = LENGTH_LIMIT) -> str:
    """The text as it may be printed: composed (NFC), one kind of line end, no more than one blank line in a row.

    Control, private and unassigned characters and marks that turn the writing direction become ``[U+XXXX]``;
    characters without width go; a letter keeps four combining marks; more than ``limit`` characters are cut with a
    note. Never raises; cleaning twice changes nothing.
    """
    printable = _printable(unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text[: 2 * limit])))
    composed = _BLANK_LINES.sub("\n\n", unicodedata.normalize("NFC", printable))
    unread = len(text) - 2 * limit
    if len(composed) <= limit and unread <= 0:
        return composed
    kept = composed[: limit - _NOTE_ROOM].rstrip()
    return kept + _CUT_NOTE.format(count=len(composed) - len(kept) + max(unread, 0))


def _printable(text: str) -> str:
    out: list[str] = []
    marks = 0
    for character in text:
        code = ord(character)
        if code in _ZERO_WIDTH:
            continue
        category = unicodedata.category(character)
        if category.startswith("M"):
            marks += 1
            if marks <= MARKS_LIMIT:
                out.append(character)
            elif marks == MARKS_LIMIT + 1:
                out.append("…")
            continue
        marks = 0
        if character == "\t":
            out.append("    ")
        elif character == "\n":
            out.append(character)
        elif code in _DIRECTION or category in _UNPRINTABLE:
            out.append(code_point(character))
        else:
            out.append(character)
    return "".join(out)


def code_point(character: str) -> str:
    """A character by its number, as in ``[U+202E]``."""
    return f"[U+{ord(character):04X}]"


def visible(text: str, fonts: Fonts) -> str:
    """Cleaned text in which each character that no font has is shown by its number."""
    return "".join(c if c == "\n" or fonts[ord(c)] is not None else code_point(c) for c in clean(text))


def as_markup(text: str, fonts: Fonts) -> Markup:
    """Text as markup that says exactly the visible text and nothing else, each run in a font that draws it."""
    return _escape(visible(text, fonts), fonts)


def paragraphs(text: str, fonts: Fonts) -> list[Markup]:
    """Text as pieces short enough for one paragraph each; together they say the visible text.

    A piece ends at a line end or a space where there is one.
    """
    rest = visible(text, fonts)
    pieces: list[Markup] = []
    while True:
        end = _piece_end(rest)
        pieces.append(_escape(rest[:end].strip("\n"), fonts))
        rest = rest[end:]
        if not rest:
            return pieces


def _piece_end(text: str) -> int:
    head = text[:PIECE_LENGTH]
    lines = head.split("\n")
    if len(lines) > PIECE_LINES:
        return len("\n".join(lines[:PIECE_LINES])) + 1
    if len(text) <= PIECE_LENGTH:
        return len(text)
    space = max(head.rfind(" ", PIECE_LENGTH // 2), head.rfind("\n", PIECE_LENGTH // 2))
    return space + 1 if space > 0 else PIECE_LENGTH


def m(template: str, fonts: Fonts, /, **values: str | int) -> Markup:
    """A reviewed literal with values filled in: ``m("<b>{count}</b> of {total}", fonts, count=3, total=9)``.

    Every value is escaped; markup cannot be passed as a value.
    """
    return Markup(template.format_map({name: as_markup(str(value), fonts) for name, value in values.items()}))


def shorten(text: str, length: int) -> str:
    """Cleaned text on one line of at most ``length`` characters, ended by an ellipsis at a word where it is cut."""
    line = " ".join(clean(text).split())
    if len(line) <= length:
        return line
    head = line[: length - 1]
    space = head.rfind(" ", length * 2 // 3)
    return (head[:space] if space > 0 else head).rstrip(" ,;:.") + "…"


def ended(text: str) -> str:
    """A text that ends with one full stop, or with the ellipsis where it was cut."""
    return text if text.endswith("…") else text.rstrip(". ") + "."


def _escape(text: str, fonts: Fonts) -> Markup:
    named = groupby(text, lambda c: "" if c == "\n" else fonts[ord(c)])
    runs = [(name, "".join(run).translate(_ESCAPES)) for name, run in named]
    return Markup("".join(f'<font name="{name}">{run}</font>' if name else run for name, run in runs))
