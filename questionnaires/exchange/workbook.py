"""The questions as a workbook: one sheet for each pack, locked but for the cells to fill in, nothing in it that runs.

Every cell to fill in is a text cell, so that no program turns 12% into 0.12 or a reference into a date. Lists to choose
from stand on a hidden sheet, since a list inside a cell ends at 255 characters. A hidden column names the field of each
row, so that the answers are found again wherever rows end up.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter

from questionnaires.exchange.fields import Field, fields_of
from questionnaires.exchange.for_vendor import VendorPack, VendorQuestion, VendorQuestions
from questionnaires.exchange.reply import empty_reply
from questionnaires.exchange.words import FIGURES, long_date

START, LISTS, HEAD = "Start here", "_lists", "_headwater"
COLUMNS = ("Ref", "Question", "Your answer", *FIGURES.values(), "Field")
REF, QUESTION, ANSWER, LOW, BEST, HIGH, FIELD = range(len(COLUMNS))
FIRST_ROW = 4
NAME_FIELD, DATE_FIELD = "file by", "file on"
SEPARATOR = "|"
HEAD_CHUNK = 30_000
"""Characters of the head in one cell; a cell holds 32,767."""

_WIDTHS = (9, 60, 46, 10, 10, 10, 0)
_START_WIDTHS = (30, 92)
_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_FONT = {"font_name": "Calibri", "font_size": 10.5, "font_color": "#18212B", "valign": "top", "text_wrap": True}
_INK, _QUIET, _RULE, _GROUND, _ACCENT = "#18212B", "#525D6B", "#D3D9E0", "#F5F6F8", "#1F5A7D"
_LINE, _PADDING, _COMMENT_HEIGHT = 14.5, 3.0, 48.0
"""Heights in points. Only some programs fit the height of a row to its words, so it is given."""
_A4 = 9


def workbook(questions: VendorQuestions) -> bytes:
    """The file for the vendor; the same questions give the same bytes."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, _PLAIN)
    sent = questions.sent
    book.set_properties(
        {
            "title": f"Questions about {questions.product}",
            "comments": f"Audit {questions.audit_id}",
            "created": dt.datetime(sent.year, sent.month, sent.day),
        }
    )
    styles = _Styles.made_in(book)
    _write_start(book, questions, styles)
    names = sheet_names(questions)
    sheets = [book.add_worksheet(name) for name in names]
    lists = _Lists(book.add_worksheet(LISTS))
    for sheet, pack in zip(sheets, questions.packs, strict=True):
        _write_pack(sheet, pack, questions, lists, styles)
    _write_head(book, questions)
    lists.sheet.protect()
    lists.sheet.very_hidden()
    book.close()
    return target.getvalue()


def sheet_names(questions: VendorQuestions) -> tuple[str, ...]:
    """The name of each pack's sheet: its title as far as a sheet's name may hold it, numbered."""
    names = []
    for number, pack in enumerate(questions.packs, 1):
        plain = " ".join(re.sub(r"[\[\]:*?/\\']", " ", pack.title).split())
        names.append(f"{number} {plain}"[:31].strip())
    return tuple(names)


@dataclass(frozen=True, slots=True)
class _Styles:
    """The looks of cells."""

    title: Any
    lead: Any
    head: Any
    section: Any
    ref: Any
    ask: Any
    asked: Any
    label: Any
    locked: Any
    free: Any

    @classmethod
    def made_in(cls, book: xlsxwriter.Workbook) -> _Styles:
        def look(**more: Any) -> Any:
            return book.add_format({**_FONT, **more})

        ruled = {"top": 1, "top_color": "#A9B4C1"}
        boxed = {"border": 1, "border_color": "#76818F"}
        return cls(
            title=look(bold=True, font_size=17, text_wrap=False),
            lead=look(font_color=_QUIET),
            head=look(bold=True, font_color="#FFFFFF", bg_color=_ACCENT, valign="vcenter"),
            section=look(bold=True, font_size=12.5, font_color=_ACCENT, text_wrap=False, valign="bottom"),
            ref=look(bold=True, font_color=_QUIET, bg_color=_GROUND, **ruled),
            ask=look(bold=True, bg_color=_GROUND, **ruled),
            asked=look(bg_color=_GROUND, **ruled),
            label=look(font_color=_QUIET, indent=1),
            locked=look(),
            free=look(locked=False, num_format="@", bg_color="#FFFFFF", **boxed),
        )


