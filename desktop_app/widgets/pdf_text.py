"""Where words stand on the pages of a PDF, read by PDFium."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF

from desktop_app.widgets.pdf_file import open_pdf

MOST_HITS = 2_000
"""More would only slow the list down; nobody steps through them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand. page: from 0; areas: a rectangle for each line, as shares of the page."""

    page: int
    areas: tuple[QRectF, ...]


def find_words(path: Path, words: str) -> tuple[Hit, ...]:
    """Every place of some words, capitals or not, in the order of the pages; at most ``MOST_HITS``."""
    hits: list[Hit] = []
    if not words.strip():
        return ()
    with open_pdf(path) as document:
        for number, page in enumerate(document):
            width, height = page.get_size()
            text = page.get_textpage()
            search = text.search(words.strip(), match_case=False)
            while (found := search.get_next()) is not None and len(hits) < MOST_HITS:
                boxes = [text.get_rect(place) for place in range(text.count_rects(*found))]
                areas = tuple(
                    QRectF(left / width, 1 - top / height, (right - left) / width, (top - bottom) / height)
                    for left, bottom, right, top in boxes
                )
                hits.append(Hit(number, areas))
            search.close()
            text.close()
            page.close()
    return tuple(hits)
