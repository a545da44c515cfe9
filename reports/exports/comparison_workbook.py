"""A comparison as an Excel workbook: the dials, every concept, and what changed over time. Plain cells only."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from core.audit.atomic_file import write_atomically
from core.comparison.over_time import OverTime
from core.comparison.result import Comparison
from core.version import program_version
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library
from reports.comparison_words import cell_words, side_facts
from reports.exports.content import Cell, Sheet
from reports.exports.workbook import book_of
from reports.figures.comparison import DIALS, figures_of, said
from reports.figures.trend import said_of
from reports.text import clean
from reports.words import capital, date_words


def write_comparison(found: Comparison | OverTime, library: Library, path: Path) -> None:
    """Put a comparison at ``path``; the same comparison gives the same bytes.

    Raises UnusableInputError for a name that does not end in .xlsx, and WorkspaceError if it cannot be written; what
    was there then stays.
    """
    check_ending(path)
    write_atomically(path, comparison_workbook(found, library))


def check_ending(path: Path) -> None:
    """Raise UnusableInputError for a file name that no workbook goes by."""
    if path.suffix.lower() != ".xlsx":
        raise UnusableInputError(path.name, "", "a comparison is written as .xlsx; choose a name that ends so")


def comparison_workbook(found: Comparison | OverTime, library: Library) -> bytes:
    """A sheet for the dials, one for the concepts and, over time, one for what changed."""
    comparison = found.comparison if isinstance(found, OverTime) else found
    sheets = [_dials(comparison, library)]
    if isinstance(found, OverTime):
        sheets.append(_changes(found))
    sheets += [_concepts(comparison, library), _notes(found, comparison)]
    day = max(side.day for side in comparison.sides)
    properties = {
        "title": "Audits over time" if isinstance(found, OverTime) else "Audits side by side",
        "comments": f"Headwater {program_version()}",
        "created": dt.datetime(day.year, day.month, day.day),
    }
    return book_of(sheets, properties)


def _dials(comparison: Comparison, library: Library) -> Sheet:
    facts = [side_facts(side, library) for side in comparison.sides]
    rows: list[tuple[Cell, ...]] = [
        (name, *(one[place][1] for one in facts)) for place, (name, _) in enumerate(facts[0])
    ]
    for dial in comparison.dials:
        ranges = [figures_of(dial, span)[1] for span in dial.spans]
        rows.append((f"{DIALS[dial.name]}: range left by what is open", *ranges))
    labels = [side.label for side in comparison.sides]
    return _sheet("Side by side", ("What", *labels), (30, *(34 for _ in labels)), rows)


def _concepts(comparison: Comparison, library: Library) -> Sheet:
    """Four columns for each audit, so that each can be filtered."""
    head = ["Concept", "Must answer", "Comparable"]
    widths = [34, 9, 18]
    for side in comparison.sides:
        head += [f"{side.label}: {part}" for part in ("status", "grade", "answer", "in their words")]
        widths += [18, 14, 34, 46]
    rows: list[tuple[Cell, ...]] = []
    for row in comparison.rows:
        cells: list[Cell] = [row.title, "yes" if row.must_answer else "", row.marked or "yes"]
        for cell in row.cells:
            words = cell_words(cell, library)
            cells += [words.status, "" if words.grade is None else words.grade, words.given, words.quote]
        rows.append(tuple(cells))
    return _sheet("By concept", tuple(head), tuple(widths), rows)


def _changes(story: OverTime) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for period in story.periods:
        days = date_words(period.since), date_words(period.until)
        for step in period.steps:
            promise = step.promise
            due = "" if promise is None or promise.due is None else date_words(promise.due)
            kept = "" if promise is None else capital(promise.kept)
            rows.append((*days, step.title, "yes" if step.must_answer else "", capital(step.change), due, kept))
    head = ("From", "To", "Concept", "Must answer", "What became of it", "Promised for", "Promise")
    return _sheet("What changed", head, (20, 20, 44, 9, 26, 20, 24), rows)


def _notes(found: Comparison | OverTime, comparison: Comparison) -> Sheet:
    lines = [said(comparison, dial) for dial in comparison.dials]
    if isinstance(found, OverTime):
        lines = [*[said_of(period) for period in found.periods], *lines]
    lines += [*comparison.notes, f"Made with Headwater {comparison.version}."]
    return _sheet("How to read it", ("What may be said",), (120,), [(line,) for line in lines])


def _sheet(title: str, head: tuple[str, ...], widths: tuple[int, ...], rows: list[tuple[Cell, ...]]) -> Sheet:
    cleaned = tuple(tuple(clean(cell) if isinstance(cell, str) else cell for cell in row) for row in rows)
    return Sheet(title, tuple(clean(name) for name in head), widths, cleaned)
