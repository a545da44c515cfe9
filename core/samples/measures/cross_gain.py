"""How much shorter a text becomes when the compressor has seen another text of the set.

One minus the compressed bytes of a text whose compressor was given another, divided by those of the text alone; the
mean over pairs of texts. What texts share with each other counts, what one repeats within itself cancels out. Idea:
compressed size as a distance between texts (Cilibrasi and Vitányi, IEEE Trans. Inf. Theory 51:1523, 2005); Deflate
(RFC 1951) with the other text as its preset dictionary, no headers. Pairs: about 2,000 at random, all where there are
fewer. A mean over pairs does not depend on the number of texts, only on their length.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.pair_groups import each_with_earlier, groups_of
from core.samples.measures.set_measure import SetMeasure, Subsets
from core.samples.tokens import TextIndex

NO_HEADER = -15  # zlib's word for raw Deflate with its window of 32 kB


def compressed_size(text: bytes, seen: bytes = b"") -> int:
    """Bytes of the text compressed by a compressor that has seen another; of that the last 32 kB count."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, NO_HEADER, zdict=seen)
    return len(compressor.compress(text)) + len(compressor.flush())


@lru_cache(maxsize=1)
def _gains(index: TextIndex) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of texts that have words, shape (pairs, 2), and how much the first gains by the second."""
    written = [text.encode("utf-8", "replace") for text in index.texts]
    alone = [compressed_size(text) for text in written]
    pairs = [
        (text, seen)
        for group in groups_of(len(index))
        for text, seen in each_with_earlier(group.tolist())
        if index.lengths[text] and index.lengths[seen]
    ]
    gains = [1 - compressed_size(written[text], written[seen]) / alone[text] for text, seen in pairs]
    return np.array(pairs, np.int64).reshape(-1, 2), np.array(gains, np.float64)


def _mean(subsets: Subsets) -> NDArray[np.float64]:
    return subsets.mean_of_pairs(*_gains(subsets.index))


CROSS_GAIN = SetMeasure(
    key="cross_gain",
    title="Shorter by knowing another text",
    unit="share",
    narrower="above",
    finding="has texts that compress {value} smaller once another of them is known",
    evaluate=_mean,
)
