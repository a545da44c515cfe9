"""The two fonts of the report, from files that ship with the program."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "Inter"
SEMIBOLD = "Inter-SemiBold"
FOLDER = Path(__file__).parent.parent / "fonts"
FILES = {REGULAR: FOLDER / "Inter-Regular.ttf", SEMIBOLD: FOLDER / "Inter-SemiBold.ttf"}


def register_fonts() -> None:
    """Make both fonts known to ReportLab; bold text is the semibold one, and nothing is slanted."""
    for name, path in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)
    pdfmetrics.registerFontFamily(SEMIBOLD, normal=SEMIBOLD, bold=SEMIBOLD, italic=SEMIBOLD, boldItalic=SEMIBOLD)


def font_coverage() -> frozenset[int]:
    """Code points that both fonts can draw."""
    return frozenset.intersection(*(frozenset(pdfmetrics.getFont(name).face.charToGlyph) for name in FILES))


def text_width(text: str, font: str, size: float) -> float:
    """Width of a line of text, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
