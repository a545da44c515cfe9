"""How much of each text could be pieced together from the other texts of the set: self-BLEU.

The mean over texts of the geometric mean of the shares of its one- to four-word sequences that another text of the set
has at least as often (Zhu et al., SIGIR 2018, after Papineni et al., ACL 2002); where none is found, a tenth of one is
counted (Chen and Cherry 2014, method 1). No penalty for short texts, since compared texts are of equal length. Size
bias: rises steeply with the number of texts (0.02 at 25 to 0.4 at 10,000 of one source), so only sets of equal size may
be compared.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from core.samples.measures.set_measure import SetMeasure, Subsets, ratio
from core.samples.tokens import TextIndex

SIZES = (1, 2, 3, 4)
NOT_FOUND = 0.1


@lru_cache(maxsize=len(SIZES))
def _uses(index: TextIndex, size: int) -> csr_array:
    """Which text uses which gram at least once, at least twice, and so on, shape (texts, grams by times used).

    A gram that a text uses three times counts three times if some other text uses it three times, twice if twice: each
    number of times is a column of its own. Columns of one text only are left out.
    """
    grams, owners = index.grams(size)
    pair, count = np.unique(grams * max(len(index), 1) + owners, return_counts=True)
    pair = np.repeat(pair, count)
    time = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
    gram, text = pair // max(len(index), 1), pair % max(len(index), 1)
    _, column, spread = np.unique(
        gram * (int(count.max(initial=0)) + 1) + time, return_inverse=True, return_counts=True
    )
    shared = spread[column] > 1
    number = np.cumsum(spread > 1) - 1
    entries = np.ones(int(shared.sum()), np.float32)
    return csr_array((entries, (text[shared], number[column[shared]])), shape=(len(index), int((spread > 1).sum())))


def _self_bleu(subsets: Subsets) -> NDArray[np.float64]:
    logs = np.zeros(subsets.chosen.shape)
    defined = np.ones(len(subsets.index), bool)
    for size in SIZES:
        uses = _uses(subsets.index, size)
        elsewhere = (uses.T @ subsets.chosen.T.astype(np.float32)) >= 2
        found = np.asarray((uses @ elsewhere.astype(np.float32)).T, np.float64)
        total = subsets.index.gram_table(size).total
        defined &= total > 0
        logs += np.log(np.where(found > 0, found, NOT_FOUND) / np.maximum(total, 1)) / len(SIZES)
    counted = subsets.weights * defined
    several = np.where(subsets.sizes > 1, counted.sum(axis=1), 0)
    return ratio((np.exp(logs) * counted).sum(axis=1), several)


SELF_BLEU = SetMeasure(
    key="self_bleu",
    title="Wording found in other texts",
    unit="share",
    narrower="above",
    finding="finds {value} of the wording of a text in its others on average",
    evaluate=_self_bleu,
)
