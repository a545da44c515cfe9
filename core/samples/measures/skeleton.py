"""How far the sentence skeletons of a set can be compressed: function words kept, every other word replaced by "_".

What remains is how sentences are built, hardly what they are about. English only, since the function words are. Size
bias as for the compression of the texts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.samples.language import function_words
from core.samples.measures.compression import compression_ratios
from core.samples.measures.set_measure import SetMeasure, Subsets
from core.samples.tokens import words

LANGUAGE = "en"


def skeleton(text: str) -> str:
    """The function words of a text in order, "_" for every other word."""
    kept = function_words(LANGUAGE)
    return " ".join(word if word in kept else "_" for word in words(text))


def _skeleton_compression(subsets: Subsets) -> NDArray[np.float64]:
    return compression_ratios([skeleton(text) for text in subsets.index.texts], subsets.chosen)


SKELETON = SetMeasure(
    key="skeleton_compression",
    title="Compression of sentence skeletons",
    unit="times",
    narrower="above",
    finding="has sentence skeletons (function words only) that compress {value} times",
    evaluate=_skeleton_compression,
)
