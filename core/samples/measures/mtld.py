"""How many words of a text run on before they repeat themselves: MTLD (McCarthy and Jarvis, Behavior Research Methods
42:381, 2010).

A text is cut wherever the share of different words since the last cut has fallen to 72 %; its words divided by the
number of pieces, of which the last counts in part, forwards and backwards and averaged; then the mean over texts. It
tells repetition inside texts only, and not by itself people from models.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.set_measure import SetMeasure
from core.samples.tokens import TextIndex

CUT_AT = 0.72


def run_length(tokens: list[int]) -> float:
    """MTLD of one text given as word numbers, in words; the length of a text that never repeats a word, nan of none."""
    if not tokens:
        return float("nan")
    forwards, backwards = (len(tokens) / (_pieces(row) or 1) for row in (tokens, reversed(tokens)))
    return (forwards + backwards) / 2


def _pieces(tokens: Iterable[int]) -> float:
    pieces, length, share = 0, 0, 1.0
    different: set[int] = set()
    for token in tokens:
        length += 1
        different.add(token)
        share = len(different) / length
        if share <= CUT_AT:
            pieces, length, share = pieces + 1, 0, 1.0
            different.clear()
    return pieces + (1 - share) / (1 - CUT_AT)


@lru_cache(maxsize=1)
def run_lengths(index: TextIndex) -> NDArray[np.float64]:
    """MTLD of each text, shape (texts,)."""
    tokens = index.tokens.tolist()
    return np.array([run_length(tokens[start:end]) for start, end in pairwise(index.starts.tolist())], np.float64)


MTLD = SetMeasure(
    key="mtld",
    title="Words before they repeat",
    unit="words",
    narrower="below",
    finding="runs on for {value} words on average before only 72 % of them are different",
    evaluate=lambda subsets: subsets.mean_of_texts(run_lengths(subsets.index)),
)
