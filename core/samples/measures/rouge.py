"""How long a run of words two texts have in common, gaps allowed: ROUGE-L between the texts of a set.

Of two texts, twice the longest common subsequence of words divided by the words of both (Lin, ACL 2004); the mean over
pairs of texts (Shaib et al., arXiv 2403.00553, call it homogenisation). A mean over pairs does not depend on the number
of texts, only on their length. Of many texts 2,000 pairs are looked at, the same ones for the same number of texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.set_measure import SetMeasure, Subsets, ratio
from core.samples.tokens import TextIndex

MOST_PAIRS = 2_000
_SEED = 20_041_121


def rouge_l(one: Sequence[int], other: Sequence[int]) -> float:
    """ROUGE-L of two texts given as word numbers, 0 to 1; nan where neither has a word."""
    return _likeness(one, _places(other), len(other))


def _places(tokens: Sequence[int]) -> dict[int, int]:
    """For each word a number whose bits say where in the text it stands."""
    places: dict[int, int] = {}
    for position, token in enumerate(tokens):
        places[token] = places.get(token, 0) | 1 << position
    return places


def _likeness(one: Sequence[int], places: Mapping[int, int], length: int) -> float:
    """As ``rouge_l``; the longest common subsequence is found a row of bits at a time (Hyyrö, AWOCA 2004)."""
    everywhere = (1 << length) - 1
    open_bits = everywhere
    for token in one:
        matching = open_bits & places.get(token, 0)
        open_bits = ((open_bits + matching) | (open_bits - matching)) & everywhere
    common = length - open_bits.bit_count()
    return 2 * common / (len(one) + length) if len(one) + length else float("nan")


@lru_cache(maxsize=1)
def _pairs(index: TextIndex) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of texts, shape (pairs, 2), and their ROUGE-L."""
    pairs = pairs_of(len(index))
    tokens = [index.tokens[start:end].tolist() for start, end in zip(index.starts[:-1], index.starts[1:], strict=True)]
    places = {other: _places(tokens[other]) for other in set(pairs[:, 1].tolist())}
    values = [_likeness(tokens[one], places[other], len(tokens[other])) for one, other in pairs.tolist()]
    return pairs, np.array(values, np.float64)


def pairs_of(texts: int) -> NDArray[np.int64]:
    """All pairs of that many texts where there are few, else ``MOST_PAIRS`` drawn once and for all."""
    if texts * (texts - 1) // 2 <= MOST_PAIRS:
        return np.array(list(combinations(range(texts), 2)), np.int64).reshape(-1, 2)
    rng = np.random.default_rng(_SEED)
    first = rng.integers(texts, size=MOST_PAIRS)
    return np.stack([first, (first + rng.integers(1, texts, MOST_PAIRS)) % texts], axis=1)


def _mean(subsets: Subsets) -> NDArray[np.float64]:
    pairs, values = _pairs(subsets.index)
    known = ~np.isnan(values)
    both = subsets.chosen[:, pairs[known, 0]] & subsets.chosen[:, pairs[known, 1]]
    return ratio(both @ values[known], both.sum(axis=1).astype(np.float64))


ROUGE_L = SetMeasure(
    key="rouge_l",
    title="Longest run of words in common",
    unit="share",
    narrower="above",
    finding="has {value} of the words of two texts in common in the same order",
    evaluate=_mean,
)
