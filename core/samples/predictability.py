"""How well a language model foresees the texts, beside how well it foresees those they are compared with.

In bits a token, the base-2 logarithm of perplexity. Means nothing by itself: it depends on the model, the kind of text
and its length, so it stands only beside texts of the same kind and length under the same model, and decides nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import permutation_test

from core.samples.compare import RELABELLINGS, TO_5_AND_95
from core.samples.contrast import BEYOND_CHANCE, Other
from core.samples.matching import Matched
from core.samples.neural_tools import NeuralTools
from core.samples.result import Measure, Reading


def predictability(matched: Matched, other: Other, tools: NeuralTools, rng: np.random.Generator) -> tuple[Measure, ...]:
    """The mean bits a token of both sides, with the p value of relabelling texts; none without a model.

    Texts too short for the model are left out.
    """
    if tools.bits is None:
        return ()
    ours, theirs = (values[np.isfinite(values)] for values in map(tools.bits, (matched.sample, matched.reference)))
    if min(len(ours), len(theirs)) < 2:
        return ()
    difference = float(ours.mean() - theirs.mean())
    test = permutation_test((ours, theirs), _difference, n_resamples=RELABELLINGS, rng=rng, vectorized=True)
    p = float(test.pvalue)
    reading: Reading = "within"
    if p <= BEYOND_CHANCE:
        reading = "below" if difference < 0 else "above"
    told = {"within": "no difference beyond chance", "below": "more predictable", "above": "less predictable"}[reading]
    sentence = (
        f"To {tools.model} a word piece of the sample costs {ours.mean():.2f} bits on average; of {other.name}"
        f" {theirs.mean():.2f} ({told}, p = {p:.2g}). This says nothing of who wrote the texts."
    )
    return (
        Measure(
            f"{other.prefix}predictability",
            "Predictability to a language model",
            "bits",
            float(ours.mean()),
            _interval(ours),
            _interval(theirs),
            reading,
            sentence,
        ),
    )


def _difference(ours: NDArray[np.float64], theirs: NDArray[np.float64], axis: int = 0) -> NDArray[np.float64]:
    return np.asarray(ours.mean(axis=axis) - theirs.mean(axis=axis))


def _interval(values: NDArray[np.float64]) -> tuple[float, float]:
    reach = TO_5_AND_95 * float(values.std(ddof=1)) / len(values) ** 0.5
    return float(values.mean()) - reach, float(values.mean()) + reach
