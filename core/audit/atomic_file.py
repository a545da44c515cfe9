"""Writing a file so that at every moment either the old or the new content is there, whole."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from core.audit.errors import one_sentence


def write_atomically(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path``, readable by the user only. Raises WorkspaceError; the old file then stays as it was.

    A crash can leave a hidden file that begins with ``.~`` beside it, never half a file at ``path``.
    """
    with one_sentence(path):
        number, name = tempfile.mkstemp(prefix=".~", dir=path.parent)
        unfinished = Path(name)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


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
