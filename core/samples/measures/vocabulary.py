"""How many different words a fixed amount of text uses, however much text there is: V(2,000).

The expected number of different words among 2,000 of the set's words drawn at random without putting back, as a share
of the 2,000; exact by the hypergeometric law, so nothing is drawn (Hurlbert, Ecology 52:577, 1971). Comparable between
sets of unequal size; a set of fewer than 2,000 words has none. Between a model and people it goes with the subject and
either way; between two releases it falls where words are lost.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.set_measure import SetMeasure, Subsets, ratio

DRAWN = 2_000


def _different_words(subsets: Subsets) -> NDArray[np.float64]:
    uses = subsets.word_counts.astype(np.int64)
    total = uses.sum(axis=1, keepdims=True)
    missed = np.take_along_axis(_chance_of_missing(total, int(uses.max(initial=0))), uses, axis=1)
    different = (1 - missed).sum(axis=1)
    return np.where(total[:, 0] >= DRAWN, different / DRAWN, np.nan)


def _chance_of_missing(total: NDArray[np.int64], most: int) -> NDArray[np.float64]:
    """The chance that a word used 0, 1, ... ``most`` times is not among those drawn; shape (subsets, most + 1).

    Each further use has to fall on one of the places that are not drawn, of which there is one fewer each time.
    """
    before = np.arange(most)
    left, free = np.maximum(total - before, 0), np.maximum(total - DRAWN - before, 0)
    stays_out = np.nan_to_num(ratio(free.astype(np.float64), left.astype(np.float64)))
    return np.hstack([np.ones((len(total), 1)), np.cumprod(stays_out, axis=1)])


WORDS_OF_2000 = SetMeasure(
    key="words_of_2000",
    title="Different words in 2,000",
    unit="share",
    narrower="below",
    finding="has {value} different ones among 2,000 of its words drawn at random",
    evaluate=_different_words,
)
