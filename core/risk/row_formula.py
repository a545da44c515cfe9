"""The small sums that packs write over the rows of a breakdown, such as ``model_unedited + 0.5 x model_edited``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from core.risk.percent import Interval

_TERM = re.compile(r"\s*([+-])?\s*(?:(\d+(?:\.\d+)?)\s*(?:x\s*)?)?([a-z_][a-z0-9_]*)?\s*")


def read_rows(formula: str, shares: Mapping[str, Interval], rows: Collection[str]) -> Interval | None:
    """The sum over the shares of the rows, clipped to 0..1; None where it cannot be read or names no row.

    ``formula`` is in percent, words after a comma are for people; a row that was left out counts as zero.
    """
    low = best = high = 0.0
    named = False
    text, position = formula.split(",")[0], 0
    while position < len(text):
        match = _TERM.match(text, position)
        if (
            match is None
            or match.end() == position
            or not (match[2] or match[3])
            or (match[3] and match[3] not in rows)
        ):
            return None
        if position and not match[1]:
            return None
        factor = (-1.0 if match[1] == "-" else 1.0) * float(match[2] or 1)
        if match[3]:
            named = True
            share = shares.get(match[3], (0.0, 0.0, 0.0))
        else:
            share = (0.01, 0.01, 0.01)
        ends = (factor * share[0], factor * share[1], factor * share[2])
        low, best, high = low + min(ends), best + ends[1], high + max(ends)
        position = match.end()
    if not named or not any(row in shares for row in rows):
        return None
    low, best, high = (min(max(figure, 0.0), 1.0) for figure in (low, best, high))
    return low, best, high
