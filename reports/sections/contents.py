"""The contents page, with links and the page numbers that the report ends up with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from reports.figures.grade_chip import grade_chip
from reports.figures.shapes import Figure
from reports.figures.verdict_mark import ORDER, verdict_mark
from reports.material import Material
from reports.pdf.blocks import Heading, gap, grouped, heading
from reports.pdf.canvas import TaggedCanvas
from reports.pdf.colours import colour
from reports.pdf.drawing import FigureFlowable
from reports.pdf.fonts import REGULAR, SEMIBOLD
from reports.pdf.paragraph import P, show
from reports.pdf.styles import CELL, CELL_BOLD, H3, HAIR, TEXT_HEIGHT, TEXT_WIDTH
from reports.pdf.table import beside
from reports.words import verdict_labels

_LINE = 22.0
_SIZE = 9.5
_SIGN = 13.0
_LEGEND = (24.0, 122.0, TEXT_WIDTH - 146.0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A section as the contents page lists it.

    new_page: whether it always starts one; otherwise it does when less than ``room`` points are left.
    """

    title: str
    anchor: str
    says: str
    new_page: bool = False
    room: float = 0.42 * TEXT_HEIGHT


class ContentsLine(Flowable):  # type: ignore[misc]
    """One line of the contents: title, what the section says, page; the whole line is a link."""

    def __init__(self, entry: Entry, page: str) -> None:
        super().__init__()
        self.entry, self.page = entry, page
        self.width, self.height = TEXT_WIDTH, _LINE

    def wrap(self, *_: float) -> tuple[float, float]:
        """One line, the width of the text."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw on the current page."""
        canvas: TaggedCanvas = self.canv
        with canvas.artifact():
            canvas.setStrokeColor(colour("rule"))
            canvas.setLineWidth(HAIR)
            canvas.line(0, 0, self.width, 0)
        with canvas.element("TOCI"), canvas.element("Link"):
            with canvas.content():
                canvas.setFillColor(colour("ink"))
                canvas.setFont(SEMIBOLD, _SIZE)
                canvas.drawString(0, 7, self.entry.title + " ")
                canvas.setFillColor(colour("muted"))
                canvas.setFont(REGULAR, 8.5)
                canvas.drawString(150, 7, self.entry.says + " ")
                canvas.setFillColor(colour("ink"))
                canvas.setFont(REGULAR, _SIZE)
                canvas.drawRightString(self.width, 7, self.page)
            canvas.link_to(self.entry.anchor, (0, 0, self.width, self.height), f"Go to {self.entry.title}")


def contents(material: Material, entries: Sequence[Entry]) -> list[Flowable]:
    """Sections with their pages, then how to read the words that stand on every page."""
    lines = [ContentsLine(entry, material.numbers.page(entry.anchor)) for entry in entries]
    vocabulary, words = material.library.vocabulary, material.library.rules.verdicts.labels
    labels = verdict_labels(material.library)
    return [
        *heading("Contents", "contents", 1),
        *grouped("TOC", lines),
        gap(22),
        Heading("The four verdicts", 2, "four-verdicts", H3),
        *[
            _legend_line(verdict_mark(verdict, labels[verdict], _SIGN), labels[verdict], words[verdict].sentence)
            for verdict in reversed(ORDER)
        ],
        gap(14),
        Heading("The five grades of evidence", 2, "five-grades", H3),
        *[
            _legend_line(grade_chip(number, "", _SIGN), grade.label, grade.test)
            for number, grade in vocabulary.evidence_grades.items()
        ],
    ]


def _legend_line(sign: Figure, word: str, meaning: str) -> Flowable:
    mark = FigureFlowable(sign, decorative=True)
    return beside([mark, P(show(word), CELL_BOLD), [P(show(meaning), CELL), gap(5)]], _LEGEND)
