"""Which pairs of texts are looked at where looking at all would take too long: all pairs within random groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

FEWEST_PAIRS = 2_000
_SEED = 20_041_121


def groups_of(texts: int) -> list[NDArray[np.int64]]:
    """Positions of that many texts in groups of equal size, or one more, with at least 2,000 pairs if there are any."""
    order = np.random.default_rng(_SEED).permutation(texts)
    size = int(min(1 + np.ceil(2 * FEWEST_PAIRS / max(texts, 1)), max(texts, 1)))
    return np.array_split(order, max(texts // size, 1))


def each_with_earlier(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each member of a group with each before it: the second with the first, the third with the first and so on."""
    return ((text, before) for place, text in enumerate(members) for before in members[:place])
