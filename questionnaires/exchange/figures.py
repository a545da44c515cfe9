"""Figures and days as a vendor may write them. What could mean two things is refused, never guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import get_args

from questionnaires.answer import Range
from questionnaires.exchange.plain_text import one_line
from questionnaires.exchange.reply import Figure

_PLAIN = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?")
_GROUPED = re.compile(r"[0-9]{1,3}([, \u00a0\u202f'][0-9]{3}){1,4}")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(:00)?)?")
_IN_WORDS = re.compile(r"([0-9]{1,2})\s+([A-Za-z]{3,9})\.?,?\s+([0-9]{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class NotAFigureError(ValueError):
    """Why a text is not the figure or day that was asked for, as a clause."""


def figure_of(text: str, *, in_percent: bool) -> float:
    """The number in a text. Raises NotAFigureError.

    A percent sign may follow a percentage, and thousands of a count may be set apart; "7,5" is refused, since it is
    seven and a half to some and seventy-five to others.
    """
    bare = text.strip()
    if in_percent:
        bare = bare.removesuffix("%").rstrip()
    elif _GROUPED.fullmatch(bare):
        bare = re.sub(r"[^0-9]", "", bare)
    if not _PLAIN.fullmatch(bare):
        raise NotAFigureError(f"“{one_line(text, 40)}” is not a number")
    number = float(bare)
    if in_percent and not 0 <= number <= 100:
        raise NotAFigureError(f"{number:g} % is not between 0 and 100")
    if number < 0:
        raise NotAFigureError(f"{number:g} is below 0")
    return number


def range_of(texts: Mapping[Figure, str], *, in_percent: bool) -> Range | None:
    """Low, best and high from their texts; None where all are empty. Raises NotAFigureError."""
    given = {name: figure_of(texts[name], in_percent=in_percent) for name in get_args(Figure) if name in texts}
    if not given:
        return None
    if list(given.values()) != sorted(given.values()):
        raise NotAFigureError("lowest, best and highest are out of order")
    return Range(**given)


def whole_number_of(text: str) -> int:
    """A whole number from 1. Raises NotAFigureError."""
    number = figure_of(text, in_percent=False)
    if number < 1 or number != int(number):
        raise NotAFigureError(f"“{one_line(text, 40)}” is not a whole number from 1")
    return int(number)


def day_of(text: str) -> dt.date:
    """The day in a text: 2026-12-31 or 31 December 2026. Raises NotAFigureError, also for 04/12/2026."""
    bare = text.strip()
    try:
        if found := _ISO.fullmatch(bare):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _IN_WORDS.fullmatch(bare)) and found[2][:3].lower() in _MONTHS:
            return dt.date(int(found[3]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[1]))
    except ValueError:
        pass
    raise NotAFigureError(f"“{one_line(text, 40)}” is not a day such as 2026-12-31")
