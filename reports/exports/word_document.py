"""The audit as a Word document, to be edited: headings, paragraphs and tables of plain text, no field or link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Length, Pt
from docx.table import _Row

from core.version import program_version
from reports.exports.content import Cell, Sheet, answers, evidence, findings, open_points, sign_off, summary
from reports.exports.fixed_dates import with_fixed_dates
from reports.exports.word_branding import put_branding
from reports.material import Material
from reports.text import clean, shorten

_TITLE_LENGTH = 120
_TEXT_CM, _LEAST_CM, _CELL_POINTS = 17.0, 2.4, 8.5
_ID, _ASKED, _STATUS, _GRADE, _WORD, _SAID, _FURTHER, _BY, _DATE, _EVIDENCE = 0, 3, 4, 5, 6, 7, 8, 9, 10, 11


def word_document(material: Material) -> bytes:
    """Summary, findings, every answer, evidence and open points; the same audit gives the same bytes."""
    document = Document()
    _set_up(document, material)
    put_branding(document, material)
    title = shorten(f"AI vendor audit: {material.document.vendor}", _TITLE_LENGTH)
    document.add_heading(title, 0)
    _table(document, summary(material))
    _findings(document, findings(material))
    _answers(document, answers(material))
    _table(document, evidence(material))
    _table(document, open_points(material))
    _table(document, sign_off(material))
    target = BytesIO()
    document.save(target)
    return with_fixed_dates(target.getvalue())


def _set_up(document: Docx, material: Material) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    document.styles["Normal"].font.size = Pt(9.5)
    about = document.core_properties
    day = material.closed
    about.title = shorten(f"AI vendor audit: {material.document.vendor}", _TITLE_LENGTH)
    about.author = about.last_modified_by = shorten(material.document.auditor.name, _TITLE_LENGTH)
    about.comments = f"Headwater {program_version()}, audit {clean(material.document.audit_id)}"
    about.language = "en-GB"
    about.created = about.modified = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def _table(document: Docx, sheet: Sheet) -> None:
    document.add_heading(sheet.title, 1)
    table = document.add_table(rows=1, cols=len(sheet.head))
    table.style = "Table Grid"
    table.autofit = False
    widths = _widths(sheet)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _fill_row(table.rows[0], sheet.head, widths, bold=True)
    for row in sheet.rows:
        _fill_row(table.add_row(), row, widths)


def _widths(sheet: Sheet) -> list[Length]:
    """Of the columns: in proportion, none too narrow for a word, together the width of the text."""
    least = [max(width / sum(sheet.widths) * _TEXT_CM, _LEAST_CM) for width in sheet.widths]
    return [Cm(width / sum(least) * _TEXT_CM) for width in least]


def _fill_row(row: _Row, contents: Sequence[Cell], widths: Sequence[Length], *, bold: bool = False) -> None:
    for cell, content, width in zip(row.cells, contents, widths, strict=True):
        cell.width = width
        run = cell.paragraphs[0].add_run(str(content))
        run.bold = bold
        run.font.size = Pt(_CELL_POINTS)


def _findings(document: Docx, sheet: Sheet) -> None:
    document.add_heading(sheet.title, 1)
    for name, severity, title, plain, action, who, by, rests_on in sheet.rows:
        document.add_heading(shorten(f"{severity}: {title}", _TITLE_LENGTH), 2)
        document.add_paragraph(str(plain))
        document.add_paragraph(f"What to do: {action}")
        document.add_paragraph(f"{who}, by {by}. {name}. Answers: {rests_on or 'a rule'}.")


def _answers(document: Docx, sheet: Sheet) -> None:
    document.add_heading(sheet.title, 1)
    for row in sheet.rows:
        document.add_heading(str(row[_ID]), 2)
        document.add_paragraph().add_run(str(row[_ASKED])).bold = True
        for part in (row[_SAID], row[_FURTHER]):
            if part:
                document.add_paragraph(str(part))
        by = f", {row[_BY]}" if row[_BY] else ""
        backing = f"{row[_STATUS]}; grade {row[_GRADE]}, {row[_WORD]}{by}, {row[_DATE]}."
        document.add_paragraph(f"{backing} Evidence: {row[_EVIDENCE] or 'none'}.")
