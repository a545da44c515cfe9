"""Is one set of texts different from another by more than chance?

Chance is shown by relabelling: the texts of both sides are mixed and split again at random, which is what the measure
would do if both came from one source (Fisher's permutation test). Intervals come from half-samples drawn without
replacement, whose variance is that of the whole; drawing with replacement would count every copy as a repeat and bias
all counts of different words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.samples.measures.set_measure import SetMeasure, Subsets
from core.samples.progress import Step, untold
from core.samples.tokens import TextIndex

RELABELLINGS = 199
HALF_SAMPLES = 60
ROWS = 64
BLOCKS = -(-2 * (RELABELLINGS + 1 + HALF_SAMPLES) // ROWS)  # of rows that comparing one measure takes
TO_5_AND_95 = 1.645
POWER_80_AT_1_PERCENT = 3.42  # 2.58 for a two-sided test at 1 % (5 % shared by five axes), 0.84 for a chance of 80 %


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure on both sides. nan where it is undefined.

    interval, reference_interval: 5th to 95th percentile. p: two-sided. detectable: the smallest true difference that
    four of five such comparisons would find.
    """

    measure: SetMeasure
    value: float
    reference: float
    interval: tuple[float, float]
    reference_interval: tuple[float, float]
    p: float
    detectable: float

    @property
    def narrower(self) -> bool:
        """True where the sample lies on the poorer side, however little."""
        difference = self.value - self.reference
        return difference < 0 if self.measure.narrower == "below" else difference > 0


def compare(
    measures: Sequence[SetMeasure],
    sample: Sequence[str],
    reference: Sequence[str],
    rng: np.random.Generator,
    *,
    paired: bool = False,
    step: Step = untold,
) -> tuple[Comparison, ...]:
    """Every measure on two sets of equal number and length of texts.

    paired: texts at the same place answer the same prompt; labels are then exchanged within pairs only, so that what
    the prompts bring to both sides is not taken for chance. step: called ``BLOCKS`` times a measure; what it raises
    ends the comparison.
    """
    size = len(sample)
    index = TextIndex([*sample, *reference])
    ours = np.arange(2 * size) < size
    relabelled = np.concatenate([ours[None], _relabelled(size, rng, paired)])
    halves = np.concatenate([half_samples(np.flatnonzero(side), 2 * size, rng) for side in (ours, ~ours)])
    chosen = np.concatenate([relabelled, ~relabelled, halves])
    return tuple(_comparison(measure, evaluate(measure, index, chosen, step)) for measure in measures)


def describe(
    measures: Sequence[SetMeasure], sample: Sequence[str], rng: np.random.Generator
) -> tuple[tuple[SetMeasure, float, tuple[float, float]], ...]:
    """Every measure on one set with its 5th to 95th percentile, where there is nothing to compare with."""
    index = TextIndex(sample)
    everything = np.ones((1, len(sample)), bool)
    chosen = np.concatenate([everything, half_samples(np.arange(len(sample)), len(sample), rng)])
    described = []
    for measure in measures:
        values = evaluate(measure, index, chosen)
        described.append((measure, float(values[0]), _interval(measure, values[0], values[1:])))
    return tuple(described)


def evaluate(
    measure: SetMeasure, index: TextIndex, chosen: NDArray[np.bool_], step: Step = untold
) -> NDArray[np.float64]:
    """The measure of each subset, a few subsets at a time to bound memory; chosen has shape (subsets, texts)."""
    values = []
    for start in range(0, len(chosen), ROWS):
        values.append(measure.evaluate(Subsets(index, chosen[start : start + ROWS])))
        step()
    return np.concatenate(values)


def half_samples(positions: NDArray[np.int64], texts: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Random halves of the texts at ``positions``, shape (HALF_SAMPLES, texts)."""
    chosen = np.zeros((HALF_SAMPLES, texts), bool)
    for row in chosen:
        row[rng.permutation(positions)[: len(positions) // 2]] = True
    return chosen


def _relabelled(size: int, rng: np.random.Generator, paired: bool) -> NDArray[np.bool_]:
    """Which of the texts of both sides are called ours, shape (RELABELLINGS, 2 size)."""
    if paired:
        kept = rng.random((RELABELLINGS, size)) < 0.5
        return np.hstack([kept, ~kept])
    return rng.permuted(np.tile(np.arange(2 * size) < size, (RELABELLINGS, 1)), axis=1)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """p values adjusted for their number (Holm 1979); nan stays nan and does not count."""
    defined = [p for p in p_values if not np.isnan(p)]
    adjusted: dict[float, float] = {}
    highest = 0.0
    for rank, p in enumerate(sorted(defined)):
        highest = max(highest, min(1.0, (len(defined) - rank) * p))
        adjusted.setdefault(p, highest)
    return tuple(adjusted.get(p, float("nan")) for p in p_values)


def _comparison(measure: SetMeasure, values: NDArray[np.float64]) -> Comparison:
    ours, theirs, our_halves, their_halves = np.split(
        values, np.cumsum([RELABELLINGS + 1, RELABELLINGS + 1, HALF_SAMPLES])
    )
    difference = ours - theirs
    as_large = np.abs(difference[1:]) >= np.abs(difference[0]) - 1e-12
    p = float("nan") if np.isnan(difference[0]) else (1 + int(as_large.sum())) / (RELABELLINGS + 1)
    return Comparison(
        measure,
        float(ours[0]),
        float(theirs[0]),
        _interval(measure, ours[0], our_halves),
        _interval(measure, theirs[0], their_halves),
        p,
        float(POWER_80_AT_1_PERCENT * difference[1:].std()),
    )


def _interval(measure: SetMeasure, value: float, halves: NDArray[np.float64]) -> tuple[float, float]:
    reach = TO_5_AND_95 * float(halves.std(ddof=1))
    highest = 1.0 if measure.unit == "share" else float("inf")
    return max(float(value) - reach, 0.0), min(float(value) + reach, highest)
