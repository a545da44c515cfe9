"""Words of a text, and a set of texts as integers that every measure shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def words(text: str) -> list[str]:
    """Lower-case words in order: letters and digits, joined over apostrophes and hyphens; ’ counts as '."""
    return WORD.findall(text.lower().replace("’", "'"))


def first_words(text: str, count: int) -> str:
    """The text up to the end of its ``count``-th word, punctuation and capitals kept; all of it if shorter."""
    for number, match in enumerate(WORD.finditer(text), start=1):
        if number == count:
            return text[: match.end()]
    return text


def after_words(text: str, count: int) -> str:
    """The text from its word after the first ``count``; empty if it has no more."""
    for number, match in enumerate(WORD.finditer(text)):
        if number == count:
            return text[match.start() :]
    return ""


def each_once(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The different numbers in order; numpy's own way hashes them and takes 200 times as long for made-up keys."""
    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=ordered[:1] - 1) > 0]


class GramTable:
    """Counts of the n-word sequences ("grams") of a set of texts.

    Most grams occur in one text only and simply add up when texts are put together; only grams that several texts
    share need a table. So what a subset of the texts contains costs time in proportion to the shared grams.

    total: gram positions of each text. own: grams found in that text alone; own_pairs: sum of c(c-1) over their counts.
    distinct: different grams of each text. These four have shape (texts,). shared: counts, shape (texts, shared grams).
    """

    def __init__(self, grams: NDArray[np.int64], texts: NDArray[np.int32], text_count: int) -> None:
        from scipy.sparse import csr_array  # slow to load, and many who import this module only split words

        gram_count = int(grams.max()) + 1 if len(grams) else 0
        pair, count = np.unique(grams * text_count + texts, return_counts=True)
        gram, text = pair // max(text_count, 1), pair % max(text_count, 1)
        spread = np.bincount(gram, minlength=gram_count)
        alone = spread[gram] == 1

        def per_text(at: NDArray[np.int64], weights: NDArray[np.int64] | None = None) -> NDArray[np.float64]:
            return np.bincount(at, weights, text_count).astype(np.float64)

        self.total = per_text(texts.astype(np.int64))
        self.distinct = per_text(text)
        self.own = per_text(text[alone])
        self.own_pairs = per_text(text[alone], (count * (count - 1))[alone])
        column = np.cumsum(spread > 1) - 1
        self.shared = csr_array(
            (count[~alone].astype(np.float32), (text[~alone], column[gram[~alone]])),
            shape=(text_count, int((spread > 1).sum())),
        )


class TextIndex:
    """Texts, their words as integers and their grams, made once and shared by all measures.

    tokens: word numbers of all texts, one after another; starts: where each text begins, with the end as last entry.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        numbers: dict[str, int] = {}
        flat: list[int] = []
        starts = [0]
        for text in texts:
            flat += [numbers.setdefault(word, len(numbers)) for word in words(text)]
            starts.append(len(flat))
        self.texts = tuple(texts)
        self.vocabulary = tuple(numbers)
        self.tokens = np.asarray(flat, np.int64)
        self.starts = np.asarray(starts, np.int64)
        self._numbered = lru_cache(self._number)
        self.gram_table = lru_cache(self._gram_table)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """Words of each text, shape (texts,)."""
        return np.diff(self.starts)

    @cached_property
    def owners(self) -> NDArray[np.int32]:
        """The text each word belongs to, shape (words,)."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.lengths)

    def grams(self, size: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Number of the gram at each position that has ``size`` words left in its text, and the text it is in.

        Equal numbers mean equal grams, exactly: a gram is numbered from its shorter self and one more word.
        """
        ids = self._numbered(size)
        inside = self.owners[: len(ids)] == self.owners[len(self.owners) - len(ids) :]
        return ids[inside], self.owners[: len(ids)][inside]

    def _number(self, size: int) -> NDArray[np.int64]:
        """Gram numbers at all positions, also those that run over the end of a text."""
        if size == 1:
            return self.tokens
        shorter = self._numbered(size - 1)[:-1]
        longer = shorter * (len(self.vocabulary) + 1) + self.tokens[size - 1 :]
        return np.asarray(np.unique(longer, return_inverse=True)[1], np.int64)

    def _gram_table(self, size: int) -> GramTable:
        return GramTable(*self.grams(size), len(self))
