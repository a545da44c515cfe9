"""Counts as a person reads them. Stands alone, so that showing an answer does not load the simulation."""

from __future__ import annotations

_SPACE = "\N{NO-BREAK SPACE}"


def grouped(count: float) -> str:
    """A count in groups of three digits; from a thousand on, the first three digits stand and the rest are zeros."""
    digits = max(0, len(f"{abs(count):.0f}") - 3)
    return f"{round(count, -digits):,.0f}".replace(",", _SPACE)
