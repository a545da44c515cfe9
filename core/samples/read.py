"""Texts out of files a vendor sent: .txt, .jsonl and .csv, all untrusted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from core.samples.decode import decode
from core.samples.errors import SampleError
from core.samples.formats import Record, csv_records, jsonl_records, txt_records
from core.samples.text_set import SourceFile, TextSet

MAX_BYTES = 32_000_000
MAX_TEXTS = 50_000
MAX_CHARACTERS = 100_000

_READERS: dict[str, Callable[[str, str, str | None], Iterable[Record]]] = {
    ".txt": txt_records,
    ".jsonl": jsonl_records,
    ".csv": csv_records,
}


def read_texts(paths: Sequence[Path], *, by_prompt: str | None = None) -> TextSet:
    """All texts of the files, verbatim, in order.

    .txt: lines that hold only ``---`` separate texts; without one, two or more blank lines in a row do; without those
    the file is one text. .jsonl: one object a line with the text under ``text`` or a similar name, a list of texts
    counting as several answers to one prompt; optional ``prompt`` and ``pair``. .csv: a header row with those names.

    by_prompt: the field that tells which texts answer the same prompt, where it is not ``pair``, ``prompt_id`` or
    ``prompt``. Blank texts are left out, with a note.

    Raises SampleError where a file is missing, too large, not text, broken or empty; nothing is read in part.
    """
    if not paths:
        raise SampleError("No file was named; name at least one .txt, .jsonl or .csv file.")
    records: list[Record] = []
    files: list[SourceFile] = []
    notes: list[str] = []
    left = MAX_BYTES
    for path in paths:
        name = _unused_name(path, files)
        data = _bytes_of(path, name, left)
        left -= len(data)
        text, encoding = decode(data, name)
        if encoding == "windows-1252":
            notes.append(f"{name} is not UTF-8; it was read as Windows-1252.")
        found = _records(path, name, text, by_prompt, MAX_TEXTS - len(records))
        kept = [record for record in found if record.text.strip()]
        if len(kept) < len(found):
            notes.append(f"{name}: {len(found) - len(kept)} blank texts were left out.")
        if not kept:
            raise SampleError(f"{name} holds no text; add texts or leave the file out.")
        if path.suffix.lower() == ".txt" and len(kept) == 1 and len(paths) == 1:
            notes.append(f"{name} was read as one text; put a line with only --- between texts.")
        records += kept
        files.append(SourceFile(name, hashlib.sha256(data).hexdigest(), encoding, len(kept)))
    return TextSet(
        tuple(record.text for record in records),
        _unless_all_missing(tuple(record.prompt for record in records)),
        _unless_all_missing(tuple(record.prompt_id for record in records)),
        tuple(files),
        tuple(notes),
    )


def _records(path: Path, name: str, text: str, by_prompt: str | None, room: int) -> list[Record]:
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise SampleError(f"{name} cannot be read; samples come as .txt, .jsonl or .csv files.")
    records: list[Record] = []
    for record in read(text, name, by_prompt):
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
