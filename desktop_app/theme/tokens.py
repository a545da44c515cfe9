"""Colours by purpose, read from ``colours.json``, and the palette made of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from PySide6.QtGui import QColor, QPalette

Scheme = Literal["light", "dark", "light contrast", "dark contrast"]
"""Those with more contrast take what they do not name from the one they strengthen."""
Tokens = MappingProxyType[str, str]
"""Colour as ``#RRGGBB`` by purpose."""

_FILE = Path(__file__).with_name("colours.json")


@cache
def tokens(scheme: Scheme) -> Tokens:
    """The colours of one scheme, by purpose."""
    return MappingProxyType({name: ink for name, ink in _read(scheme).items() if name != "figure"})


@cache
def figure_tokens(scheme: Scheme) -> Tokens:
    """The colours of one scheme, by the tokens that figures are drawn with."""
    return MappingProxyType(_read(scheme)["figure"])


@cache
def _read(scheme: Scheme) -> dict[str, Any]:
    colours: dict[str, dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))
    plain, own = colours[scheme.split()[0]], colours[scheme]
    return {**plain, **own, "figure": {**plain["figure"], **own["figure"]}}


def scheme_of(palette: QPalette) -> Scheme:
    """Which scheme a palette belongs to: dark when its text is lighter than its ground; pure ink has more contrast."""
    ground, ink = (palette.color(role) for role in (QPalette.ColorRole.Window, QPalette.ColorRole.WindowText))
    is_dark = ink.lightness() > ground.lightness()
    strong: Scheme = "dark contrast" if is_dark else "light contrast"
    if ink == QColor(tokens(strong)["text"]):
        return strong
    return "dark" if is_dark else "light"


def colour(palette: QPalette, purpose: str) -> QColor:
    """The colour for a purpose in the scheme of the palette, for widgets that paint themselves."""
    return QColor(tokens(scheme_of(palette))[purpose])


def palette_of(scheme: Scheme) -> QPalette:
    """The palette of a scheme. Secondary text is the palette's placeholder text, so that it follows a change."""
    role = QPalette.ColorRole
    named = tokens(scheme)
    purposes = {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "window",
        role.Text: "text",
        role.PlaceholderText: "secondary",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "on_accent",
        role.ToolTipBase: "surface",
        role.ToolTipText: "text",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Light: "surface",
        role.Midlight: "border",
        role.Mid: "outline",
        role.Dark: "outline",
        role.Shadow: "outline",
    }
    palette = QPalette()
    for which, purpose in purposes.items():
        palette.setColor(which, QColor(named[purpose]))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(named["secondary"]))
    return palette
