"""The only place where a paragraph is made; it takes markup from the gate and nothing else."""

from __future__ import annotations

from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from reports import text as gate
from reports.pdf.fonts import COVERAGE
from reports.pdf.tagging import Role
from reports.text import Markup


class MarkupNeededError(TypeError):
    """Plain text was about to be read as markup."""


def show(text: str) -> Markup:
    """Data as markup, escaped, with what the fonts lack shown by number."""
    return gate.as_markup(text, COVERAGE)


def fill(template: str, /, **values: str | int) -> Markup:
    """A reviewed literal with values filled in."""
    return gate.m(template, COVERAGE, **values)


def pieces(text: str) -> list[Markup]:
    """Long data as markup in pieces short enough for a paragraph each."""
    return gate.paragraphs(text, COVERAGE)


class TaggedParagraph(Paragraph):  # type: ignore[misc]
    """A paragraph that belongs to one structure element, also where it runs over the page."""

    def __init__(self, markup: str, style: ParagraphStyle, role: Role = "P", **settings: Any) -> None:
        super().__init__(markup, style, **settings)
        self.role: Role = role
        self.key = object()
        self._broken_at: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Room that it takes. Lines are broken once for each width: tables ask for the same height many times."""
        if width != self._broken_at or not hasattr(self, "blPara"):  # splitting throws it away
            super().wrap(width, height)
            self._broken_at = width
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Any]:
        """The parts on this page and the next; both belong to the same element."""
        parts: list[Any] = super().split(width, height)
        for part in parts:
            part.role, part.key = self.role, self.key
        return parts

    def draw(self) -> None:
        """Draw on the current page."""
        with self.canv.element(self.role, self.key):
            if self.role == "LI":
                with self.canv.element("LBody", (self.key, "body")), self.canv.content():
                    super().draw()
            else:
                with self.canv.content():
                    super().draw()


def P(markup: Markup, style: ParagraphStyle, role: Role = "P") -> TaggedParagraph:  # noqa: N802
    """A paragraph of markup. Raises MarkupNeededError for plain text."""
    if not isinstance(markup, Markup):
        raise MarkupNeededError(f"P() takes Markup from show() or fill(), not {type(markup).__name__}")
    return TaggedParagraph(markup, style, role, bulletText="•" if role == "LI" else None)
