"""Whether a batch is poorer in words than as many human examples would be.

The entropy of words in a set grows with the set, so a batch is held against draws of as many human examples of equal
length, and never against a fixed number of bits.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.samples.tokens import first_words, words
from core.samples.training.reading import BatchVariety

DRAWS = 200
FLOOR_PERCENTILE = 5
LEAST_EXAMPLES = 30
MOST_EXAMPLES = 500
CUT = 60
"""Words of an example that are counted; shorter examples are left out."""


def batch_variety(batch: Sequence[str], human: Sequence[str], rng: np.random.Generator) -> BatchVariety:
    """The variety of a batch against human examples that are not in it.

    Needs 30 examples of 60 words in the batch and three times as many human ones: a third to learn which words are
    rare, a third to show what is usual, and a third to draw from.
    """
    own = set(batch)
    ours = _long_enough(batch)
    theirs = _long_enough([text for text in human if text not in own])
    size = min(len(ours), len(theirs) // 3, MOST_EXAMPLES)
    if size < LEAST_EXAMPLES:
        return BatchVariety(len(ours))
    chosen = [ours[place] for place in rng.permutation(len(ours))[:size]]
    counts = _Counts([*chosen, *theirs])
    drawn = [len(chosen) + rng.permutation(len(theirs))[:size] for _ in range(DRAWS)]
    floor = float(np.percentile([counts.entropy(draw) for draw in drawn], FLOOR_PERCENTILE))
    order = len(chosen) + rng.permutation(len(theirs))
    rare = counts.in_one_text(order[:size])
    return BatchVariety(
        size,
        counts.entropy(np.arange(size)),
        floor,
        counts.share_met(rare, np.arange(size)),
        counts.share_met(rare, order[size : 2 * size]),
    )


def _long_enough(texts: Sequence[str]) -> list[str]:
    return [first_words(text, CUT) for text in dict.fromkeys(texts) if len(words(text)) >= CUT]


class _Counts:
    """How often each text uses each word, shape (texts, words), as lists of places for speed."""

    def __init__(self, texts: Sequence[str]) -> None:
        numbers: dict[str, int] = {}
        self._texts = [np.array([numbers.setdefault(word, len(numbers)) for word in words(text)]) for text in texts]
        self._words = len(numbers)

    def entropy(self, texts: NDArray[np.int64]) -> float:
        """Of the words of these texts together, in bits."""
        uses = np.bincount(np.concatenate([self._texts[place] for place in texts]), minlength=self._words)
        shares = uses[uses > 0] / uses.sum()
        return float(-(shares * np.log2(shares)).sum())

    def in_one_text(self, texts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which words exactly one of these texts uses, shape (words,)."""
        spread = np.bincount(np.concatenate([np.unique(self._texts[place]) for place in texts]), minlength=self._words)
        return np.asarray(spread == 1)

    def share_met(self, wanted: NDArray[np.bool_], texts: NDArray[np.int64]) -> float:
        """The share of the wanted words that these texts use, 0 to 1."""
        met = np.zeros(self._words, bool)
        for place in texts:
            met[self._texts[place]] = True
        return float((met & wanted).sum() / max(int(wanted.sum()), 1))
