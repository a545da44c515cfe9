"""How many different word sequences a set of texts uses.

Distinct-n is the number of different n-word sequences divided by all of them (Li et al., NAACL 2016); n-gram
diversity is the sum of distinct-1 to distinct-4 (Padmakumar and He, ICLR 2024; Meister et al., TACL 2023). Sequences
that run from one text into the next are not counted. Size bias: both fall as texts are added (distinct-1 by about two
thirds from 50 to 1,000 texts), so only sets of equal size may be compared.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.set_measure import SetMeasure, Subsets, ratio


def _share_of_different(subsets: Subsets, size: int) -> NDArray[np.float64]:
    table = subsets.index.gram_table(size)
    different = subsets.weights @ table.own + np.count_nonzero(subsets.shared_counts(size), axis=1)
    return ratio(different, subsets.weights @ table.total)


def _distinct(size: int, spoken: str) -> SetMeasure:
    def evaluate(subsets: Subsets) -> NDArray[np.float64]:
        return _share_of_different(subsets, size)

    return SetMeasure(
        key=f"distinct_{size}",
        title=f"Different {spoken}",
        unit="share",
        narrower="below",
        finding=f"has {{value}} different ones among its {spoken}",
        evaluate=evaluate,
    )


def _diversity(subsets: Subsets) -> NDArray[np.float64]:
    return _share_of_different(subsets, 1) + sum(_share_of_different(subsets, size) for size in (2, 3, 4))


DISTINCT_1 = _distinct(1, "words")
DISTINCT_2 = _distinct(2, "word pairs")
DISTINCT_3 = _distinct(3, "three-word sequences")
DISTINCT_4 = _distinct(4, "four-word sequences")
NGRAM_DIVERSITY = SetMeasure(
    key="ngram_diversity",
    title="Variety of wording",
    unit="of 4",
    narrower="below",
    finding="reaches {value} of 4 in variety of wording",
    evaluate=_diversity,
)
