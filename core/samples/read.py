"""Texts out of files a vendor sent: .txt, .jsonl, .csv and .xlsx, all untrusted, and folders of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.samples.columns import UNSAID, Columns, Record
from core.samples.decode import decode
from core.samples.errors import SampleError
from core.samples.formats import Row, csv_rows, first_rows, jsonl_rows, table_records, txt_records, xlsx_rows
from core.samples.text_set import SourceFile, TextSet

MAX_BYTES = 128_000_000
MAX_TEXTS = 100_000
MAX_CHARACTERS = 100_000
MAX_FILES = 10_000
ENDINGS = (".txt", ".jsonl", ".csv", ".xlsx")
_SPOKEN = "samples come as .txt, .jsonl, .csv or .xlsx files"


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a table, to choose columns by. columns: in the order of the file; rows: cells as text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_texts(paths: Sequence[Path], *, by_prompt: str | None = None, columns: Columns | None = None) -> TextSet:
    """All texts of the files and folders, verbatim, in order.

    .txt: lines that hold only ``---`` separate texts; without one, two or more blank lines in a row do; without those
    the file is one text. .jsonl: one object a line with the text under ``text`` or a similar name, a list of texts
    counting as several answers to one prompt; optional ``prompt`` and ``pair``. .csv, .xlsx: a header row with those
    names. A folder: its files with these endings, by name; there a .txt file without ``---`` is one text.

    columns: which field holds what, where the names differ; by_prompt: short for ``Columns(by_prompt=…)``. Blank texts
    are left out, with a note.

    Raises SampleError where a file is missing, too large, not text, broken or empty; nothing is read in part.
    """
    chosen = columns or Columns(by_prompt=by_prompt)
    if not paths:
        raise SampleError("No file was named; name at least one .txt, .jsonl, .csv or .xlsx file.")
    records: list[Record] = []
    files: list[SourceFile] = []
    notes: list[str] = []
    left = MAX_BYTES
    for path, in_folder in _listed(paths):
        name = _unused_name(path, files)
        data = _bytes_of(path, name, left)
        left -= len(data)
        found, encoding = _records(path, name, data, chosen, MAX_TEXTS - len(records), in_folder=in_folder)
        if encoding == "windows-1252":
            notes.append(f"{name} is not UTF-8; it was read as Windows-1252.")
        kept = [record for record in found if record.text.strip()]
        if len(kept) < len(found):
            notes.append(f"{name}: {len(found) - len(kept)} blank texts were left out.")
        if not kept:
            raise SampleError(f"{name} holds no text; add texts or leave the file out.")
        if path.suffix.lower() == ".txt" and len(kept) == 1 and len(paths) == 1 and not in_folder:
            notes.append(f"{name} was read as one text; put a line with only --- between texts.")
        records += kept
        files.append(SourceFile(name, hashlib.sha256(data).hexdigest(), encoding, len(kept)))
    return _text_set(records, files, notes)


def pasted_texts(text: str) -> TextSet:
    """Texts pasted by hand, separated as in a .txt file. Raises SampleError where there are none."""
    data = text.encode("utf-8", "replace")
    if len(data) > MAX_BYTES:
        raise SampleError(f"The pasted text is larger than {MAX_BYTES // 1_000_000} MB; paste less or use files.")
    kept = [record for record in txt_records(text, "The pasted text", Columns()) if record.text.strip()]
    if not kept:
        raise SampleError("The pasted text is empty; paste texts with a line of --- between them.")
    _check_sizes(kept, "The pasted text", MAX_TEXTS)
    notes = ["The pasted text was read as one text; put a line with only --- between texts."] if len(kept) == 1 else []
    file = SourceFile("pasted text", hashlib.sha256(data).hexdigest(), "utf-8", len(kept))
    return _text_set(kept, [file], notes)


def preview(path: Path, rows: int = 5) -> Preview | None:
    """The first rows of a table file; None for plain text. Raises SampleError where the file cannot be read."""
    if path.suffix.lower() == ".txt":
        return None
    found = first_rows(read_rows(path), rows)
    titles = tuple(dict.fromkeys(title for fields in found for title in fields))
    return Preview(titles, tuple(tuple(_cell(fields.get(title)) for title in titles) for fields in found))


def read_rows(path: Path) -> Iterable[Row]:
    """The rows of a .csv, .xlsx or .jsonl file as they stand. Raises SampleError where the file cannot be read."""
    return _rows(path, path.name, _bytes_of(path, path.name, MAX_BYTES))[0]


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return " ".join(text[:200].split())


def _text_set(records: Sequence[Record], files: Sequence[SourceFile], notes: Sequence[str]) -> TextSet:
    origins = tuple(record.origin for record in records)
    return TextSet(
        tuple(record.text for record in records),
        _unless_all_missing(tuple(record.prompt for record in records)),
        _unless_all_missing(tuple(record.prompt_id for record in records)),
        origins if any(origin != UNSAID for origin in origins) else (),
        tuple(files),
        tuple(notes),
    )


def _listed(paths: Sequence[Path]) -> list[tuple[Path, bool]]:
    """Each file, and whether it was found in a folder."""
    files = []
    for path in paths:
        if not path.is_dir():
            files.append((path, False))
            continue
        inside = sorted(item for item in path.iterdir() if item.suffix.lower() in ENDINGS and _is_plain_file(item))
        if not inside:
            raise SampleError(f"{path.name} is a folder without samples; {_SPOKEN}.")
        files += [(item, True) for item in inside]
    if len(files) > MAX_FILES:
        raise SampleError(f"More than {MAX_FILES:,} files in all; put the texts into fewer files.")
    return files


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _records(
    path: Path, name: str, data: bytes, columns: Columns, room: int, *, in_folder: bool
) -> tuple[list[Record], str]:
    """The texts of one file, and the encoding it was read in."""
    if path.suffix.lower() == ".txt":
        text, encoding = decode(data, name)
        found: Iterable[Record] = txt_records(text, name, columns, one_text=in_folder)
    else:
        rows, encoding = _rows(path, name, data)
        found = table_records(rows, name, columns)
    return _check_sizes(found, name, room), encoding


def _rows(path: Path, name: str, data: bytes) -> tuple[Iterable[Row], str]:
    match path.suffix.lower():
        case ".xlsx":
            return xlsx_rows(data, name), "xlsx"
        case ".jsonl":
            text, encoding = decode(data, name)
            return jsonl_rows(text, name), encoding
        case ".csv":
            text, encoding = decode(data, name)
            return csv_rows(text, name), encoding
    raise SampleError(f"{name} cannot be read; {_SPOKEN}.")


def _check_sizes(found: Iterable[Record], name: str, room: int) -> list[Record]:
    records: list[Record] = []
    for record in found:
        if len(records) == room:
            raise SampleError(f"{name}, {record.place}: more than {MAX_TEXTS:,} texts in all; send fewer texts.")
        if len(record.text) > MAX_CHARACTERS:
            raise SampleError(
                f"{name}, {record.place}: the text has {len(record.text):,} characters, but at most"
                f" {MAX_CHARACTERS:,} can be read; split it or shorten it."
            )
        records.append(record)
    return records


def _bytes_of(path: Path, name: str, limit: int) -> bytes:
    if path.is_dir():
        raise SampleError(f"{name} is a folder; name the files in it.")
    if not path.is_file():
        raise SampleError(f"{name} was not found; check the name.")
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise SampleError(f"{name} could not be opened ({error.strerror}).") from error
    if len(data) > limit:
        raise SampleError(f"{name}: the files together are larger than {MAX_BYTES // 1_000_000} MB; send fewer texts.")
    return data


def _unused_name(path: Path, files: Sequence[SourceFile]) -> str:
    taken = {file.name for file in files}
    if path.name not in taken:
        return path.name
    if str(path) in taken:
        raise SampleError(f"{path} was named twice; name each file once.")
    return str(path)


def _unless_all_missing(values: tuple[str | None, ...]) -> tuple[str | None, ...]:
    return values if any(value is not None for value in values) else ()
