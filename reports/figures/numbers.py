"""Numbers as people read them."""

from __future__ import annotations


def percent(share: float) -> str:
    """A share from 0 to 1 in whole percent; what is neither nothing nor everything never reads as if it were."""
    if 0 < share < 0.005:
        return "under 1 %"
    if 0.995 < share < 1:
        return "over 99 %"
    return f"{100 * share:.0f} %"


def percent_range(low: float, high: float) -> str:
    """A range of shares from 0 to 1, in whole percent."""
    if percent(low) == percent(high):
        return percent(low)
    return f"{100 * low:.0f}–{100 * high:.0f} %"


def points(share: float) -> str:
    """A score from 0 to 1 as points of 100, without the unit."""
    return f"{100 * share:.0f}"


def figure(value: float) -> str:
    """A number that somebody gave, with no more digits than it has."""
    return f"{value:,.0f}".replace(",", " ") if value == int(value) and abs(value) < 1e15 else f"{value:.6g}"
