"""How often two words taken at random from the set are the same word.

Sum of c(c-1) over the counts c of all words, divided by N(N-1) for N words: Simpson's unbiased index (Nature 163:688,
1949). Times 10,000 as in Yule's K, to be read as pairs of 10,000. Its expectation hardly depends on the size of the
set.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.set_measure import SetMeasure, Subsets, ratio


def _simpson(subsets: Subsets) -> NDArray[np.float64]:
    table = subsets.index.gram_table(1)
    counts = subsets.shared_counts(1)
    same = subsets.weights @ table.own_pairs + (counts * (counts - 1)).sum(axis=1)
    total = subsets.weights @ table.total
    return 10_000 * ratio(same, total * (total - 1))


SIMPSON = SetMeasure(
    key="simpson",
    title="Chance that two words are the same",
    unit="of 10,000 pairs",
    narrower="above",
    finding="holds the same word in {value} of 10,000 pairs of its words",
    evaluate=_simpson,
)
