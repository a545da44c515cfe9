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

from core.samples.progress import Step, untold
from core.samples.tokens import TextIndex

GRAM = 5
NEAR = 0.5
CROWD = 200  # a text that shares wording with more texts is compared with the first of them only
ROWS = 500


@dataclass(frozen=True, slots=True)
class Repeats:
    """For each text the position of the earliest text it repeats, -1 where there is none; shape (texts,).

    near leaves out texts that are exact repeats.
    """

    exact: NDArray[np.int64]
    near: NDArray[np.int64]


def find_repeats(index: TextIndex, step: Step = untold) -> Repeats:
    """Exact and near repeats of earlier texts, in time nearly linear in the number of words."""
    exact = _exact(index)
    table = index.gram_table(GRAM)
    step()
    holds = table.shared.copy()
    holds.data[:] = 1
    firsts = _in_first_texts(holds, exact < 0).T.tocsr()
    near = np.full(len(index), -1, np.int64)
    rows = np.flatnonzero(exact < 0)
    for start in range(0, len(rows), ROWS):
        part = rows[start : start + ROWS]
        near[part] = _nearest_earlier(part, holds[part] @ firsts, table.distinct)
        step()
    return Repeats(exact, near)


def _exact(index: TextIndex) -> NDArray[np.int64]:
    seen: dict[tuple[bytes, str], int] = {}
    repeats = np.full(len(index), -1, np.int64)
    for position, (start, end) in enumerate(zip(index.starts[:-1], index.starts[1:], strict=True)):
        wordless = index.texts[position].strip() if start == end else ""
        first = seen.setdefault((index.tokens[start:end].tobytes(), wordless), position)
        if first != position:
            repeats[position] = first
    return repeats


def _nearest_earlier(rows: NDArray[np.int64], common: csr_array, distinct: NDArray[np.float64]) -> NDArray[np.int64]:
    """The earliest text each row is near, or -1.

    common: grams in common, shape (rows, texts). distinct: different grams of each text, shape (texts,).
    """
    pairs = common.tocoo()
    row, other = rows[pairs.row], pairs.col
    near = (other < row) & (pairs.data >= NEAR * (distinct[row] + distinct[other] - pairs.data))
    none = len(distinct)
    earliest = np.full(len(rows), none, np.int64)
    np.minimum.at(earliest, pairs.row[near], other[near])
    return np.where(earliest < none, earliest, -1)


def _in_first_texts(shared: csr_array, candidates: NDArray[np.bool_]) -> csr_array:
    """The table with each gram kept only in the first ``CROWD`` candidate texts that hold it."""
    entries = shared.tocoo()
    row, column = entries.row[candidates[entries.row]], entries.col[candidates[entries.row]]
    order = np.lexsort((row, column))
    row, column = row[order], column[order]
    begins = np.r_[True, column[1:] != column[:-1]] if len(column) else np.zeros(0, bool)
    place = np.arange(len(column)) - np.maximum.accumulate(np.where(begins, np.arange(len(column)), 0))
    kept = place < CROWD
    return csr_array((np.ones(int(kept.sum()), np.float32), (row[kept], column[kept])), shape=shared.shape)
