"""What the colour tokens of figures and styles look like on paper.

Verdicts, and neighbouring grades, differ in lightness as well as hue, so that a grey print and colour-blind eyes keep
them apart; a test measures it.
"""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor

from reports.figures.shapes import Colour

HEX: dict[Colour, str] = {
    "ink": "#17212B",
    "muted": "#56626E",
    "rule": "#CFD6DD",
    "panel": "#F3F5F7",
    "paper": "#FFFFFF",
    "accent": "#0B4F6C",
    "stated": "#0B4F8A",
    "stated tint": "#C9DBEA",
    "worst": "#B8480A",
    "worst tint": "#F6DFCF",
    "human": "#00725F",
    "human tint": "#CDE8E1",
    "grade 0": "#FFFFFF",
    "grade 1": "#BFD7ED",
    "grade 2": "#7FB0DA",
    "grade 3": "#2B6CB0",
    "grade 4": "#08306B",
    "on grade 0": "#17212B",
    "on grade 1": "#17212B",
    "on grade 2": "#17212B",
    "on grade 3": "#FFFFFF",
    "on grade 4": "#FFFFFF",
    "step 1": "#EEF1F4",
    "step 2": "#DDE3E9",
    "step 3": "#C8D1DA",
    "step 4": "#AEBAC6",
    "step 5": "#93A2B0",
    "NOT_DEFENSIBLE": "#7A1E08",
    "YELLOW_FLAG": "#D98A00",
    "CONDITIONAL": "#2A6F97",
    "DEFENSIBLE": "#8FD6B4",
    "blocker": "#7A1E08",
    "major": "#D98A00",
    "minor": "#2A6F97",
    "note": "#8794A1",
    "good": "#2E8B6A",
}


def colour(token: Colour) -> Color:
    """The colour of a token."""
    return HexColor(HEX[token])
