"""Page measures and the type scale. Lengths in points."""

from __future__ import annotations

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from reports.figures.shapes import Colour
from reports.pdf.colours import colour
from reports.pdf.fonts import REGULAR, SEMIBOLD

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT = RIGHT = 22 * mm
TOP, BOTTOM = 26 * mm, 22 * mm
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
HEADER, FOOTER = 15 * mm, 12 * mm
HAIR, HEAD_RULE = 0.4, 0.9


def style(
    name: str,
    size: float,
    leading: float,
    *,
    bold: bool = False,
    tone: Colour = "ink",
    before: float = 0,
    after: float = 0,
    **more: Any,
) -> ParagraphStyle:
    """A paragraph style in the report's font, ragged right, without single lines left behind."""
    font = SEMIBOLD if bold else REGULAR
    return ParagraphStyle(
        name,
        fontName=font,
        bulletFontName=REGULAR,
        fontSize=size,
        leading=leading,
        textColor=colour(tone),
        spaceBefore=before,
        spaceAfter=after,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        **more,
    )


BODY = style("body", 9.5, 14, after=5)
BODY_BOLD = style("body bold", 9.5, 14, bold=True, after=1)
LEAD = style("lead", 11.5, 17, after=8)
SMALL = style("small", 8, 11.5, tone="muted", after=3)
CAPTION = style("caption", 8, 11.5, tone="muted", before=3, after=9)
KICKER = style("kicker", 8, 11, bold=True, tone="accent")
H1 = style("h1", 21, 26, bold=True, before=26, after=8)
H2 = style("h2", 12.5, 17, bold=True, before=10, after=4)
H3 = style("h3", 10.5, 15, bold=True, before=4, after=2)
BULLET = style("bullet", 9.5, 14, after=3, leftIndent=12, bulletIndent=1)
BULLET_SMALL = style("bullet small", 8.5, 12, after=1.5, leftIndent=12, bulletIndent=1)
CELL = style("cell", 8.5, 12)
CELL_BOLD = style("cell bold", 8.5, 12, bold=True)
CELL_ASKED = style("cell asked", 8.5, 12, bold=True, after=2)
CELL_SMALL = style("cell small", 7.5, 10.5, tone="muted")
CELL_HEAD = style("cell head", 8, 11, bold=True, tone="muted")
CODE = style("code", 7.5, 10.5, tone="muted")
