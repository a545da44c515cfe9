"""Pages with narrow margins for a sheet that is written on: tagged like those of a report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from reports.pdf.canvas import TaggedCanvas
from reports.pdf.colours import colour
from reports.pdf.fonts import REGULAR
from reports.pdf.layout import fitted
from reports.pdf.metadata import PRODUCER, Metadata
from reports.pdf.styles import PAGE_HEIGHT, PAGE_WIDTH

SIDE, ABOVE, BELOW, FOOT = 14 * mm, 12 * mm, 14 * mm, 8 * mm
WIDTH = PAGE_WIDTH - 2 * SIDE
HEIGHT = PAGE_HEIGHT - ABOVE - BELOW


def draw_sheet(story: Sequence[Flowable], metadata: Metadata, footer: str, pages: int) -> tuple[bytes, int]:
    """The story as a PDF file, and how many pages it took. pages: the number printed in the foot."""
    target = BytesIO()
    template = _SheetTemplate(target, metadata, footer, pages)
    template.build(list(story), canvasmaker=partial(TaggedCanvas, metadata=metadata, attachments=()))
    return target.getvalue(), template.page


def height_of(flowables: Sequence[Flowable]) -> float:
    """Room that flowables take one below the other, in points; ReportLab lets the larger of two gaps count."""
    heights = [float(flowable.wrap(WIDTH, HEIGHT)[1]) for flowable in flowables]
    return sum(heights) + sum(float(part.getSpaceBefore() + part.getSpaceAfter()) for part in flowables)


class _SheetTemplate(BaseDocTemplate):  # type: ignore[misc]
    """One frame a page and a line in the foot."""

    def __init__(self, target: BytesIO, metadata: Metadata, footer: str, pages: int) -> None:
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
        self._footer = footer
        self._pages = pages
        frame = Frame(SIDE, BELOW, WIDTH, HEIGHT, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("sheet", [frame], onPageEnd=self._draw_foot)])

    def _draw_foot(self, canvas: TaggedCanvas, _: Any) -> None:
        canvas.saveState()
        canvas.setFillColor(colour("muted"))
        with canvas.artifact("Pagination", "Footer"):
            canvas.setFont(REGULAR, 7.5)
            canvas.drawString(SIDE, FOOT, fitted(self._footer, WIDTH - 80))
            canvas.drawRightString(PAGE_WIDTH - SIDE, FOOT, f"Page {canvas.getPageNumber()} of {self._pages}")
        canvas.restoreState()
