"""The audit as an Excel workbook: plain cells only, no formula, link or macro."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from io import BytesIO
from math import ceil

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from core.version import program_version
from reports.branding import Branding
from reports.exports.content import Cell, Sheet, sheets
from reports.material import Material
from reports.text import clean, shorten

_LINE, _TALLEST = 15.0, 409.0  # points; Excel knows no taller row
LONGEST_CELL = 32_000
"""UTF-16 units in one cell; Excel holds 32,767."""
_CUT = " … [the rest is in the JSON export]"
UNBRANDED = Branding()
_ALONE = {"object_position": 3, "description": "Logo"}  # it neither moves nor grows with the cells under it
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook(material: Material) -> bytes:
    """A sheet for each table; the same audit gives the same bytes."""
    day, branding = material.closed, material.branding
    return book_of(
        sheets(material),
        {
            "title": shorten(f"AI vendor audit: {material.document.vendor}", 120),
            "author": shorten(material.document.auditor.name, 120),
            "comments": f"Headwater {program_version()}, audit {clean(material.document.audit_id)}",
            "created": dt.datetime(day.year, day.month, day.day),
        },
        branding,
    )


def book_of(tables: Sequence[Sheet], properties: Mapping[str, object], branding: Branding = UNBRANDED) -> bytes:
    """Tables as the sheets of one workbook; the same arguments give the same bytes.

    branding: its colour underlines the heads, its name and confidentiality line stand on every printed page, its logo
    beside the first table.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, _PLAIN)
    book.set_properties(dict(properties))
    line = {"bottom": 2, "bottom_color": branding.colour} if branding.colour else {"bottom": 1}
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", **line})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in tables:
        _mark(_add(book, sheet, head, body), branding)
    if branding.logo:
        beside = len(tables[0].head) + 1
        picture = BytesIO(base64.b64decode(branding.logo))
        book.worksheets()[0].insert_image(0, beside, "logo.png", {"image_data": picture, **_ALONE})
    book.close()
    return target.getvalue()


def _mark(page: Worksheet, branding: Branding) -> None:
    """What stands on every printed page; an ampersand would begin a command there, so it is doubled."""
    name, line = (clean(text).replace("&", "&&") for text in (branding.name, branding.confidentiality))
    if name:
        page.set_header(f"&R{name}")
    page.set_footer(f"&L{line}&RPage &P of &N")


def _add(book: xlsxwriter.Workbook, sheet: Sheet, head: object, body: object) -> Worksheet:
    """The sheet as it was put into the workbook."""
    page = book.add_worksheet(sheet.title)
    for column, (title, width) in enumerate(zip(sheet.head, sheet.widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, title, head)
    page.set_row(0, _height(sheet.head, sheet.widths), None)
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, _height(row, sheet.widths), None)
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, column, _fitting(cell), body)
            else:
                page.write_number(number, column, cell, body)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    return page


def _height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """Points that the longest cell of a row needs; not every program works that out when it opens a file."""
    lines = max(
        sum(max(1, ceil(len(line) / width)) for line in str(cell).split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return min(_LINE * max(lines, 1), _TALLEST)


def _fitting(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore") + _CUT
