"""Numbers as people read them; a no-break space keeps a number and its unit on one line."""

from __future__ import annotations


def percent(share: float) -> str:
    """A share from 0 to 1 in whole percent; what is neither nothing nor everything never reads as if it were."""
    if 0 < share < 0.005:
        return "under\u00a01\u00a0%"
    if 0.995 < share < 1:
        return "over\u00a099\u00a0%"
    return f"{100 * share:.0f}\u00a0%"


def percent_range(low: float, high: float) -> str:
    """A range of shares from 0 to 1, in whole percent."""
    if round(100 * low) == round(100 * high):
        return percent(high if low == 0 else low)
    return f"{100 * low:.0f}–{100 * high:.0f}\u00a0%"


def points(share: float) -> str:
    """A score from 0 to 1 as points of 100, without the unit."""
    return f"{100 * share:.0f}"


def figure(value: float) -> str:
    """A number that somebody gave, with no more digits than it has."""
    return f"{value:,.0f}".replace(",", "\u00a0") if value == int(value) and abs(value) < 1e15 else f"{value:.6g}"
