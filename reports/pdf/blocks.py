"""The building blocks of a page: headings, lists, cards and groups in the structure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table

from reports.figures.shapes import Colour
from reports.pdf.canvas import TaggedCanvas
from reports.pdf.colours import colour
from reports.pdf.fonts import REGULAR
from reports.pdf.paragraph import P, TaggedParagraph, show
from reports.pdf.styles import BULLET, H1, H2, H3, PAGE_HEIGHT, TEXT_WIDTH, TOP
from reports.pdf.table import LayoutTags
from reports.pdf.tagging import Role
from reports.text import Markup, clean

_STYLES = {1: H1, 2: H2, 3: H3}
_ROLES: dict[int, Role] = {1: "H1", 2: "H2", 3: "H3"}


class Heading(TaggedParagraph):
    """A heading that is a place to link to and, at the first two levels, a bookmark."""

    def __init__(self, text: str, level: Literal[1, 2, 3], anchor: str, style: ParagraphStyle | None = None) -> None:
        super().__init__(show(text), style or _STYLES[level], _ROLES[level])
        self.text_plain, self.level, self.anchor = clean(text), level, anchor

    def draw(self) -> None:
        """Draw, and note the place."""
        canvas: TaggedCanvas = self.canv
        canvas.place(self.anchor)
        if self.level == 1:
            canvas.next_section = self.text_plain
            _, bottom = canvas.absolutePosition(0, 0)
            if bottom > PAGE_HEIGHT - TOP - 2 * self.style.leading:
                canvas.section = self.text_plain
        if self.level < 3:
            canvas.addOutlineEntry(self.text_plain, self.anchor, self.level - 1, closed=self.level == 1)
        super().draw()


class Group(Flowable):  # type: ignore[misc]
    """Opens a structure element, or closes the innermost one when no role is given; takes no room."""

    _ZEROSIZE = True

    def __init__(self, role: Role | None) -> None:
        super().__init__()
        self.role = role

    def wrap(self, *_: float) -> tuple[float, float]:
        """No room."""
        return 0, 0

    def draw(self) -> None:
        """Open or close."""
        if self.role is None:
            self.canv.structure.close()
        else:
            self.canv.structure.open(self.role)


def grouped(role: Role, flowables: Iterable[Flowable]) -> list[Flowable]:
    """Flowables inside one structure element."""
    return [Group(role), *flowables, Group(None)]


def bullets(items: Iterable[Markup], style: ParagraphStyle = BULLET) -> list[Flowable]:
    """A list with a bullet before each item; neither its first nor its last item stands alone on a page."""
    listed = [P(item, style, "LI") for item in items]
    for item in (*listed[:-1][:1], *listed[-2:-1]):
        item.keepWithNext = True
    return grouped("L", listed)


def heading(text: str, anchor: str, level: Literal[1, 2, 3] = 2, *, room: float = 90) -> list[Flowable]:
    """A heading that moves to the next page when less than ``room`` points are left below it."""
    return [CondPageBreak(room), Heading(text, level, anchor)]


def card(rows: Sequence[Flowable], bar: Colour, *, width: float = TEXT_WIDTH) -> Table:
    """A panel with a coloured bar at its left; it may go on over the page between rows."""
    last = len(rows) - 1
    style = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("BACKGROUND", (0, 0), (-1, -1), colour("panel")),
        ("LINEBEFORE", (0, 0), (0, -1), 3, colour(bar), "butt"),
        ("LEFTPADDING", (0, 0), (-1, -1), 12),
        ("RIGHTPADDING", (0, 0), (-1, -1), 12),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("TOPPADDING", (0, 0), (-1, 0), 9),
        ("BOTTOMPADDING", (0, last), (-1, last), 9),
    ]
    return Table([[row] for row in rows], colWidths=(width,), style=style, hAlign="LEFT", renderCB=LayoutTags())


class Gap(Spacer):  # type: ignore[misc]
    """Empty room between two things; none at the top of a page, so that all pages begin at one height.

    A page that begins lower, as the cover does, begins with a Spacer.
    """

    def wrap(self, *_: float) -> tuple[float, float]:
        """Room that it takes where it stands."""
        frame = getattr(self, "_frame", None)
        return self.width, 0.0 if frame is not None and frame._atTop else self.height


def gap(points: float) -> Gap:
    """Empty room, in points."""
    return Gap(1, points)
