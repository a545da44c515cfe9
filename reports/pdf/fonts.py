"""The fonts of the report, from files that ship with the program: its own two, and two that help out.

The two that help out are large and are read only when a text holds a character that the report's own font lacks.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "Inter"
SEMIBOLD = "Inter-SemiBold"
FOLDER = Path(__file__).parent.parent / "fonts"
FILES = {REGULAR: FOLDER / "Inter-Regular.ttf", SEMIBOLD: FOLDER / "Inter-SemiBold.ttf"}
FURTHER = {
    "EastAsian": FOLDER / "WenQuanYiMicroHei-EastAsian.ttf",
    "Symbols": FOLDER / "Symbola-Symbols.ttf",
}
"""Fonts for Chinese, Japanese and Korean, and for signs and emoji, in the order they are asked."""


class FontChain(dict[int, str | None]):
    """Which font draws a code point: "" for the text's own, the name of a further one, or None where none has it.

    A code point is looked up when it is first asked for; only then is a further font read.
    """

    def __missing__(self, code: int) -> str | None:
        self[code] = "" if all(_draws(name, code) for name in FILES) else _further_for(code)
        return self[code]


COVERAGE = FontChain()
"""What the report's fonts can draw."""


def register_fonts() -> None:
    """Make the report's own fonts known to ReportLab; bold text is the semibold one, and nothing is slanted."""
    for name, path in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)
    pdfmetrics.registerFontFamily(SEMIBOLD, normal=SEMIBOLD, bold=SEMIBOLD, italic=SEMIBOLD, boldItalic=SEMIBOLD)


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """A line of text in pieces, each with the font that draws it; ``font`` is the text's own."""
    named = groupby(text, lambda character: COVERAGE[ord(character)] or font)
    return [("".join(piece), name) for name, piece in named]


def text_width(text: str, font: str, size: float) -> float:
    """Width of a line of text, in points."""
    return sum(float(pdfmetrics.stringWidth(piece, name, size)) for piece, name in runs(text, font))


def _draws(name: str, code: int) -> bool:
    return code in pdfmetrics.getFont(name).face.charToGlyph


def _further_for(code: int) -> str | None:
    for name, path in FURTHER.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(path)))
            pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)
        if _draws(name, code):
            return name
    return None
