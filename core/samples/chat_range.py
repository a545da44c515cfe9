"""How much narrower than people chat models are known to be, axis by axis."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from core.samples.compare import Comparison

_DATA = Path(__file__).parent / "data" / "chat_range.yaml"


@cache
def _largest() -> dict[str, float]:
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return {key: float(entry["value"]) for key, entry in data.items()}


def beyond_chat_models(comparisons: Iterable[Comparison]) -> tuple[str, ...]:
    """Titles of the axes on which the whole interval of the sample lies beyond the range measured for chat models."""
    return tuple(comparison.measure.title.lower() for comparison in comparisons if _is_beyond(comparison))


def _is_beyond(comparison: Comparison) -> bool:
    largest = _largest().get(comparison.measure.key)
    if largest is None:
        return False
    limit = comparison.reference * (1 + largest)
    if comparison.measure.narrower == "below":
        return comparison.interval[1] < limit
    return comparison.interval[0] > limit
