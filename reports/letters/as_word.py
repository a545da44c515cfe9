"""Letters and clauses as Word documents: plain paragraphs and tables, no field, link or macro."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from core.version import program_version
from reports.exports.fixed_dates import with_fixed_dates
from reports.letters.clause_list import ClauseList, TermGroup
from reports.letters.letter import Account, Letter, Recorded, Request
from reports.text import shorten
from reports.words import date_words

_TITLE_LENGTH = 120
_MARGIN = 2.3
_PAGE = 21.0
_RECORDED = (6.2, 7.2, 3.0)


def letter_as_word(letter: Letter) -> bytes:
    """The letter as a .docx file; the same letter gives the same bytes."""
    document = _new(letter.subject, letter.signature[0] if letter.signature else "", letter.date)
    if letter.before_sending:
        document.add_paragraph().add_run(letter.before_sending).bold = True
    document.add_paragraph(f"{letter.to}\n{date_words(letter.date)}")
    document.add_paragraph().add_run(letter.subject).bold = True
    for paragraph in letter.opening:
        document.add_paragraph(paragraph)
    if letter.recorded:
        _recorded_table(document, letter.recorded)
    if letter.requests_lead:
        document.add_paragraph(letter.requests_lead).paragraph_format.keep_with_next = True
    for number, account in enumerate(letter.accounts, start=1):
        _account(document, number, account)
    for number, request in enumerate(letter.requests, start=1):
        _request(document, number, request)
    for paragraph in letter.closing:
        document.add_paragraph(paragraph).paragraph_format.keep_with_next = True
    if letter.signature:
        document.add_paragraph("\n".join(letter.signature))
    return _bytes_of(document)


def clauses_as_word(found: ClauseList) -> bytes:
    """The list of clauses as a .docx file; the same list gives the same bytes."""
    title = shorten(f"Contract terms: {found.vendor}, {found.product}", _TITLE_LENGTH)
    document = _new(title, "", found.date)
    document.add_heading(title, 1)
    document.add_paragraph(found.lead)
    for chapter in found.chapters:
        document.add_heading(chapter.title, 2)
        for number, group in enumerate(chapter.groups, start=1):
            _terms(document, number, group)
    return _bytes_of(document)


def _new(title: str, author: str, day: dt.date) -> Docx:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(_PAGE), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(8)
    about = document.core_properties
    about.title = shorten(title, _TITLE_LENGTH)
    about.author = about.last_modified_by = shorten(author, _TITLE_LENGTH)
    about.comments = f"Headwater {program_version()}"
    about.language = "en-GB"
    about.created = about.modified = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    return document


def _recorded_table(document: Docx, items: Sequence[Recorded]) -> None:
    table = document.add_table(rows=1, cols=len(_RECORDED))
    table.style = "Table Grid"
    table.autofit = False
    for cell, title in zip(table.rows[0].cells, ("Question", "What we wrote down", "Noted as"), strict=True):
        _write(cell, title, bold=True)
    for number, item in enumerate(items, start=1):
        said = [f"Said: {item.said}"] if item.said else []
        written = "\n".join([*([item.words] if item.words else []), *item.facts, *said])
        for cell, text in zip(
            table.add_row().cells, (f"{number}. {item.question}", written, item.noted_as), strict=True
        ):
            _write(cell, text)
    for column, width in zip(table.columns, _RECORDED, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    # python-docx has no words for a head that every page repeats and for rows that stay on one page.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _write(cell: _Cell, text: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.font.size = Pt(9)
    run.bold = bold


def _request(document: Docx, number: int, request: Request) -> None:
    paragraph = _indented(document, f"{number}.")
    if request.about:
        paragraph.add_run(f"{request.about}\n").bold = True
    paragraph.add_run(request.text)
    if request.note:
        paragraph.add_run(f"\n{request.note}").italic = True


def _account(document: Docx, number: int, account: Account) -> None:
    paragraph = _indented(document, f"{number}.")
    paragraph.add_run(account.about).bold = True
    paragraph.add_run(f"\na) {account.first}\nb) {account.second}")


def _terms(document: Docx, number: int, group: TermGroup) -> None:
    paragraph = _indented(document, f"{number}.")
    if group.ask:
        paragraph.add_run(group.ask).bold = True
    for place, term in enumerate(group.terms):
        before = "\n" if place or group.ask else ""
        paragraph.add_run(f"{before}{term.title} ({term.id})\n").italic = bool(group.ask)
        paragraph.add_run(term.text)
        if term.because_of:
            paragraph.add_run(f"\nBecause of: {'; '.join(term.because_of)}").font.size = Pt(9)


def _indented(document: Docx, mark: str) -> Paragraph:
    paragraph = document.add_paragraph(f"{mark}\t")
    paragraph.paragraph_format.left_indent = Cm(0.8)
    paragraph.paragraph_format.first_line_indent = Cm(-0.8)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.8))
    return paragraph


def _bytes_of(document: Docx) -> bytes:
    target = BytesIO()
    document.save(target)
    return with_fixed_dates(target.getvalue())
