"""Tables that are read aloud as tables, and tables that only place things on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Table

from reports.figures.shapes import FigureTable
from reports.pdf.colours import colour
from reports.pdf.fonts import REGULAR
from reports.pdf.paragraph import P, show
from reports.pdf.styles import CELL, CELL_BOLD, CELL_HEAD, HAIR, HEAD_RULE, TEXT_HEIGHT, TEXT_WIDTH
from reports.text import Markup

Cell: TypeAlias = Flowable | Sequence[Flowable]

_TALLEST_ROW = 0.6 * TEXT_HEIGHT
_ENOUGH_ROWS = 3
_WORTH_STARTING = 100.0
_KEPT_WHOLE = 0.3 * TEXT_HEIGHT


class DataTags:
    """Tags rows and cells while ReportLab draws a table; a repeated head is an artifact of the page.

    ReportLab calls one object for all parts of a table that runs over pages.
    """

    def __init__(self, head_rows: int, *, row_heads: bool) -> None:
        self.head_rows = head_rows
        self.row_heads = row_heads
        self.continued = False
        self.row = 0

    def __call__(self, table: Any, event: str, *details: Any) -> None:
        """Handle one of ReportLab's drawing events."""
        canvas = table.canv
        repeated_head = self.continued and self.row < self.head_rows
        match event:
            case "startTable":
                self.continued = canvas.structure.knows(self)
                canvas.structure.open("Table", self)
            case "endTable":
                canvas.structure.close()
            case "startBG" | "startLines":
                canvas.begin_artifact()
            case "endBG" | "endLines":
                canvas.end_run()
            case "startRow":
                self.row = details[0]
                if self.continued and self.row < self.head_rows:
                    canvas.begin_artifact("Pagination")
                else:
                    canvas.structure.open("TR")
            case "endRow":
                if repeated_head:
                    canvas.end_run()
                else:
                    canvas.structure.close()
            case "startCell" if not repeated_head:
                self._open_cell(canvas, details[1])
            case "endCell" if not repeated_head:
                canvas.structure.close()

    def _open_cell(self, canvas: Any, column: int) -> None:
        if self.row < self.head_rows:
            canvas.structure.open("TH").scope = "Column"
        elif self.row_heads and column == 0:
            canvas.structure.open("TH").scope = "Row"
        else:
            canvas.structure.open("TD")


class LayoutTags:
    """Keeps the lines and grounds of a placing table out of the structure; its cells tag themselves."""

    def __call__(self, table: Any, event: str, *_: Any) -> None:
        """Handle one of ReportLab's drawing events."""
        if event in ("startBG", "startLines"):
            table.canv.begin_artifact()
        elif event in ("endBG", "endLines"):
            table.canv.end_run()


class DataTable(Table):  # type: ignore[misc]
    """A table that never leaves a single row behind on the next page."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """The parts on this page and the next."""
        parts: list[Flowable] = super().split(availWidth, availHeight)
        if len(parts) != 2:
            return parts
        kept, left = (len(part._rowHeights) - self.repeatRows for part in parts)
        if left > 1 or kept < _ENOUGH_ROWS:
            return parts
        earlier: list[Flowable] = super().split(availWidth, sum(parts[0]._rowHeights[:-1]) + 1)
        return [earlier[0], PageBreak(), earlier[1]] if len(earlier) == 2 else parts


def data_table(
    head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float], *, row_heads: bool = True
) -> Table:
    """A table with a head that is repeated on each page it runs over. Widths in points."""
    cells: list[Sequence[Cell]] = [[P(show(title), CELL_HEAD) for title in head], *rows]
    style = [*_PLAIN, ("LINEBELOW", (0, 0), (-1, 0), HEAD_RULE, colour("muted"))]
    tags = DataTags(1, row_heads=row_heads)
    return DataTable(cells, colWidths=list(widths), repeatRows=1, hAlign="LEFT", renderCB=tags, style=style)


def facts_table(facts: Sequence[tuple[str, Markup]], *, width: float = TEXT_WIDTH, names: float = 118) -> Table:
    """Names at the left, what they are at the right."""
    rows = [[P(show(name), CELL_BOLD), P(what, CELL)] for name, what in facts]
    tags = DataTags(0, row_heads=True)
    return Table(rows, colWidths=(names, width - names), hAlign="LEFT", renderCB=tags, style=_PLAIN)


def figure_table(table: FigureTable, widths: Sequence[float]) -> Table:
    """The twin of a figure."""
    rows = [[P(show(first), CELL_BOLD), *[P(show(cell), CELL) for cell in rest]] for first, *rest in table.rows]
    return data_table(table.head, rows, widths)


def beside(cells: Sequence[Cell], widths: Sequence[float], *, gutter: float = 0) -> Table:
    """Things placed side by side, tops aligned."""
    style = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), gutter),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    return Table([list(cells)], colWidths=list(widths), hAlign="LEFT", renderCB=LayoutTags(), style=style)


def with_heading(heading: Sequence[Flowable], table: Table) -> list[Flowable]:
    """A heading and its table: the heading never stands alone, and a table of less than a third of a page is whole."""
    _, whole = table.wrap(TEXT_WIDTH, TEXT_HEIGHT)
    needed = height_of(heading) + (whole if whole < _KEPT_WHOLE else _beginning(table))
    return [CondPageBreak(min(needed, TEXT_HEIGHT)), *heading, table]


def _beginning(table: Table) -> float:
    """Height of the first rows that are worth starting a table for."""
    height = 0.0
    for row in table._rowHeights:
        height += row
        if height >= _WORTH_STARTING:
            break
    return height


def rows_of(parts: Sequence[Flowable], width: float) -> list[list[Flowable]]:
    """Parts of a long cell, in order, in groups that are each well below a page high."""
    groups: list[list[Flowable]] = [[]]
    room = _TALLEST_ROW
    for part in parts:
        _, height = part.wrap(width, TEXT_HEIGHT)
        if groups[-1] and height > room:
            groups.append([])
            room = _TALLEST_ROW
        groups[-1].append(part)
        room -= height
    return groups


def height_of(flowables: Sequence[Flowable]) -> float:
    """Room that flowables take one below the other, in points."""
    heights = [flowable.wrap(TEXT_WIDTH, TEXT_HEIGHT)[1] for flowable in flowables]
    return float(sum(heights) + sum(part.getSpaceBefore() + part.getSpaceAfter() for part in flowables))


_PLAIN: list[Any] = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ("TOPPADDING", (0, 0), (-1, -1), 3.4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("LINEBELOW", (0, 0), (-1, -1), HAIR, colour("rule")),
]
