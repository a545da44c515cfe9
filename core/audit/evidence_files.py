"""Evidence files: copied into the workspace under the hash of their content, and never opened there by name or type."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Collection
from pathlib import Path

from core.audit.atomic_file import write_atomically
from core.audit.errors import WorkspaceError, one_sentence
from questionnaires.errors import UnusableInputError

FOLDER = "files"
MAX_BYTES = 50_000_000
_SHA256 = re.compile(r"[0-9a-f]{64}")


def keep_file(folder: Path, source: Path) -> str:
    """Copy a file into the workspace and return the SHA-256 of its content, under which it is kept.

    Raises UnusableInputError for anything but a regular file of at most MAX_BYTES (a link is none), WorkspaceError when
    the copy cannot be written.
    """
    content = _read_regular_file(source)
    sha256 = hashlib.sha256(content).hexdigest()
    place = folder / FOLDER / sha256
    with one_sentence(place):
        place.parent.mkdir(mode=0o700, exist_ok=True)
        if not place.exists():
            write_atomically(place, content)
    return sha256


def kept_file(folder: Path, sha256: str) -> bytes:
    """The content of a kept file. Raises WorkspaceError when it is missing or no longer what it was."""
    place = folder / FOLDER / sha256
    if not _SHA256.fullmatch(sha256) or not place.is_file():
        raise WorkspaceError(folder / FOLDER, f"the evidence file {sha256[:64]} is missing; attach it again")
    with one_sentence(place):
        content = place.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise WorkspaceError(place, "the evidence file is no longer what was attached; attach it again")
    return content


def drop_files(folder: Path, still_named: Collection[str]) -> None:
    """Remove the kept files that no evidence names any more."""
    for place in (folder / FOLDER).glob("*"):
        if place.name not in still_named:
            with one_sentence(place):
                place.unlink()


def _read_regular_file(source: Path) -> bytes:
    """What is in the file at this moment: kind, size and content are those of one open file, not of its name."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if source.is_symlink():
        raise UnusableInputError(source.name, "", "it is a link; attach the file itself")
    try:
        number = os.open(source, flags)
    except OSError as error:
        raise UnusableInputError(source.name, "", f"it could not be opened ({error.strerror})") from None
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise UnusableInputError(source.name, "", "it is not a file; attach a single file")
        with os.fdopen(number, "rb", closefd=False) as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnusableInputError(source.name, "", f"it could not be read ({error.strerror})") from None
    finally:
        os.close(number)
    if len(content) > MAX_BYTES:
        raise UnusableInputError(source.name, "", f"it has more than the {MAX_BYTES // 1_000_000} MB allowed")
    return content