class _Lists:
    """The hidden sheet of lists to choose from; each list is written once."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self._places: dict[tuple[str, ...], str] = {}

    def place_of(self, offers: tuple[str, ...]) -> str:
        """Where a list stands, as a reference."""
        if offers not in self._places:
            column = len(self._places)
            for row, offer in enumerate(offers):
                self.sheet.write_string(row, column, offer)
            letters = xlsxwriter.utility.xl_col_to_name(column)
            self._places[offers] = f"={LISTS}!${letters}$1:${letters}${len(offers)}"
        return self._places[offers]


def _write_start(book: xlsxwriter.Workbook, questions: VendorQuestions, styles: _Styles) -> None:
    sheet = book.add_worksheet(START)
    sheet.hide_gridlines(2)
    for column, width in enumerate(_START_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(2, 2, 0, None, {"hidden": True})
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, f"Questions about {questions.product}", styles.title)
    for row, (name, words) in enumerate(_instructions(questions), 2):
        sheet.write_string(row, 0, name, styles.ask if name else styles.locked)
        sheet.write_string(row, 1, words, styles.locked)
        sheet.set_row(row, _height(words, _START_WIDTHS[1]))
    row += 2
    for field, label in ((NAME_FIELD, "Your name and role"), (DATE_FIELD, "Date, as in 2026-12-31")):
        sheet.write_string(row, 0, label, styles.ask)
        sheet.write_blank(row, 1, None, styles.free)
        sheet.write_string(row, 2, field, styles.locked)
        row += 1
    _set_up_page(sheet, questions)
    sheet.protect("", {"format_rows": True, "format_columns": True})


def _instructions(questions: VendorQuestions) -> list[tuple[str, str]]:
    count = sum(len(pack.questions) for pack in questions.packs)
    return [
        ("To", questions.vendor),
        ("Please return by", long_date(questions.due)),
        ("What this is", f"{count} questions about the data behind the product. A range is better than silence, and "
         "“Not known” is better than a guess."),
        ("How to fill it in", "Go through the next sheets and fill in the framed white cells; everything else is "
         "locked. Choose from the list where a cell offers one. Leave empty what does not help."),
        ("Figures", "Lowest, best and highest figure; one of the three is enough, and where a list of rough figures is "
         "offered, that is enough too. Percentages from 0 to 100, such as 12 or 7.5. Say how they were measured."),
        ("If it comes later", "Choose “Will send it later” and give the day. A question left empty counts as promised "
         "for the return date, and as not answered after it."),
        ("Evidence", "Send what already exists beside this file and name it here; please write nothing new for it."),
        ("When you are done", "Save the file as .xlsx under any name and send it back."),
        ("Audit", questions.audit_id),
    ]  # fmt: skip


def _write_pack(sheet: Any, pack: VendorPack, questions: VendorQuestions, lists: _Lists, styles: _Styles) -> None:
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, None, {"hidden": column == FIELD})
    sheet.set_row(0, 28)
    sheet.write_string(0, REF, pack.title, styles.title)
    sheet.merge_range(1, REF, 1, HIGH, pack.lead, styles.lead)
    sheet.set_row(1, _height(pack.lead, sum(_WIDTHS)))
    for column, title in enumerate(COLUMNS):
        sheet.write_string(FIRST_ROW - 1, column, title, styles.head)
    row, section = FIRST_ROW, ""
    for question in pack.questions:
        if question.section != section:
            section = question.section
            sheet.set_row(row, 26)
            sheet.write_string(row, REF, section, styles.section)
            row += 1
        row = _write_question(sheet, row, question, lists, styles)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.repeat_rows(FIRST_ROW - 1)
    sheet.print_area(0, REF, row, HIGH)
    _set_up_page(sheet, questions)
    sheet.ignore_errors({"number_stored_as_text": f"A1:G{row + 1}"})
    sheet.protect("", {"format_rows": True, "format_columns": True})


def _write_question(sheet: Any, row: int, question: VendorQuestion, lists: _Lists, styles: _Styles) -> int:
    """Write one question and return the row below it."""
    sheet.set_row(row, _height(question.ask, _WIDTHS[QUESTION]))
    sheet.write_string(row, REF, question.id, styles.ref)
    sheet.write_string(row, QUESTION, question.ask, styles.ask)
    for column in (ANSWER, LOW, BEST, HIGH):
        sheet.write_blank(row, column, None, styles.asked)
    sheet.write_string(row, FIELD, f"{question.id}{SEPARATOR}ask", styles.locked)
    for field in fields_of(question):
        row += 1
        _write_field(sheet, row, question, field, lists, styles)
    if question.set_aside_for:
        row += 1
        words = f"“Does not apply” is for: {'; '.join(question.set_aside_for)}"
        sheet.set_row(row, _height(words, _WIDTHS[QUESTION]))
        sheet.write_string(row, QUESTION, words, styles.label)
    return row + 1


def _write_field(sheet: Any, row: int, question: VendorQuestion, field: Field, lists: _Lists, styles: _Styles) -> None:
    words = max(field.offers, key=len, default="") if field.name != "status" else ""
    sheet.set_row(row, max(_height(field.label, _WIDTHS[QUESTION]), _height(words, _WIDTHS[ANSWER])))
    sheet.write_string(row, QUESTION, field.label, styles.label)
    exact = (LOW, BEST, HIGH) if field.kind == "figures" else ()
    columns = exact if exact and not field.offers else (ANSWER, *exact)
    for column in columns:
        sheet.write_blank(row, column, None, styles.free)
    sheet.write_string(row, FIELD, f"{question.id}{SEPARATOR}{field.name}", styles.locked)
    if field.name == "comment":
        sheet.set_row(row, _COMMENT_HEIGHT)
    if field.offers:
        rule = {"validate": "list", "source": lists.place_of(field.offers), "ignore_blank": True}
        rule |= {"error_title": "Not in the list", "error_message": "Please choose from the list, or leave it empty."}
        sheet.data_validation(row, ANSWER, row, ANSWER, rule)


def _write_head(book: xlsxwriter.Workbook, questions: VendorQuestions) -> None:
    """What the answers are to, for reading them back."""
    sheet = book.add_worksheet(HEAD)
    head = empty_reply(questions).model_dump_json(include={"format", "audit", "packs", "due", "wordings"})
    for row, start in enumerate(range(0, len(head), HEAD_CHUNK)):
        sheet.write_string(row, 0, head[start : start + HEAD_CHUNK])
    sheet.protect()
    sheet.very_hidden()


def _set_up_page(sheet: Any, questions: VendorQuestions) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8{_header_text(questions.audit_id)}&R&8&P of &N")


def _height(words: str, letters: int) -> float:
    """Height of a row that shows these words in a column of that many letters; bold ones need some more room."""
    lines = len(textwrap.wrap(words, max(1, int(letters * 0.9)))) or 1
    return lines * _LINE + _PADDING


def _header_text(text: str) -> str:
    """Text in a page's foot, where an ampersand begins a command and more than 255 characters are refused."""
    return text.replace("&", "&&")[:120]
