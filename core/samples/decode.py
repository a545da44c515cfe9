"""Bytes to characters, saying which encoding was used."""

from __future__ import annotations

import codecs

from core.samples.errors import SampleError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
_TEXT_CONTROLS = frozenset("\t\n\r\v\f\x1b\x85")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The characters of a file and the encoding used: utf-8, utf-16 (marked files only) or windows-1252.

    Windows-1252 is tried last, since nearly any bytes can be read as it; control characters then mean a file that is
    not text. Raises SampleError for such files.
    """
    for mark, codec, spoken in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec), spoken
            except UnicodeDecodeError as error:
                raise SampleError(
                    f"{name} starts like {spoken} text but breaks off at byte {error.start:,}."
                ) from error
    if b"\0" in data:
        raise SampleError(f"{name} is not a text file; save it as UTF-8 text.")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise SampleError(
            f"{name} is neither UTF-8 nor Windows-1252 text (byte {error.start:,}); save it as UTF-8."
        ) from error
    if any(ord(character) < 32 and character not in _TEXT_CONTROLS for character in set(text)):
        raise SampleError(f"{name} is not a text file; save it as UTF-8 text.")
    return text, "windows-1252"
