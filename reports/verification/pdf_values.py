"""The values a PDF is written in (PDF 32000-1, 7.3), read without trust: bounded depth, no recursion without end."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias


class PdfReadError(ValueError):
    """The bytes are not written as our reports are."""


class Name(str):
    """A name such as ``/Page``, without its slash."""

    __slots__ = ()


class Reference(NamedTuple):
    """Points to an object by its number."""

    number: int
    generation: int


Value: TypeAlias = "bool | int | float | bytes | Name | Reference | list[Value] | dict[str, Value] | None"

_DEEPEST = 40
_LONGEST_NUMBER = 20
_SPACE = re.compile(rb"(?:[\x00\t\n\x0c\r ]+|%[^\r\n]*)*")
_REFERENCE = re.compile(rb"(\d{1,10}) (\d{1,5}) R(?![A-Za-z])")
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
_NAME = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]*)")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_WORD = re.compile(rb"true|false|null")
_STRING_PART = re.compile(rb"[^()\\]+|\\[0-7]{1,3}|\\\r\n|\\.|[()]", re.DOTALL)
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_WORDS: dict[bytes, bool | None] = {b"true": True, b"false": False, b"null": None}
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


def skip_space(data: bytes, position: int) -> int:
    """Where the next thing that is neither white space nor a comment begins."""
    found = _SPACE.match(data, position)
    return found.end() if found else position


def read_value(data: bytes, position: int, depth: int = 0) -> tuple[Value, int]:
    """The value that begins at ``position``, and where it ends. Raises PdfReadError."""
    if depth > _DEEPEST:
        raise PdfReadError("values are nested too deep")
    position = skip_space(data, position)
    if data.startswith(b"<<", position):
        return _read_dictionary(data, position + 2, depth)
    first = data[position : position + 1]
    match first:
        case b"[":
            return _read_array(data, position + 1, depth)
        case b"(":
            return _read_string(data, position + 1)
        case b"<":
            return _read_hex(data, position)
        case b"/":
            return read_name(data, position)
    if found := _WORD.match(data, position):
        return _WORDS[found[0]], found.end()
    if found := _REFERENCE.match(data, position):
        return Reference(int(found[1]), int(found[2])), found.end()
    if (found := _NUMBER.match(data, position)) and len(found[0]) <= _LONGEST_NUMBER:
        return float(found[0]) if b"." in found[0] else int(found[0]), found.end()
    raise PdfReadError(f"no value begins at byte {position}")


def read_name(data: bytes, position: int) -> tuple[Name, int]:
    """The name that begins at ``position``, and where it ends. Raises PdfReadError."""
    found = _NAME.match(data, position)
    if found is None:
        raise PdfReadError(f"no name begins at byte {position}")
    plain = _HEX_IN_NAME.sub(lambda code: bytes([int(code[1], 16)]), found[1])
    return Name(plain.decode("latin-1")), found.end()


def _read_dictionary(data: bytes, position: int, depth: int) -> tuple[Value, int]:
    entries: dict[str, Value] = {}
    while True:
        position = skip_space(data, position)
        if data.startswith(b">>", position):
            return entries, position + 2
        name, position = read_name(data, position)
        if name in entries:
            raise PdfReadError(f"{name} is given twice at byte {position}")
        entries[name], position = read_value(data, position, depth + 1)


def _read_array(data: bytes, position: int, depth: int) -> tuple[Value, int]:
    items: list[Value] = []
    while True:
        position = skip_space(data, position)
        if data.startswith(b"]", position):
            return items, position + 1
        item, position = read_value(data, position, depth + 1)
        items.append(item)


def _read_hex(data: bytes, position: int) -> tuple[Value, int]:
    found = _HEX.match(data, position)
    if found is None:
        raise PdfReadError(f"no text begins at byte {position}")
    digits = b"".join(found[1].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")), found.end()


def _read_string(data: bytes, position: int) -> tuple[Value, int]:
    parts: list[bytes] = []
    opened = 1
    while True:
        found = _STRING_PART.match(data, position)
        if found is None:
            raise PdfReadError(f"a text does not end at byte {position}")
        part, position = found[0], found.end()
        opened += (part == b"(") - (part == b")")
        if opened == 0:
            return b"".join(parts), position
        parts.append(_unescaped(part[1:]) if part.startswith(b"\\") else part)


def _unescaped(code: bytes) -> bytes:
    return bytes([int(code, 8) & 255]) if code[:1].isdigit() else _ESCAPED.get(code, code)
