"""Reading a workbook back: the fields of each question as they were written, and whatever else stands in the file.

Rows are found by the hidden name of their field and columns by their heads, so that moved, sorted, added and deleted
rows do no harm. Formulas are never computed: they are read as the text that stands in the cell.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from questionnaires.errors import UnusableInputError
from questionnaires.exchange.collected import Collected
from questionnaires.exchange.reply import Figure, Reply
from questionnaires.exchange.strict_json import read_json
from questionnaires.exchange.workbook import COLUMNS, DATE_FIELD, HEAD, LISTS, NAME_FIELD, SEPARATOR, START
from questionnaires.exchange.workbook_file import notes_on
from questionnaires.reading import validate

MAX_ROWS = 20_000
MAX_COLUMNS = 60
HEAD_ROWS = 40
"""How far down the heads of the columns are looked for."""
_START_COLUMNS = 3

_ANSWER_COLUMNS: dict[str, Figure | None] = {
    "Your answer": None, "Lowest": "low", "Best figure": "best", "Highest": "high",
}  # fmt: skip
_UNREADABLE = (InvalidFileException, DefusedXmlException, SyntaxError, KeyError, ValueError, TypeError, AttributeError,
               IndexError, OSError, EOFError, OverflowError)  # fmt: skip
"""What openpyxl and the XML readers beneath it raise for parts that are missing or damaged."""


def read_workbook(content: bytes, source: str) -> Reply:
    """What the vendor wrote into a workbook. Raises UnusableInputError where it cannot be a reply at all."""
    notes = notes_on(content, source)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheets = {sheet.title: _cells(sheet, source) for sheet in book.worksheets}
    except UnusableInputError:
        raise
    except _UNREADABLE:
        cause = "it is damaged or not a workbook; open it, save it again as .xlsx, or ask the vendor to"
        raise UnusableInputError(source, "", cause) from None
    collected = Collected(problems=list(notes))
    head = _head(sheets.pop(HEAD, []), source)
    sheets.pop(LISTS, None)
    by, on = _names(sheets.pop(START, []), collected)
    for title, rows in sheets.items():
        _read_sheet(title, rows, collected)
    parts = {"by": by, "on": on, "entries": collected.entries(), "problems": tuple(collected.problems)}
    return validate({**head, **parts}, Reply, source)


_Row = tuple[str, ...]


def _cells(sheet: Any, source: str) -> list[_Row]:
    """Every row of a sheet as text."""
    rows: list[_Row] = []
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), 1):
        if number > MAX_ROWS:
            cause = f"it has more than {MAX_ROWS:,} rows, far more than were sent; nothing was read"
            raise UnusableInputError(source, f"sheet {sheet.title[:40]!r}", cause)
        rows.append(tuple(_text(cell.value) for cell in row))
    return rows


def _text(value: object) -> str:
    """What stands in a cell, as somebody would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case int() | float():
            return f"{value:.15g}"
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
        case dt.date() | dt.time() | dt.timedelta():
            return str(value)
        case str():
            return value.strip()
        case _:
            return str(getattr(value, "text", value) or "").strip()


def _head(rows: list[_Row], source: str) -> dict[str, Any]:
    """What the answers are to."""
    text = "".join(cell for row in rows for cell in row)
    if not text:
        cause = "it is not a workbook that Headwater made for a vendor, or its hidden sheets were removed"
        raise UnusableInputError(source, "", f"{cause}; ask for the file that was sent")
    head = read_json(text, source, "hidden sheet")
    if not isinstance(head, dict):
        raise UnusableInputError(source, "hidden sheet", "it does not say what the answers are to")
    return {key: value for key, value in head.items() if key in ("format", "audit", "packs", "due", "wordings")}


def _names(rows: list[_Row], collected: Collected) -> tuple[str, str]:
    """Who filled the file in and when, from the first sheet; without it, nobody and never."""
    given = {NAME_FIELD: "", DATE_FIELD: ""}
    for row in rows:
        key = next((cell for cell in row[_START_COLUMNS - 1 :] if cell in given), None)
        if key is not None:
            given[key] = row[1]
    if not rows:
        collected.problems.append(f"The sheet “{START}” is missing, so nobody is named for the file as a whole.")
    return given[NAME_FIELD], given[DATE_FIELD]


def _read_sheet(title: str, rows: list[_Row], collected: Collected) -> None:
    columns, below = _columns(rows)
    if columns is None:
        if any(any(row) for row in rows):
            words = " ".join(cell for row in rows for cell in row if cell)
            collected.problem(f"The sheet “{title}” is not one that was sent and was not read.", words)
        return
    for number, row in enumerate(rows[below:], below + 1):
        _read_row(title, number, row, columns, collected)


def _columns(rows: list[_Row]) -> tuple[Mapping[str, int] | None, int]:
    """Where each column is, by its head, and the first row below the heads."""
    for number, row in enumerate(rows[:HEAD_ROWS]):
        places = {title: row.index(title) for title in COLUMNS if title in row}
        if len(places) == len(COLUMNS):
            return places, number + 1
    return None, 0


def _read_row(title: str, number: int, row: _Row, columns: Mapping[str, int], collected: Collected) -> None:
    question_id, _, field = _cell(row, columns["Field"]).partition(SEPARATOR)
    place = f"sheet “{title}”, row {number}"
    given = {name: text for name in _ANSWER_COLUMNS if (text := _cell(row, columns[name]))}
    known = set(columns.values())
    beside = [
        f"{get_column_letter(column + 1)}{number}: {text}"
        for column, text in enumerate(row)
        if text and column not in known
    ]
    if not field:
        words = [*given.values(), *beside]
        if words:
            collected.problem(f"Row {number} of the sheet “{title}” belongs to no question and was not read.",
                              "; ".join(words))  # fmt: skip
        return
    if field == "ask":
        collected.asked(question_id, _cell(row, columns["Question"]), place)
        shown = _cell(row, columns["Ref"])
        if shown and shown != question_id:
            collected.problem(f"Row {number} of the sheet “{title}” belongs to {question_id}, but its reference "
                              f"was changed to “{shown[:40]}”.")  # fmt: skip
        for text in given.values():
            collected.stray(question_id, text, place)
    else:
        for name, text in given.items():
            collected.put(question_id, field, _ANSWER_COLUMNS[name], text, place)
    for text in beside:
        collected.stray(question_id, text, f"sheet “{title}”")


def _cell(row: _Row, column: int) -> str:
    return row[column] if column < len(row) else ""
