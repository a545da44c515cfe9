"""The further fields of an answer: choices, numbers and days as such, and words."""

from __future__ import annotations

from questionnaires.answer import ExtraValue
from questionnaires.exchange.being_read import Reading
from questionnaires.exchange.choosing import chosen_of
from questionnaires.exchange.figures import NotAFigureError, day_of, figure_of
from questionnaires.exchange.for_vendor import FURTHER, Part
from questionnaires.exchange.plain_text import plain


def further_fields(reading: Reading) -> dict[str, ExtraValue]:
    """The further fields that hold something; numbers and days are kept as such."""
    found: dict[str, ExtraValue] = {}
    for part in reading.shown.parts:
        text = plain(reading.entry.answers.get(part.key, ""))
        name = part.key.removeprefix(FURTHER)
        if not part.key.startswith(FURTHER) or not text:
            continue
        chosen = chosen_of(reading, part) if part.offers else _within_limits(reading, part, name, text)
        if chosen is not None:
            found[name] = chosen
    return found


def _within_limits(reading: Reading, part: Part, name: str, text: str) -> ExtraValue | None:
    """What a further field holds; where it has limits, only a figure within them, and other words are kept."""
    value = _simplest(text)
    if name not in reading.question.answer.extra_limits:
        return value
    lowest, highest = reading.question.answer.extra_limits[name]
    if isinstance(value, float) and lowest <= value <= highest:
        return value
    reading.keep(part.label, text, f"is not a figure from {lowest:g} to {highest:g}, and is kept as words.")
    return None


def _simplest(text: str) -> ExtraValue:
    try:
        return figure_of(text, in_percent=False)
    except NotAFigureError:
        pass
    try:
        return day_of(text)
    except NotAFigureError:
        return text
