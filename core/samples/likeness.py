"""Does the reference speak of the same kind of things as the sample?

Narrowness can only be told against the same kind of text: people's encyclopedia articles are "narrower" than people's
news. The check compares what the texts are about: the mean tf-idf vectors of content words (function words left out)
of random parts of sample and reference are set against those of two parts of the reference; the ratio of the two
cosines is 1 for the same source. Measured with 30 to 88 texts a side: model stories against human stories 0.62 to 1.06;
stories, school essays and encyclopedia against each other 0.11 to 0.57. It cannot tell kinds of text that share their
topics, such as short personal essays from stories; the declaration that comes with a reference still has to be true.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.samples.contrast import Other
from core.samples.language import function_words
from core.samples.matching import Matched, NotComparableError
from core.samples.result import Measure
from core.samples.tokens import TextIndex

LEAST_LIKENESS = 0.55
LANGUAGE = "en"
PART = 40
DRAWS = 30
LEAST_SPREAD = 3


def likeness_guard(
    matched: Matched, other: Other, language: str | None, rng: np.random.Generator
) -> tuple[Measure, ...]:
    """The likeness as a reading, none where the language is not English.

    Raises NotComparableError where the two sides are plainly about different things.
    """
    if language != LANGUAGE:
        return ()
    value = likeness(matched.sample, matched.reference, rng)
    found = f"is {100 * value:.0f} % as like {other.name} in subject as two parts of that are like each other"
    if value < LEAST_LIKENESS:
        raise NotComparableError(
            f"The texts are of different kinds: the sample {found}, at least {100 * LEAST_LIKENESS:.0f} % is needed."
        )
    sentence = f"The sample {found}; below {100 * LEAST_LIKENESS:.0f} % nothing would be compared."
    key = f"{other.prefix}likeness"
    return (Measure(key, "Likeness in subject", "share", value, None, None, "within", sentence),)


def likeness(sample: Sequence[str], reference: Sequence[str], rng: np.random.Generator) -> float:
    """Cosine of sample and reference, in units of the cosine of two parts of the reference. English only."""
    vectors = _content_vectors([*sample, *reference])
    ours, theirs = vectors[: len(sample)], vectors[len(sample) :]
    size = min(PART, len(sample), len(reference) // 2)
    across, within = [], []
    for _ in range(DRAWS):
        drawn = rng.permutation(len(theirs))
        first, second = theirs[drawn[:size]].sum(axis=0), theirs[drawn[size : 2 * size]].sum(axis=0)
        across.append(_cosine(ours[rng.permutation(len(ours))[:size]].sum(axis=0), first))
        within.append(_cosine(second, first))
    return float(np.mean(across) / np.mean(within)) if np.mean(within) > 0 else 1.0


def _content_vectors(texts: Sequence[str]) -> NDArray[np.float64]:
    """Unit tf-idf vectors of the content words that at least 3 texts use, shape (texts, words)."""
    index = TextIndex(texts)
    grams, owners = index.grams(1)
    counts = np.zeros((len(texts), len(index.vocabulary)), np.float64)
    np.add.at(counts, (owners, grams), 1)
    spread = (counts > 0).sum(axis=0)
    skipped = function_words(LANGUAGE)
    kept = (spread >= LEAST_SPREAD) & np.array([word not in skipped for word in index.vocabulary], bool)
    weighted = np.log1p(counts[:, kept]) * np.log(len(texts) / spread[kept])
    lengths = np.linalg.norm(weighted, axis=1, keepdims=True)
    return np.asarray(np.divide(weighted, lengths, out=np.zeros_like(weighted), where=lengths > 0))


def _cosine(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else 0.0
