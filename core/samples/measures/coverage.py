"""How much of a reference's vocabulary a set of texts meets.

Everyday words are those that at least 3 % of the reference's texts use (and at least 2 texts); occasional words those
that fewer use, but more than one; rare words those that exactly one uses. The vocabulary comes from a part of the
reference that is not measured; another part of it, as large as the sample, shows what people meet. Counting texts and
not occurrences keeps one talkative text from deciding. Occasional and rare words go with the subject, so they decide
nothing between a sample and people.
The share a model keeps of the rare words is the survival of types in Shumailov et al., Nature 631:755 (2024).
Size bias: all rise with the amount of text; only sets of equal size may be compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.set_measure import SetMeasure, Subsets
from core.samples.tokens import words

EVERYDAY_SHARE = 0.03


def everyday_coverage(vocabulary_texts: Sequence[str], whose: str) -> SetMeasure:
    """Share of the everyday words of these texts that a set uses at least once."""
    spread, least = _texts_with(vocabulary_texts), _everyday_from(vocabulary_texts)
    return _coverage(
        "everyday_coverage",
        "Everyday words met",
        f"meets {{value}} of the everyday words of {whose}",
        frozenset(word for word, texts in spread.items() if texts >= least),
    )


def occasional_coverage(vocabulary_texts: Sequence[str], whose: str) -> SetMeasure:
    """Share of the words between everyday and rare ones that a set uses at least once."""
    spread, everyday = _texts_with(vocabulary_texts), _everyday_from(vocabulary_texts)
    return _coverage(
        "occasional_coverage",
        "Occasional words met",
        f"meets {{value}} of the occasional words of {whose}",
        frozenset(word for word, texts in spread.items() if 1 < texts < everyday),
    )


def rare_coverage(vocabulary_texts: Sequence[str], whose: str) -> SetMeasure:
    """Share of the words used by one of these texts only that a set uses at least once."""
    spread = _texts_with(vocabulary_texts)
    return _coverage(
        "rare_coverage",
        "Rare words met",
        f"meets {{value}} of the rare words of {whose}",
        frozenset(word for word, texts in spread.items() if texts == 1),
    )


def _everyday_from(texts: Sequence[str]) -> float:
    """In how many texts an everyday word stands at least."""
    return max(2.0, EVERYDAY_SHARE * len(texts))


def _texts_with(texts: Sequence[str]) -> Counter[str]:
    return Counter(word for text in texts for word in set(words(text)))


def _coverage(key: str, title: str, finding: str, vocabulary: frozenset[str]) -> SetMeasure:
    def evaluate(subsets: Subsets) -> NDArray[np.float64]:
        if not vocabulary:
            return np.full(len(subsets.chosen), np.nan)
        known = np.array([word in vocabulary for word in subsets.index.vocabulary], bool)
        grams, owners = subsets.index.grams(1)
        uses = np.zeros((len(subsets.index), int(known.sum())), np.float32)
        column = np.cumsum(known) - 1
        uses[owners[known[grams]], column[grams[known[grams]]]] = 1
        met = subsets.chosen.astype(np.float32) @ uses > 0
        return np.asarray(met.sum(axis=1) / len(vocabulary), np.float64)

    return SetMeasure(key, title, "share", "below", finding, evaluate)
