"""What was chosen or ticked; words that are none of the choices are kept."""

from __future__ import annotations

from questionnaires.exchange.being_read import Reading
from questionnaires.exchange.for_vendor import Offer, Part
from questionnaires.exchange.plain_text import plain

_TICKED = frozenset({"yes", "x", "✓", "✔", "true", "1"})
_NOT_TICKED = frozenset({"no", "false", "0", "-", "–"})


def choices(reading: Reading) -> tuple[str, ...]:
    """The ids of what was chosen or ticked; none where nothing was, or where it cannot all be true."""
    if reading.question.answer.type == "multi_choice":
        return _ticks(reading)
    for part in reading.shown.parts:
        if part.kind == "one of" and not part.key:
            chosen = chosen_of(reading, part)
            return () if chosen is None else (chosen,)
    return ()


def chosen_of(reading: Reading, part: Part) -> str | None:
    """The id of what was chosen in a part; other words are kept."""
    given = reading.entry.answers.get(part.key, "").strip()
    if not given:
        return None
    for offer in part.offers:
        if given.casefold() in (offer.id.casefold(), plain(offer.label).casefold()):
            return offer.id
    reading.keep(part.label, given, "is not one of the choices, and is kept as words.")
    return None


def _ticks(reading: Reading) -> tuple[str, ...]:
    chosen: list[Offer] = []
    for part in reading.shown.parts:
        if part.kind != "tick":
            continue
        text = reading.entry.answers.get(part.key, "").strip()
        if text.casefold() in _TICKED:
            chosen += part.offers
        elif text and text.casefold() not in _NOT_TICKED:
            reading.keep(part.label, text, "is neither a tick nor empty, and is kept as words.")
    if len(chosen) > 1 and any(offer.alone for offer in chosen):
        ticked = "; ".join(offer.label for offer in chosen)
        reading.keep("Ticked", ticked, "cannot all be true together, so they are kept as words.")
        return ()
    return tuple(offer.id for offer in chosen)
