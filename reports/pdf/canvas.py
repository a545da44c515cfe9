"""A ReportLab canvas that knows what it draws: every run of drawing belongs to the structure or is an artifact."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from reports.pdf.attachments import Attachment, write_attachments
from reports.pdf.fonts import REGULAR, runs, text_width
from reports.pdf.metadata import LANGUAGE, Metadata, write_metadata
from reports.pdf.structure import link_number, write_structure
from reports.pdf.tagging import Box, LinkPlace, Role, StructureTree

_PRINTED = 4  # annotation flag: print with the page
_NO_GAP = re.compile("[ -]|[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
"""Last character of a line after which no space belongs: a space, a hyphen, Chinese and Japanese."""


class SpacedText(PDFTextObject):  # type: ignore[misc]
    """Text with a space at each line end, so that copied and spoken words stay apart."""

    def _textOut(self, text: Any, next_line: int = 0) -> None:  # noqa: N802
        if next_line and isinstance(text, str) and text and not _NO_GAP.match(text[-1]):
            text += " "
        super()._textOut(text, next_line)


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """Draws the pages of one report.

    anchors: the page of each named place, as found while drawing.
    section: what the page begins with; next_section: what the next page goes on with.
    """

    def __init__(self, target: Any, *, metadata: Metadata, attachments: Sequence[Attachment], **settings: Any) -> None:
        settings |= {"pdfVersion": (1, 7), "lang": LANGUAGE, "invariant": 1, "initialFontName": REGULAR}
        super().__init__(target, **settings)
        self.structure = StructureTree()
        self.anchors: dict[str, int] = {}
        self.section = ""
        self.next_section = ""
        self._metadata = metadata
        self._attachments = attachments
        self._runs_open = 0
        self.setViewerPreference("DisplayDocTitle", "true")
        self._set_time(metadata.created)

    def _set_time(self, moment: dt.datetime) -> None:
        stamp = self._doc._timeStamp
        stamp.t, stamp.lt = moment.timestamp(), tuple(moment.timetuple())
        stamp.YMDhms, stamp.dhh, stamp.dmm, stamp.tzname = stamp.lt[:6], 0, 0, "UTC"
        # The file's identifier is made from this; ReportLab begins it with the time of writing.
        self._doc.signature = hashlib.md5(moment.isoformat().encode(), usedforsecurity=False)

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> SpacedText:  # noqa: N802
        """Text that keeps word gaps at line ends."""
        return SpacedText(self, x, y, direction) if direction else SpacedText(self, x, y)

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        """One line of text from ``x`` on, each run in a font that draws it."""
        font, size = self._fontname, self._fontsize
        for piece, name in runs(text, font):
            if name != self._fontname:
                self.setFont(name, size)
            super().drawString(x, y, piece)
            x += text_width(piece, name, size)
        if self._fontname != font:
            self.setFont(font, size)

    def drawCentredString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        """One line of text with its middle at ``x``."""
        self.drawString(x - text_width(text, self._fontname, self._fontsize) / 2, y, text)

    def drawRightString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        """One line of text that ends at ``x``."""
        self.drawString(x - text_width(text, self._fontname, self._fontsize), y, text)

    @contextmanager
    def element(self, role: Role, key: Hashable | None = None) -> Iterator[Any]:
        """What is drawn inside belongs to a structure element; a known key continues that element."""
        yield self.structure.open(role, key)
        self.structure.close()

    def begin_content(self) -> None:
        """Start a run of drawing that belongs to the current element. Runs inside a run are part of it."""
        if self._runs_open == 0:
            role, page = self.structure.current.role, self.getPageNumber()
            self._code.append(f"/{role} <</MCID {self.structure.mark(page)}>> BDC")
        self._runs_open += 1

    def begin_artifact(self, kind: Literal["Layout", "Pagination"] = "Layout", part: str = "") -> None:
        """Start a run of drawing that is not read aloud, such as a rule or a page number."""
        if self._runs_open == 0:
            subtype = f" /Subtype /{part}" if part else ""
            self._code.append(f"/Artifact <</Type /{kind}{subtype}>> BDC")
        self._runs_open += 1

    def end_run(self) -> None:
        """End the run of drawing begun last."""
        self._runs_open -= 1
        if self._runs_open == 0:
            self._code.append("EMC")

    @contextmanager
    def content(self) -> Iterator[None]:
        """A run of drawing that belongs to the current element."""
        self.begin_content()
        yield
        self.end_run()

    @contextmanager
    def artifact(self, kind: Literal["Layout", "Pagination"] = "Layout", part: str = "") -> Iterator[None]:
        """A run of drawing that is not read aloud."""
        self.begin_artifact(kind, part)
        yield
        self.end_run()

    def place(self, anchor: str) -> None:
        """Make the current position on the page a place that links and page numbers can point to."""
        self.anchors[anchor] = self.getPageNumber()
        self.bookmarkHorizontal(anchor, 0, 24)

    def link_to(self, anchor: str, box: Box, description: str) -> None:
        """Make a box, in current coordinates, a link to a place; it belongs to the current element."""
        index = len(self.structure.links)
        self.linkRect(description, anchor, box, relative=1, F=_PRINTED, StructParent=link_number(index))
        annotation = f"NUMBER{self._annotationCount}"
        self.structure.links.append(LinkPlace(self.structure.current, self.getPageNumber(), annotation))

    def save(self) -> None:
        """Finish the file with structure, metadata and attachments."""
        if self._code:
            self.showPage()
        catalog = self._doc.Catalog
        catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "AF", "OutputIntents"]
        write_structure(self._doc, self.structure, self.getPageNumber() - 1)
        write_metadata(self._doc, self._metadata)
        write_attachments(self._doc, self._attachments, self._metadata.created)
        super().save()
