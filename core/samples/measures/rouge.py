"""How long a run of words two texts have in common, gaps allowed: ROUGE-L between the texts of a set.

Of two texts, twice the longest common subsequence of words divided by the words of both (Lin, ACL 2004); the mean over
pairs of texts (Shaib et al., arXiv 2403.00553, call it homogenisation). A mean over pairs does not depend on the number
of texts, only on their length. Many texts are put into groups, and the pairs of each group, about 2,000 in all, are
looked at; the groups are the same ones for the same number of texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.pair_groups import each_with_earlier, groups_of
from core.samples.measures.set_measure import SetMeasure, Subsets
from core.samples.tokens import TextIndex


def rouge_l(texts: Sequence[Sequence[int]]) -> list[float]:
    """ROUGE-L, 0 to 1, of each text with each one before it: the second with the first, the third with the first and
    the second, and so on; nan where neither has a word. Texts are given as word numbers.

    All earlier texts stand one after another in one row of bits, so that a single pass over a text finds its longest
    common subsequence with every one of them (Hyyrö, AWOCA 2004). The bit between two texts stops what is carried over.
    """
    values = []
    places: dict[int, int] = {}
    earlier: list[tuple[int, int]] = []
    everywhere, end = 0, 0
    for text in texts:
        open_bits = everywhere
        for here in filter(None, map(places.get, text)):
            matching = open_bits & here
            open_bits = ((open_bits + matching) | (open_bits - matching)) & everywhere
        for start, length in earlier:
            common = length - (open_bits >> start & (1 << length) - 1).bit_count()
            values.append(2 * common / (len(text) + length) if len(text) + length else float("nan"))
        for position, token in enumerate(text, start=end):
            places[token] = places.get(token, 0) | 1 << position
        everywhere |= (1 << len(text)) - 1 << end
        earlier.append((end, len(text)))
        end += len(text) + 1
    return values


@lru_cache(maxsize=1)
def _pairs(index: TextIndex) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of texts, shape (pairs, 2), and their ROUGE-L."""
    pairs: list[tuple[int, int]] = []
    values: list[float] = []
    for group in groups_of(len(index)):
        members = group.tolist()
        pairs += each_with_earlier(members)
        values += rouge_l([index.tokens[index.starts[text] : index.starts[text + 1]].tolist() for text in members])
    return np.array(pairs, np.int64).reshape(-1, 2), np.array(values, np.float64)


def _mean(subsets: Subsets) -> NDArray[np.float64]:
    return subsets.mean_of_pairs(*_pairs(subsets.index))


ROUGE_L = SetMeasure(
    key="rouge_l",
    title="Longest run of words in common",
    unit="share",
    narrower="above",
    finding="has {value} of the words of two texts in common in the same order",
    evaluate=_mean,
)
