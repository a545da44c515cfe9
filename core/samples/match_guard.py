"""Does the reference hold the same kind of text as the sample, told from what the texts say?

Both sides as points: precision is the share of sample texts that lie within the reach of some reference text, coverage
the share of reference texts that have a sample text within their reach; a reference text reaches as far as its fifth
neighbour in the reference (Kynkaanniemi et al., arXiv 1904.06991; Naeem et al., arXiv 2002.09797). Sees what counting
words cannot: kinds of text that share their subjects. Limits and how often they err: ``data/embedding_model.yaml``.
"""

from __future__ import annotations

import numpy as np

from core.samples.contrast import Other
from core.samples.embedding_settings import settings
from core.samples.matching import Matched, NotComparableError
from core.samples.neural_tools import NeuralTools, Vectors
from core.samples.result import Measure


def match_guard(matched: Matched, other: Other, tools: NeuralTools) -> tuple[Measure, ...]:
    """Precision and coverage as readings; none without an embedding model.

    Raises NotComparableError where either lies below its limit.
    """
    if tools.embed is None:
        return ()
    precision, coverage = precision_and_coverage(tools.embed(matched.sample), tools.embed(matched.reference))
    least_precision, least_coverage = settings()["match"]["precision_from"], settings()["match"]["coverage_from"]
    near = f"{100 * precision:.0f} % of the sample's texts lie near some text of {other.name} in what they say"
    met = f"{100 * coverage:.0f} % of the texts of {other.name} have a sample text near them"
    if precision < least_precision or coverage < least_coverage:
        raise NotComparableError(
            f"The texts are of different kinds: {near} (at least {100 * least_precision:.0f} % are needed), and {met}"
            f" (at least {100 * least_coverage:.0f} %)."
        )
    return (
        _reading(other, "match_precision", "Likeness in what is said", precision, least_precision, near),
        _reading(other, "match_coverage", "Subjects met", coverage, least_coverage, met),
    )


def precision_and_coverage(sample: Vectors, reference: Vectors) -> tuple[float, float]:
    """Shares from 0 to 1. Both sides: points of length 1, shape (texts, dimensions), more than 5 a side."""
    neighbours = settings()["match"]["neighbours"]
    within = 1 - reference @ reference.T
    np.fill_diagonal(within, np.inf)
    reach = np.sort(within, axis=1)[:, neighbours - 1]
    across = 1 - sample @ reference.T
    return float((across <= reach).any(axis=1).mean()), float((across.min(axis=0) <= reach).mean())


def _reading(other: Other, key: str, title: str, value: float, limit: float, words: str) -> Measure:
    sentence = f"{words}; below {100 * limit:.0f} % nothing would be compared."
    return Measure(f"{other.prefix}{key}", title, "share", value, None, None, "within", sentence)
