"""The container of a ``.headwater`` file: a zip whose bytes follow from the names and contents of its parts alone.

Parts are stored without compression, in a fixed order, with a fixed date. So there is one way to write a given set of
parts, a reader can ask for exactly those bytes, and nothing in the file can unpack to more than the file itself.
Names are labels: no part is ever written to a path.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Mapping

from questionnaires.errors import UnusableInputError

FIRST = ("mimetype", "manifest.json")
"""The parts that stand before all others, which follow by name."""
MAX_TOTAL = 200_000_000
MAX_PART = 50_000_000
MAX_PARTS = 2_000

ASK_AGAIN = "ask the sender to send it again"
_DATE = (1980, 1, 1, 0, 0, 0)
_MODE = stat.S_IFREG | 0o600
_HEADER = b"PK\x03\x04"
_END = b"PK\x05\x06"
_END_SIZE = 22
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UNIX = 3

_ZIP_ERRORS = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    MemoryError,
)
"""What ``zipfile`` raises for damaged input; it documents only the first."""


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The container that holds these parts: the same bytes for the same parts."""
    first = [name for name in FIRST if name in parts]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as container:
        for name in [*first, *sorted(parts.keys() - set(FIRST))]:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = _UNIX
            entry.external_attr = _MODE << 16
            container.writestr(entry, parts[name])
    return content.getvalue()


def unpack(content: bytes, source: str) -> dict[str, bytes]:
    """The parts of a container by name. ``source`` names the file in errors.

    Raises UnusableInputError for anything that ``pack`` would not have written, byte for byte.
    """
    _refuse_bad_ends(content, source)
    try:
        container = zipfile.ZipFile(io.BytesIO(content))
    except _ZIP_ERRORS:
        raise UnusableInputError(source, "", f"its list of parts is damaged; {ASK_AGAIN}") from None
    entries = container.infolist()
    _refuse_tricks(entries, len(content), source)
    parts = {entry.orig_filename: _read(container, entry, source) for entry in entries}
    if pack(parts) != content:
        raise UnusableInputError(source, "", f"it has bytes that do not belong to any part; {ASK_AGAIN}")
    return parts


def _refuse_bad_ends(content: bytes, source: str) -> None:
    if not content.startswith(_HEADER):
        cause = "it is not a Headwater package"
        if _HEADER in content and _END in content:
            cause = f"something stands in front of the package; {ASK_AGAIN}"
        raise UnusableInputError(source, "", cause)
    end = content.rfind(_END)
    if end < 0 or len(content) - end < _END_SIZE:
        raise UnusableInputError(source, "", f"it is cut off; {ASK_AGAIN}")
    if len(content) - end > _END_SIZE:
        raise UnusableInputError(source, "", f"it goes on behind its end, or is cut off; {ASK_AGAIN}")


def _refuse_tricks(entries: list[zipfile.ZipInfo], size: int, source: str) -> None:
    """Judge every entry by what the list of parts says of it, before anything is read."""
    if len(entries) > MAX_PARTS:
        raise UnusableInputError(source, "", f"it has {len(entries)} parts, more than the {MAX_PARTS} allowed")
    _refuse_repeated([entry.orig_filename for entry in entries], source)
    for entry in entries:
        cause = _name_problem(entry.orig_filename) or _entry_problem(entry)
        if cause is not None:
            raise UnusableInputError(source, f"part {_shown(entry.orig_filename)}", cause)
    if sum(entry.file_size for entry in entries) > min(size, MAX_TOTAL):
        raise UnusableInputError(source, "", "its parts say that they are larger than the file, which cannot be")


def _refuse_repeated(names: list[str], source: str) -> None:
    seen: dict[str, str] = {}
    for name in names:
        folded = name.casefold()
        if folded in seen:
            earlier = seen[folded]
            cause = "it is there twice" if earlier == name else f"its name differs from {_shown(earlier)} by case only"
            raise UnusableInputError(source, f"part {_shown(name)}", cause)
        seen[folded] = name


def _name_problem(name: str) -> str | None:
    if ".." in re.split(r"[/\\]", name):
        return "its name leads out of the package"
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return "its name is that of a place on a computer"
    return None


def _entry_problem(entry: zipfile.ZipInfo) -> str | None:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a link, and links are not allowed"
    if entry.flag_bits & _ENCRYPTED:
        return "it is locked with a password; ask the sender to export the audit again"
    if max(entry.file_size, entry.compress_size) > MAX_PART:
        return f"it would unpack to more than the {MAX_PART // 1_000_000} MB allowed"
    if entry.compress_type != zipfile.ZIP_STORED:
        return "it is compressed, so another program packed this file again; ask the sender for the original"
    if entry.file_size != entry.compress_size:
        return f"it says a wrong size; {ASK_AGAIN}"
    return None


def _read(container: zipfile.ZipFile, entry: zipfile.ZipInfo, source: str) -> bytes:
    try:
        with container.open(entry) as part:
            return part.read(entry.file_size + 1)
    except _ZIP_ERRORS:
        raise UnusableInputError(source, f"part {_shown(entry.orig_filename)}", f"it is damaged; {ASK_AGAIN}") from None


def _shown(name: str) -> str:
    """A name from outside as it can stand in a sentence: short, and on one line."""
    return repr(name if len(name) <= 40 else name[:40] + "…")
