"""How much wording two texts of the set have in common.

The mean over all pairs of texts of the number of different three-word sequences they share, for 10,000 that a text
has. Over all pairs, a sequence found in df of n texts is shared by df(df-1) of n(n-1) ordered pairs, so no pair
is ever looked at. The numerator is a U-statistic (Hoeffding 1948): its expectation does not depend on the number of
texts, only on their length.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.set_measure import SetMeasure, Subsets, ratio

SIZE = 3


def _pair_overlap(subsets: Subsets) -> NDArray[np.float64]:
    table = subsets.index.gram_table(SIZE)
    texts_with = np.asarray(
        ((table.shared > 0).T.astype(np.float32) @ subsets.chosen.T.astype(np.float32)).T, np.float64
    )
    shared = ratio((texts_with * (texts_with - 1)).sum(axis=1), subsets.sizes * (subsets.sizes - 1))
    return 10_000 * ratio(shared, ratio(subsets.weights @ table.distinct, subsets.sizes))


PAIR_OVERLAP = SetMeasure(
    key="pair_overlap_3",
    title="Wording two texts share",
    unit="of 10,000 sequences",
    narrower="above",
    finding="shares {value} of 10,000 three-word sequences between two texts on average",
    evaluate=_pair_overlap,
)
