"""Whether a file may be opened as a workbook at all, judged before any of its content is understood."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from questionnaires.errors import UnusableInputError

MAX_BYTES = 20_000_000
MAX_PART = 60_000_000
MAX_TOTAL = 120_000_000
MAX_PARTS = 500

_ASK = "save it again as .xlsx, or ask the vendor to"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell [^>]*ref=\"([A-Z0-9:]{1,30})\"")
_ZIP_ERRORS = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, OverflowError, MemoryError,
)  # fmt: skip
"""What ``zipfile`` raises for damaged input; it documents only the first."""


def notes_on(content: bytes, source: str) -> tuple[str, ...]:
    """Sentences on what in a workbook is not read; ``source`` names the file.

    Raises UnusableInputError for what is too large, unpacks to too much, is locked with a password, holds a document
    type, or is not a workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            _refuse_bombs(entries, source)
            return tuple(_notes(package, entries, source))
    except UnusableInputError:
        raise
    except _ZIP_ERRORS:
        cause = f"it is not an Excel workbook that can be read, or it is locked with a password; {_ASK}"
        raise UnusableInputError(source, "", cause) from None


def read_reply_file(path: Path) -> bytes:
    """The content of a file of at most MAX_BYTES. Raises UnusableInputError."""
    try:
        if not path.is_file():
            raise UnusableInputError(path.name, "", "there is no such file")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnusableInputError(path.name, "", f"it could not be read ({error.strerror})") from None
    if len(content) > MAX_BYTES:
        raise UnusableInputError(path.name, "", f"it has more than the {MAX_BYTES // 1_000_000} MB allowed")
    return content


def _refuse_bombs(entries: list[zipfile.ZipInfo], source: str) -> None:
    if len(entries) > MAX_PARTS:
        raise UnusableInputError(source, "", f"it has {len(entries)} parts, more than the {MAX_PARTS} allowed")
    largest = max((entry.file_size for entry in entries), default=0)
    if largest > MAX_PART or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        cause = f"it would unpack to more than the {MAX_TOTAL // 1_000_000} MB allowed, so it was not opened"
        raise UnusableInputError(source, "", cause)


def _notes(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], source: str) -> Iterator[str]:
    for entry in entries:
        name = entry.filename
        if name.endswith((".xml", ".rels", ".vml")):
            content = package.read(entry)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content:
                cause = f"its part {name[:60]!r} holds a document type, which no workbook needs, so it was not opened"
                raise UnusableInputError(source, "", cause)
            for found in _MERGED.findall(content if name.startswith("xl/worksheets/") else b""):
                if found.decode() not in OUR_MERGES:
                    yield f"The cells {found.decode()} were merged; only the first of them can hold an answer."
    names = [entry.filename for entry in entries]
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield "The workbook refers to other files; they were not opened."
    if any("vbaProject" in name for name in names):
        yield "The workbook holds macros; they were not run."
    if any(name.startswith(("xl/media/", "xl/embeddings/")) for name in names):
        yield "The workbook holds pictures or attached files; look at them in the workbook, they were not read."


OUR_MERGES = ("A2:F2",)
"""What is merged in the workbook that goes out."""
