"""What every measure of a set of texts is: a number for each of many subsets of the same texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from core.samples.tokens import TextIndex


@dataclass(frozen=True)
class Subsets:
    """Subsets of the texts of an index. chosen: true where a text belongs to a subset, shape (subsets, texts)."""

    index: TextIndex
    chosen: NDArray[np.bool_]

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """``chosen`` as numbers, to add up what belongs to single texts."""
        return self.chosen.astype(np.float64)

    @cached_property
    def sizes(self) -> NDArray[np.float64]:
        """Texts in each subset, shape (subsets,)."""
        return np.asarray(self.weights.sum(axis=1))

    def shared_counts(self, size: int) -> NDArray[np.float64]:
        """Count of each gram that several texts share, shape (subsets, shared grams)."""
        shared = self.index.gram_table(size).shared
        return np.asarray((shared.T @ self.chosen.T.astype(np.float32)).T, np.float64)

    @cached_property
    def word_counts(self) -> NDArray[np.float64]:
        """Uses of each word, shape (subsets, vocabulary)."""
        index = self.index
        uses = csr_array(
            (np.ones(len(index.tokens)), (index.owners, index.tokens)),
            shape=(len(index), max(len(index.vocabulary), 1)),
        )
        return np.asarray((uses.T @ self.weights.T).T)

    def mean_of_texts(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Mean of what each text has, shape (texts,), over the texts of each subset; texts of nan do not count."""
        known = ~np.isnan(values)
        return ratio(self.weights[:, known] @ values[known], self.weights[:, known].sum(axis=1))

    def mean_of_pairs(self, pairs: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Mean over those pairs, shape (pairs, 2), both texts of which are in a subset; pairs of nan do not count."""
        known = ~np.isnan(values)
        both = self.chosen[:, pairs[known, 0]] & self.chosen[:, pairs[known, 1]]
        return ratio(both @ values[known], both.sum(axis=1).astype(np.float64))


@dataclass(frozen=True, slots=True)
class SetMeasure:
    """A measure of a set of texts, comparable only between sets of equal number and length of texts unless it says so.

    key, title, unit: as in ``core.samples.result.Measure``. narrower: the side on which a set is poorer.
    finding: what the value says, as "The sample ..." goes on, with ``{value}`` in it.
    evaluate: the value of each subset, nan where undefined.
    """

    key: str
    title: str
    unit: str
    narrower: Literal["below", "above"]
    finding: str
    evaluate: Callable[[Subsets], NDArray[np.float64]]


def ratio(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    """Elementwise quotient, nan where ``below`` is not positive."""
    return np.asarray(np.divide(above, below, out=np.full(np.shape(above), np.nan), where=below > 0))
