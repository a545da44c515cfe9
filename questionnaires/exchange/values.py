"""The figures and days in an answer; what is not a figure, or does not fit its table, is kept as words."""

from __future__ import annotations

import datetime as dt

from questionnaires.answer import Range, Value
from questionnaires.exchange.being_read import Reading
from questionnaires.exchange.figures import NotAFigureError, day_of, range_of
from questionnaires.exchange.for_vendor import FURTHER, Part
from questionnaires.exchange.plain_text import plain
from questionnaires.exchange.words import FIGURES


def value_of(reading: Reading) -> Value:
    """The figures, the day or the table in an answer, None where there is none."""
    kind = reading.question.answer.type
    ranges: dict[str, Range] = {}
    for part in reading.shown.parts:
        if part.kind == "figures":
            given = _range(reading, part)
            if given is not None:
                ranges[part.key] = given
    _keep_unasked(reading)
    if kind == "date":
        return day_in(reading, "Date", reading.entry.answers.get("", ""))
    if kind in ("stage_percent", "breakdown"):
        return _table(reading, ranges) or None
    found = ranges.get("")
    if kind == "number" and found is not None and found.low is None and found.high is None:
        return found.best
    return found


def day_in(reading: Reading, label: str, text: str) -> dt.date | None:
    """The day that a field holds; other words are kept."""
    if not text.strip():
        return None
    try:
        return day_of(text)
    except NotAFigureError:
        reading.keep(label, text, "is not a day such as 2026-12-31, and is kept as words.")
        return None


def _range(reading: Reading, part: Part) -> Range | None:
    texts = {name: text for name, text in reading.entry.figures.get(part.key, {}).items() if text.strip()}
    beside = reading.entry.answers.get(part.key, "").strip()
    rough = _rough(reading, part, beside)
    if rough is not None and not texts:
        return rough
    if rough is None and beside and not texts:
        texts = {"best": beside}
    elif beside:
        reading.keep(part.label, beside, "stands beside exact figures, which count; it is kept as words.")
    try:
        return range_of(texts, in_percent=reading.shown.in_percent)
    except NotAFigureError as error:
        said = ", ".join(f"{FIGURES[name].lower()} {text}" for name, text in texts.items())
        reading.keep(part.label, said, f"cannot be taken as figures: {error}. It is kept as words.")
        return rough


def _rough(reading: Reading, part: Part, text: str) -> Range | None:
    """The range of a rough figure that was chosen."""
    for band in reading.question.answer.bands if part.offers else ():
        if text.casefold() in (band.id.casefold(), plain(band.label).casefold()):
            return band.range
    return None


def _table(reading: Reading, ranges: dict[str, Range]) -> dict[str, Range]:
    """The rows of a table; parts of one whole that add up to more than it are kept as words."""
    total = sum(given.central for given in ranges.values())
    if reading.question.answer.type == "breakdown" and total > reading.most_in_all:
        for part in reading.shown.parts:
            if part.key in ranges:
                given = ranges[part.key]
                figures = (given.low, given.best, given.high)
                reading.words.append(f"{part.label}: {' / '.join('–' if f is None else f'{f:g}' for f in figures)}")
        reading.warnings.append(f"The rows add up to {total:g} %, more than the whole. They are kept as words.")
        return {}
    return ranges


def _keep_unasked(reading: Reading) -> None:
    """Keep words and figures that stand in parts this question does not have, or not of that kind."""
    kinds = {part.key: part.kind for part in reading.shown.parts}
    for key, text in reading.entry.answers.items():
        if text.strip() and key not in kinds:
            reading.keep(key.removeprefix(FURTHER), text, "answers a line that is not part of this question.")
    for key, figures in reading.entry.figures.items():
        if kinds.get(key) != "figures":
            for text in figures.values():
                if text.strip():
                    reading.keep("", text, "stands where no figure was asked, and is kept as words.")
