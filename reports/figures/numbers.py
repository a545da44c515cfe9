"""Numbers as people read them; a no-break space keeps a number and its unit on one line."""

from __future__ import annotations

_PERCENT = "\u00a0%"


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


def chance(probability: float) -> str:
    """A simulated chance in whole percent; what never happened in the simulation is rare, not impossible."""
    return percent(min(max(probability, 1e-9), 1 - 1e-9))


def chance_range(low: float, high: float) -> str:
    """A range of simulated chances, in whole percent."""
    return chance(high) if round(100 * low) == round(100 * high) else percent_range(low, high)


def points(share: float) -> str:
    """A score from 0 to 1 as points of 100, without the unit."""
    return f"{100 * share:.0f}"


def measured(value: float, unit: str) -> str:
    """A measurement with three digits, from 1,000 on in whole numbers.

    A share reads as percent, with no more than two digits below one percent.
    """
    shown = 100 * value if unit == "share" else value
    few = unit == "share" and abs(shown) < 1
    if abs(shown) >= 999.5:
        return figure(round(shown))
    digits = (f"{shown:.2g}" if few else f"{shown:#.3g}").rstrip(".") if shown else "0"
    return digits + (_PERCENT if unit == "share" else "")


def measured_range(ends: tuple[float, float], unit: str) -> str:
    """A range of measurements."""
    low, high = (measured(end, unit) for end in ends)
    return f"{low.removesuffix(_PERCENT)}–{high}"


def figure(value: float) -> str:
    """A number that somebody gave, with no more digits than it has."""
    return f"{value:,.0f}".replace(",", "\u00a0") if value == int(value) and abs(value) < 1e15 else f"{value:.6g}"
