"""Which texts repeat another one of the set, exactly or nearly.

Exact: the same words in the same order; capitals, punctuation and spacing may differ. Near: at least half of the
five-word sequences of two texts together are in both (Jaccard index >= 0.5 on 5-grams; Broder 1997), found without
sampling or hashing. Not one of 1,700 human texts of six collections without copied texts was near another (the highest
index was 0.28). Counts of repeats grow with the number of texts; the alarm therefore looks at their share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from core.samples.tokens import TextIndex

GRAM = 5
NEAR = 0.5
CROWD = 200  # a text that shares wording with more texts is compared with the first of them only
ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Repeats:
    """For each text the position of the earliest text it repeats, -1 where there is none; shape (texts,).

    near leaves out texts that are exact repeats.
    """

    exact: NDArray[np.int64]
    near: NDArray[np.int64]


def find_repeats(index: TextIndex) -> Repeats:
    """Exact and near repeats of earlier texts, in time nearly linear in the number of words."""
    exact = _exact(index)
    near = np.full(len(index), -1, np.int64)
    firsts = np.flatnonzero(exact < 0)
    for start in range(0, len(firsts), ROWS):
        rows = firsts[start : start + ROWS]
        near[rows] = _nearest_earlier(index, rows, exact < 0)
    return Repeats(exact, near)


def _exact(index: TextIndex) -> NDArray[np.int64]:
    seen: dict[bytes, int] = {}
    repeats = np.full(len(index), -1, np.int64)
    for position, (start, end) in enumerate(zip(index.starts[:-1], index.starts[1:], strict=True)):
        key = index.tokens[start:end].tobytes() or index.texts[position].encode("utf-8", "replace")
        first = seen.setdefault(key, position)
        if first != position:
            repeats[position] = first
    return repeats


def _nearest_earlier(index: TextIndex, rows: NDArray[np.int64], candidates: NDArray[np.bool_]) -> NDArray[np.int64]:
    table = index.gram_table(GRAM)
    shared = table.shared.copy()
    shared.data[:] = 1
    common = (shared[rows] @ _thinned(shared, candidates).T).tocoo()
    row, other, both = rows[common.row], common.col.astype(np.int64), common.data.astype(np.float64)
    together = table.distinct[row] + table.distinct[other] - both
    near = (other < row) & (both >= NEAR * together)
    earliest = np.full(len(index), len(index), np.int64)
    np.minimum.at(earliest, row[near], other[near])
    return np.where(earliest < len(index), earliest, -1)[rows]


def _thinned(shared: csr_array, candidates: NDArray[np.bool_]) -> csr_array:
    """The table with each gram kept only in the first ``CROWD`` candidate texts that hold it."""
    entries = shared.tocoo()
    row, column = entries.row[candidates[entries.row]], entries.col[candidates[entries.row]]
    order = np.lexsort((row, column))
    row, column = row[order], column[order]
    begins = np.r_[True, column[1:] != column[:-1]] if len(column) else np.zeros(0, bool)
    place = np.arange(len(column)) - np.maximum.accumulate(np.where(begins, np.arange(len(column)), 0))
    kept = place < CROWD
    return csr_array((np.ones(int(kept.sum()), np.float32), (row[kept], column[kept])), shape=shared.shape)
