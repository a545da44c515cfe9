"""A PDF as the revisions it was written in: first the one we write, then whatever was appended to it.

Objects are read one after the other, never searched for, and the table that readers find them by must point to exactly
these: so nothing can be shown that was not compared.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from reports.verification.pdf_values import Name, PdfReadError, Reference, Value, read_value, skip_space

_OBJECT = re.compile(rb"(\d{1,10}) 0 obj(?=[\s<\[(/\d])")
_STREAM = re.compile(rb"\s*stream\r?\n")
_END_OF_STREAM = re.compile(rb"\s{0,2}endstream\s+endobj\s")
_END_OF_OBJECT = re.compile(rb"\s*endobj\s")
_TABLE = re.compile(rb"xref\s+")
_SECTION = re.compile(rb"(\d{1,10}) (\d{1,10})\s+")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])[ \r\n]{2}")
_TRAILER = re.compile(rb"trailer\s")
_END = re.compile(rb"\s*startxref\s+(\d{1,12})\s+%%EOF(?:\r\n|\r|\n|$)")
_LARGEST_STREAM = 60_000_000
MOST_OBJECTS = 200_000


@dataclass(frozen=True, slots=True)
class PdfObject:
    """One object. stream: its data as packed in the file, or None where it has none."""

    value: Value
    stream: bytes | None

    @property
    def entries(self) -> dict[str, Value]:
        """The value where it is a dictionary, else an empty one."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def kind(self) -> str:
        """Its type, such as Page; empty where it names none."""
        kind = self.entries.get("Type")
        return str(kind) if isinstance(kind, Name) else ""

    def content(self) -> bytes:
        """The unpacked data. Raises PdfReadError for a damaged or endless stream, or one packed in another way."""
        packed = self.stream or b""
        packing = self.entries.get("Filter")
        if packing in (None, []):
            return packed
        if packing not in (Name("FlateDecode"), [Name("FlateDecode")]):
            raise PdfReadError("a stream is packed in a way that reports do not use")
        return unpack(packed)


@dataclass(frozen=True, slots=True)
class Revision:
    """What was written at once. head: bytes before the first object; table: where its table stands; end: its end."""

    head: bytes
    objects: Mapping[int, PdfObject]
    trailer: Mapping[str, Value]
    table: int
    end: int

    def follow(self, reference: Value) -> PdfObject | None:
        """The object a reference points to, if this revision holds it."""
        return self.objects.get(reference.number) if isinstance(reference, Reference) else None


def unpack(packed: bytes, most: int = _LARGEST_STREAM) -> bytes:
    """Data as they were before packing. Raises PdfReadError for damaged data or more than ``most`` bytes."""
    machine = zlib.decompressobj()
    try:
        content = machine.decompress(packed, most)
    except zlib.error:
        raise PdfReadError("a stream is damaged") from None
    if machine.unconsumed_tail or not machine.eof:
        raise PdfReadError("a stream is cut off or too large")
    return content


def read_revision(data: bytes, start: int = 0) -> Revision:
    """The revision that begins at byte ``start``. Raises PdfReadError where it is not whole and well-formed."""
    objects: dict[int, PdfObject] = {}
    places: dict[int, int] = {}
    position = first = skip_space(data, start)
    while found := _OBJECT.match(data, position):
        number = int(found[1])
        if number in objects or len(objects) >= MOST_OBJECTS:
            raise PdfReadError(f"object {number} is there twice, or there are too many")
        places[number] = position
        objects[number], position = _read_object(data, found.end())
        position = skip_space(data, position)
    listed, position = _read_table(data, table := position)
    if listed != places:
        raise PdfReadError("the table of objects points elsewhere than to the objects")
    trailer, position = _read_trailer(data, position)
    end = _END.match(data, position)
    if end is None or int(end[1]) != table:
        raise PdfReadError("the end of the file does not point to its table of objects")
    return Revision(data[start:first], objects, trailer, table, end.end())


def _read_object(data: bytes, position: int) -> tuple[PdfObject, int]:
    value, position = read_value(data, position)
    stream: bytes | None = None
    ending = _END_OF_OBJECT
    if begin := _STREAM.match(data, position):
        length = value.get("Length") if isinstance(value, dict) else None
        if type(length) is not int or not 0 <= length <= len(data) - begin.end():
            raise PdfReadError(f"a stream at byte {position} does not say how long it is")
        position = begin.end() + length
        stream, ending = data[begin.end() : position], _END_OF_STREAM
    end = ending.match(data, position)
    if end is None:
        raise PdfReadError(f"an object does not end at byte {position}")
    return PdfObject(value, stream), end.end()


def _read_table(data: bytes, position: int) -> tuple[dict[int, int], int]:
    """Where each object in use begins, by number."""
    begin = _TABLE.match(data, position)
    if begin is None:
        raise PdfReadError(f"there is no table of objects at byte {position}")
    position = begin.end()
    places: dict[int, int] = {}
    while section := _SECTION.match(data, position):
        position = section.end()
        number, count = int(section[1]), int(section[2])
        for listed in range(number, number + min(count, MOST_OBJECTS + 1)):
            entry = _ENTRY.match(data, position)
            if entry is None:
                raise PdfReadError(f"the table of objects is damaged at byte {position}")
            position = entry.end()
            if entry[3] == b"n":
                places[listed] = int(entry[1])
    return places, position


def _read_trailer(data: bytes, position: int) -> tuple[Mapping[str, Value], int]:
    begin = _TRAILER.match(data, position)
    if begin is None:
        raise PdfReadError(f"there is no trailer at byte {position}")
    trailer, position = read_value(data, begin.end())
    if not isinstance(trailer, dict):
        raise PdfReadError(f"there is no trailer at byte {position}")
    if "Encrypt" in trailer or "XRefStm" in trailer:
        raise PdfReadError("the trailer asks for more than reports use")
    return cast("Mapping[str, Value]", trailer), position
