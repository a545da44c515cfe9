"""The application's font: Inter, as in the report."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

_FOLDER = Path(__file__).parents[2] / "reports" / "fonts"
BASE_POINTS = 10.0
"""Size of body text at 100 percent."""


@cache
def _family() -> str:
    names = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")
    ids = [QFontDatabase.addApplicationFont(str(_FOLDER / name)) for name in names]
    families = [family for font in ids if font >= 0 for family in QFontDatabase.applicationFontFamilies(font)]
    return families[0] if families else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def application_font(text_percent: int) -> QFont:
    """Body text at a size in percent of the usual; falls back to the system's font if Inter is missing."""
    font = QFont(_family())
    font.setPointSizeF(BASE_POINTS * text_percent / 100)
    return font


def with_tabular_digits(font: QFont) -> QFont:
    """The same font with digits of equal width, for numbers that stand above one another."""
    tabular = QFont(font)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular
