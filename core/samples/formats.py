"""One reader for each file format: characters or bytes in, records out, one sentence where the file is broken."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from core.samples.columns import Columns, Record, records_of
from core.samples.errors import SampleError
from core.samples.workbook import workbook_rows

_SEPARATOR = re.compile(r"^---[ \t]*$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")

Row = tuple[str, dict[str, object]]
"""Where it stands, for a person, and its cells by column."""


def txt_records(text: str, name: str, columns: Columns, *, one_text: bool = False) -> Iterator[Record]:
    """Texts separated by ``---`` lines, else by two or more blank lines, else the whole file.

    one_text: without ``---`` lines the file is one text, however many blank lines it has.
    """
    if columns.named:
        raise SampleError(
            f'{name} is plain text and has no field "{columns.named[0]}"; fields need a .jsonl, .csv or .xlsx file.'
        )
    text = text.replace("\r\n", "\n")
    if one_text and not _SEPARATOR.search(text):
        yield Record(text.strip("\n"), "text 1")
        return
    separator = _SEPARATOR if _SEPARATOR.search(text) else _BLANK_LINES
    for number, part in enumerate(separator.split(text), start=1):
        yield Record(part.strip("\n"), f"text {number}")


def table_records(rows: Iterable[Row], name: str, columns: Columns) -> Iterator[Record]:
    """The texts of each row."""
    for place, fields in rows:
        yield from records_of(fields, name, place, columns)


def jsonl_rows(text: str, name: str) -> Iterator[Row]:
    """One JSON object a line; blank lines are passed over."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise SampleError(f"{name}, {place}: not a JSON object; nothing was read.") from error
        if not isinstance(fields, dict):
            raise SampleError(f"{name}, {place}: not a JSON object; nothing was read.")
        yield place, fields


def csv_rows(text: str, name: str) -> Iterator[Row]:
    """Rows under a header; cells separated by commas, semicolons or tabs."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    header: list[str] | None = None
    try:
        for row in rows:
            place = f"line {rows.line_num}"
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = [cell.strip() for cell in row]
                continue
            if len(row) != len(header):
                raise SampleError(
                    f"{name}, {place}: {len(row)} cells under {len(header)} column names; nothing was read."
                )
            yield place, dict(zip(header, row, strict=True))
    except csv.Error as error:
        raise SampleError(f"{name}, line {rows.line_num}: broken table ({error}); nothing was read.") from error


def xlsx_rows(data: bytes, name: str) -> Iterator[Row]:
    """Rows under a header of the first sheet that has any; an empty cell is an empty text."""
    rows = workbook_rows(data, name)
    _, header = next(rows, (0, ()))
    titles = ["" if title is None else str(title).strip() for title in header]
    for number, cells in rows:
        row = {title: _plain(cell) for title, cell in zip(titles, cells, strict=False) if title}
        yield f"row {number}", row


def first_rows(rows: Iterable[Row], wanted: int) -> tuple[dict[str, object], ...]:
    """The first rows of a table, to choose columns by."""
    return tuple(fields for _, fields in islice(rows, wanted))


def _plain(cell: object) -> object:
    """A cell as a file of text would hold it; a spreadsheet keeps a day as the midnight it begins with."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return "" if cell is None else cell


def _delimiter(text: str) -> str:
    header = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=header.count)
