"""Pages: the cover, the plain page with its header and footer, and the passes until page numbers are right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any

from PIL.Image import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from reports.pdf.attachments import Attachment
from reports.pdf.canvas import TaggedCanvas
from reports.pdf.colours import colour
from reports.pdf.fonts import COVERAGE, REGULAR, SEMIBOLD, text_width
from reports.pdf.metadata import PRODUCER, Metadata
from reports.pdf.styles import (
    BOTTOM,
    FOOTER,
    HAIR,
    HEADER,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TEXT_HEIGHT,
    TEXT_WIDTH,
)
from reports.pdf.tagging import Element
from reports.text import shorten, visible

COVER, PLAIN = "cover", "plain"
_PASSES = 5
_COVER_BAND = 26.0
_BELOW_BAND = 14.0
_LOGO_BOX = (60 * mm, 18 * mm)
COVER_HEIGHT = PAGE_HEIGHT - BOTTOM - _COVER_BAND - 20


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """The page of each named place and the number of pages, as the last pass found them."""

    pages: Mapping[str, int] = field(default_factory=dict)
    total: int = 0

    def page(self, anchor: str) -> str:
        """The page of a place, to print; an ellipsis before the first pass has found it."""
        return str(self.pages.get(anchor, "…"))


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page: at the right of the header and at the left of the footer.

    A report of one page has the bar of the cover for a header. name, colour, logo: on that bar, of that bar (#RRGGBB),
    and below it at the right; empty for none.
    """

    header: str
    footer: str
    name: str = ""
    colour: str = ""
    logo: Image | None = None


class ReportTemplate(BaseDocTemplate):  # type: ignore[misc]
    """Draws one pass of the report."""

    def __init__(self, target: BytesIO, metadata: Metadata, running: Running, known: PageNumbers) -> None:
        super().__init__(
            target,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=metadata.title,
            author=metadata.author,
            subject=metadata.subject,
            creator=metadata.creator,
            keywords=metadata.keywords,
            producer=PRODUCER,
        )
        self.running = running
        self.known = known
        cover = Frame(LEFT, BOTTOM, TEXT_WIDTH, COVER_HEIGHT, 0, 0, 0, 0)
        plain = Frame(LEFT, BOTTOM, TEXT_WIDTH, TEXT_HEIGHT, 0, 0, 0, 0)
        self.addPageTemplates(
            [
                PageTemplate(COVER, [cover], onPage=self._draw_cover),
                PageTemplate(PLAIN, [plain], onPageEnd=self._draw_margins),
            ]
        )

    def _draw_cover(self, canvas: TaggedCanvas, _: Any) -> None:
        with canvas.artifact():
            canvas.saveState()
            canvas.setFillColor(HexColor(self.running.colour) if self.running.colour else colour("accent"))
            canvas.rect(0, PAGE_HEIGHT - _COVER_BAND, PAGE_WIDTH, _COVER_BAND, stroke=0, fill=1)
            canvas.setFillColor(colour("paper"))
            canvas.setFont(SEMIBOLD, 9)
            half, line = TEXT_WIDTH / 2 - 10, PAGE_HEIGHT - _COVER_BAND + 9
            only_page = self.known.total == 1
            canvas.drawString(LEFT, line, fitted(self.running.name, half if only_page else TEXT_WIDTH, 9, SEMIBOLD))
            if only_page:
                canvas.drawRightString(PAGE_WIDTH - RIGHT, line, fitted(self.running.header, half, 9, SEMIBOLD))
            self._draw_logo(canvas)
            canvas.restoreState()
        if only_page:
            self._draw_footer(canvas)

    def _draw_logo(self, canvas: TaggedCanvas) -> None:
        logo = self.running.logo
        if logo is None:
            return
        scale = min(_LOGO_BOX[0] / logo.width, _LOGO_BOX[1] / logo.height)
        width, height = logo.width * scale, logo.height * scale
        top = PAGE_HEIGHT - _COVER_BAND - _BELOW_BAND
        canvas.drawImage(ImageReader(logo), PAGE_WIDTH - RIGHT - width, top - height, width, height)

    def _draw_margins(self, canvas: TaggedCanvas, _: Any) -> None:
        right, top = PAGE_WIDTH - RIGHT, PAGE_HEIGHT - HEADER
        canvas.saveState()
        canvas.setFillColor(colour("muted"))
        canvas.setStrokeColor(colour("rule"))
        canvas.setLineWidth(HAIR)
        with canvas.artifact("Pagination", "Header"):
            canvas.setFont(REGULAR, 7.5)
            canvas.drawString(LEFT, top, fitted(canvas.section, TEXT_WIDTH / 2 - 10))
            canvas.drawRightString(right, top, fitted(self.running.header, TEXT_WIDTH / 2 - 10))
            canvas.line(LEFT, top - 6, right, top - 6)
        canvas.restoreState()
        self._draw_footer(canvas)
        canvas.section = canvas.next_section

    def _draw_footer(self, canvas: TaggedCanvas) -> None:
        canvas.saveState()
        canvas.setFillColor(colour("muted"))
        with canvas.artifact("Pagination", "Footer"):
            canvas.setFont(REGULAR, 7.5)
            canvas.drawString(LEFT, FOOTER, fitted(self.running.footer, TEXT_WIDTH - 80))
            canvas.drawRightString(PAGE_WIDTH - RIGHT, FOOTER, f"Page {canvas.getPageNumber()} of {self.known.total}")
        canvas.restoreState()


