"""What published rules of thumb look at, as measures of a set that can be held against a matched reference.

Entropy of the words of the whole set; the share of different words and the evenness of sentence lengths, text by text.
A fixed limit for any of them flags people (``core.samples.published``); beside as many and as long texts of the
same kind they can be read. Size bias: entropy rises with the amount of text, the share of different words falls with
the length of a text; so only sets of equal number and length of texts may be compared.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.set_measure import SetMeasure, Subsets, ratio
from core.samples.tokens import WORD, TextIndex

LEAST_SENTENCES = 3
_SENTENCE_END = re.compile(r"""(?:(?<=[.!?…])|(?<=[.!?…]["'”’)\]]))\s+|\n+""")


def sentence_variation(text: str) -> float:
    """Standard deviation over mean of the sentence lengths in words; nan with fewer than three sentences."""
    lengths = [length for part in _SENTENCE_END.split(text) if (length := len(WORD.findall(part)))]
    return float(np.std(lengths, ddof=1) / np.mean(lengths)) if len(lengths) >= LEAST_SENTENCES else float("nan")


def shares_of_different_words(index: TextIndex) -> NDArray[np.float64]:
    """Different words of each text divided by all of its words, nan where it has none; shape (texts,)."""
    table = index.gram_table(1)
    return ratio(table.distinct, table.total)


@lru_cache(maxsize=1)
def sentence_variations(index: TextIndex) -> NDArray[np.float64]:
    """``sentence_variation`` of each text, shape (texts,)."""
    return np.array([sentence_variation(text) for text in index.texts], np.float64)


def _entropy(subsets: Subsets) -> NDArray[np.float64]:
    counts = subsets.word_counts
    total = counts.sum(axis=1)
    logs = np.log2(counts, out=np.zeros_like(counts), where=counts > 0)
    spread = ratio((counts * logs).sum(axis=1), total)
    return np.asarray(np.log2(np.maximum(total, 1)) - spread, np.float64)


WORD_ENTROPY = SetMeasure(
    key="calibrated_word_entropy",
    title="Entropy of the words, matched",
    unit="bits",
    narrower="below",
    finding="needs {value} bits a word",
    evaluate=_entropy,
)
TYPE_TOKEN_RATIO = SetMeasure(
    key="calibrated_type_token_ratio",
    title="Different words a text, matched",
    unit="share",
    narrower="below",
    finding="has {value} different ones among the words of a text on average",
    evaluate=lambda subsets: subsets.mean_of_texts(shares_of_different_words(subsets.index)),
)
SENTENCE_VARIATION = SetMeasure(
    key="calibrated_sentence_variation",
    title="Uneven sentences, matched",
    unit="of the mean",
    narrower="below",
    finding="varies its sentence lengths by {value} of their mean",
    evaluate=lambda subsets: subsets.mean_of_texts(sentence_variations(subsets.index)),
)
