"""A PDF opened by PDFium, which can do one thing at a time in one program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

_one_at_a_time = RLock()


@contextmanager
def open_pdf(path: Path) -> Iterator[Any]:
    """The document, for as long as the block; whoever comes from another thread waits until it is closed again.

    Two threads in PDFium at once end the program.
    """
    import pypdfium2

    with _one_at_a_time, pypdfium2.PdfDocument(path) as document:
        yield document
