"""Writing a file so that at every moment either the old or the new content is there, whole."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.audit.errors import one_sentence

UNFINISHED = ".~"
"""How the name of a file begins that a crash may have left half-written."""


def write_atomically(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``, readable by the user only. Raises WorkspaceError; the old file then stays as it was.

    A crash can leave a hidden file that begins with ``.~`` beside it, never half a file at ``path``.
    """
    with replacing(path) as unfinished:
        unfinished.write_bytes(content)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """An empty file to fill, readable by the user only, which takes the place of ``path`` when the block ends.

    When the block raises it is removed and the old file stays. Errors of the disk come as WorkspaceError.
    """
    with one_sentence(path):
        number, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
        os.close(number)
        unfinished = Path(name)
        try:
            yield unfinished
            sync_file(unfinished)
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sweep_unfinished(folder: Path) -> None:
    """Remove what crashes left half-written in a folder; only for whoever alone writes there."""
    for left in folder.glob(f"{UNFINISHED}*"):
        if left.is_file():
            left.unlink()


def sync_folder(folder: Path) -> None:
    """Put the folder's list of names on disk; Windows has no such call and orders this itself."""
    if sys.platform == "win32":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sync_file(path: Path) -> None:
    """Put a finished file's content on disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
