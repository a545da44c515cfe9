"""The sample's own words: what it repeats, which texts copy each other, and words it never uses."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from core.samples.result import SampleReading
from core.samples.shown import Copies, Repeated, Shown
from reports.figures.numbers import figure
from reports.pdf.blocks import heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, CELL, CELL_BOLD, CELL_SMALL, SMALL, TEXT_WIDTH
from reports.pdf.table import data_table, with_heading

_NUMBER = 70.0


def own_words(reading: SampleReading) -> list[Flowable]:
    """Tables of what repeats and a sentence on what is missing; nothing where there is nothing to show."""
    found = reading.shown
    if found is None or found == Shown((), (), (), ()):
        return []
    story: list[Flowable] = [*heading("In the sample's own words", "own-words")]
    story += _repeated("Most repeated phrases", "repeated-phrases", found.phrases)
    story += _repeated("Most repeated beginnings", "repeated-beginnings", found.openings)
    story += _copies(found.copies)
    if found.unused:
        words = ", ".join(f"{word} ({texts})" for word, texts in found.unused)
        said = fill(
            "Words that many reference texts use, with the number of these, and that no text of the sample uses. By"
            " chance a sample of this size would miss each of them less than once in a hundred times: {words}.",
            words=words,
        )
        story += [*heading("Words never used", "words-never-used", 3, room=60), P(said, BODY)]
    return story


def _repeated(title: str, anchor: str, found: Sequence[Repeated]) -> list[Flowable]:
    if not found:
        return []
    compared = any(item.elsewhere is not None for item in found)
    rows = [
        [
            P(show(f"“{item.words}”"), CELL_BOLD),
            P(show(figure(item.texts)), CELL),
            *([P(show("–" if item.elsewhere is None else figure(item.elsewhere)), CELL)] if compared else []),
        ]
        for item in found
    ]
    head = ("Words", "Texts", *(["Reference texts"] if compared else []))
    widths = (TEXT_WIDTH - _NUMBER * (len(head) - 1), *[_NUMBER] * (len(head) - 1))
    return with_heading(heading(title, anchor, 3), data_table(head, rows, widths))


def _copies(found: Sequence[Copies]) -> list[Flowable]:
    if not found:
        return []
    most = max(len(group.excerpts) for group in found)
    width = (TEXT_WIDTH - 50) / most
    rows = [
        [
            P(show(figure(group.texts)), CELL),
            *[P(show(text), CELL_SMALL) for text in group.excerpts],
            *[P(show(""), CELL_SMALL)] * (most - len(group.excerpts)),
        ]
        for group in found
    ]
    head = ("Texts", *(["One", "Another", "A third"][:most]))
    table = data_table(head, rows, (50, *[width] * most), row_heads=False)
    said = P(fill("The largest groups, each with the beginnings of its first texts."), SMALL)
    return with_heading([*heading("Texts that repeat each other", "copies", 3), said], table)
