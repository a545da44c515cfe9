"""How likely the next word is one that the set has not used yet.

The share of its words that it uses once only (Good, Biometrika 40:237, 1953, after Turing). Size bias: falls as texts
are added, so only sets of equal size may be compared. Between a model and people it goes with the subject and either
way; between two releases it falls where rare words are lost.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.set_measure import SetMeasure, Subsets, ratio


def _used_once(subsets: Subsets) -> NDArray[np.float64]:
    uses = subsets.word_counts
    return ratio((uses == 1).sum(axis=1).astype(np.float64), uses.sum(axis=1))


UNSEEN = SetMeasure(
    key="unseen_words",
    title="Chance of a new word",
    unit="share",
    narrower="below",
    finding="has a chance of {value} that its next word is new (its share of words used once only)",
    evaluate=_used_once,
)
