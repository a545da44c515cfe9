"""How many of fifty running words are different: the moving-average type-token ratio (Covington and McFall 2010).

The mean over texts of the mean over all runs of 50 words of a text. Unlike the plain share of different words it does
not fall with the length of a text; of short texts (below 50 words) nothing is said. It tells repetition inside texts
only, and not by itself people from models (it is higher for some models and lower for others).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.set_measure import SetMeasure, ratio
from core.samples.tokens import TextIndex

RUN = 50


@lru_cache(maxsize=1)
def running_variety(index: TextIndex) -> NDArray[np.float64]:
    """Share of different words in a run of 50, mean over the runs of each text, nan where it has none; shape (texts,).

    A word counts in each run that reaches it and not its last use before, so no run is ever looked at.
    """
    start = index.starts[index.owners]
    place = np.arange(len(index.tokens)) - start
    last_run = index.lengths[index.owners] - RUN
    first = np.maximum(np.maximum(_last_use(index) - start, -1) + 1, place - RUN + 1)
    counted = np.maximum(np.minimum(place, last_run) - first + 1, 0)
    runs = np.maximum(index.lengths - RUN + 1, 0).astype(np.float64)
    return ratio(np.bincount(index.owners, counted, len(index)).astype(np.float64), RUN * runs)


def _last_use(index: TextIndex) -> NDArray[np.int64]:
    """Where each word was used last before, -1 for nowhere; shape (words,)."""
    order = np.argsort(index.tokens, kind="stable")
    again = np.diff(index.tokens[order], prepend=-1) == 0
    before = np.full(len(order), -1, np.int64)
    before[order[again]] = order[np.flatnonzero(again) - 1]
    return before


RUNNING_VARIETY = SetMeasure(
    key="running_variety",
    title="Different words in fifty",
    unit="share",
    narrower="below",
    finding="has {value} different ones in fifty running words on average",
    evaluate=lambda subsets: subsets.mean_of_texts(running_variety(subsets.index)),
)