def fitted(text: str, width: float, size: float = 7.5, font: str = REGULAR) -> str:
    """One line of text, shortened with an ellipsis until it is no wider than ``width`` points."""
    length = 160
    line = visible(shorten(text, length), COVERAGE)
    while text_width(line, font, size) > width and length > 1:
        length -= 4
        line = visible(shorten(text, length), COVERAGE)
    return line


PageDrawn = Callable[[int, int], None]
"""Takes the number of a page and how many there are going to be; 0 while that is not known."""


def draw_report(
    story: Callable[[PageNumbers], Sequence[Flowable]],
    metadata: Metadata,
    attachments: Sequence[Attachment],
    running: Running,
    page_drawn: PageDrawn | None = None,
) -> tuple[bytes, int]:
    """Lay the story out until the page numbers printed in it are the ones it ends up with.

    page_drawn: called after every page; what it raises ends the work.
    Returns the bytes of the PDF and the number of pages.
    """
    known = PageNumbers()
    for _ in range(_PASSES):
        target = BytesIO()
        template = ReportTemplate(target, metadata, running, known)
        if page_drawn is not None:
            template.setProgressCallBack(partial(_tell_of_page, page_drawn, known.total))
        template.build(
            list(story(known)), canvasmaker=partial(TaggedCanvas, metadata=metadata, attachments=attachments)
        )
        found = PageNumbers(template.canv.anchors, template.page)
        _take_apart(template.canv)
        if found == known:
            return target.getvalue(), found.total
        known = found
    raise RuntimeError(f"page numbers did not settle in {_PASSES} passes")


def _take_apart(canvas: TaggedCanvas) -> None:
    """Let a finished document go piece by piece.

    It holds itself in circles: left as it is, 100,000 objects die in one go when they are found, and whoever draws a
    report beside a window holds the window up for that long.
    """
    objects = canvas._doc.idToObject
    while objects:
        objects.popitem()
    elements = [canvas.structure.root]
    while elements:
        children = elements.pop().children
        elements += [child for child in children if isinstance(child, Element)]
        children.clear()


def _tell_of_page(page_drawn: PageDrawn, pages: int, what: str, number: int) -> None:
    """Of everything that ReportLab tells, hand on that a page is done."""
    if what == "PAGE":
        page_drawn(number, pages)
