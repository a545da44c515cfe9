"""Rows of an Excel workbook from outside: checked as an archive before it is opened, nothing in it worked out.

Only the values typed into cells are read. A cell that holds a formula is refused: its value is what a spreadsheet once
made of it, not what somebody wrote.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from core.samples.errors import SampleError

MOST_UNPACKED = 400_000_000
MOST_PARTS = 2_000
MOST_COLUMNS = 200


def workbook_rows(data: bytes, name: str) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Number and cells of each row of the first sheet that has any; text, numbers and dates as they were typed.

    Raises SampleError for what is no workbook, is larger than it says, or holds a formula in a row that is read.
    """
    _check_archive(data, name)
    book = _opened(data, name)
    try:
        for sheet in book.worksheets:
            if sheet.max_column is not None and sheet.max_column > MOST_COLUMNS:
                raise SampleError(f"{name}, sheet {sheet.title}: more than {MOST_COLUMNS} columns; remove the others.")
            rows = _rows(sheet, name)
            first = next(rows, None)
            if first is not None:
                yield first
                yield from rows
                return
    except SampleError:
        raise
    except Exception as error:  # whatever a damaged sheet makes the library stumble over
        raise SampleError(f"{name} is damaged; save it again in the spreadsheet program.") from error
    finally:
        book.close()


def _rows(sheet: Any, name: str) -> Iterator[tuple[int, tuple[object, ...]]]:
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        formula = next((cell for cell in row if cell.data_type == "f"), None)
        if formula is not None:
            raise SampleError(
                f"{name}, sheet {sheet.title}, cell {formula.coordinate}: a formula; paste the sheet as values and"
                " save it again."
            )
        values = tuple(cell.value for cell in row)
        if any(value is not None and str(value).strip() for value in values):
            yield number, values


def _opened(data: bytes, name: str) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # the library raises many kinds for a file that is none of its own
        raise SampleError(f"{name} cannot be read as a workbook; save it again as .xlsx.") from error


def _check_archive(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise SampleError(f"{name} unpacks to more than can be read; send a smaller file.")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(part)[:4_096].upper():
                    raise SampleError(
                        f"{name} holds a document type, which no spreadsheet program writes; save it again."
                    )
    except SampleError:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise SampleError(f"{name} cannot be read as a workbook; save it again as .xlsx.") from error
