"""One comparison of the sample with another set, whole: readings, axes of the verdict, or the reason for none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from core.samples.compare import Comparison, compare, holm
from core.samples.matching import FULL_TEXTS, Matched
from core.samples.measures import (
    AXIS_KEYS,
    ENGLISH_AXES,
    FURTHER,
    LANGUAGE_FREE_AXES,
    RULES_OF_THUMB,
    SECOND_LINE,
    TREND,
)
from core.samples.measures.coverage import everyday_coverage, occasional_coverage, rare_coverage
from core.samples.measures.distinct import DISTINCT_1, NGRAM_DIVERSITY
from core.samples.measures.set_measure import SetMeasure
from core.samples.progress import Step, untold
from core.samples.result import Measure, Reading
from core.samples.wording import compared_sentence

BEYOND_CHANCE = 0.05
LEAST_AXES = 2
MOST_MEASURES = 3 + sum(map(len, (LANGUAGE_FREE_AXES, ENGLISH_AXES, SECOND_LINE, FURTHER, TREND, RULES_OF_THUMB)))


@dataclass(frozen=True, slots=True)
class Other:
    """What a sample is contrasted with.

    name, meaning: for sentences, the second says what being narrower means. prefix: of the keys of its readings.
    trend_axes: measures that count as axes beside the usual ones. trend: those that say more and decide nothing.
    """

    name: str
    meaning: str
    prefix: str = ""
    trend_axes: tuple[SetMeasure, ...] = ()
    trend: tuple[SetMeasure, ...] = ()

    @property
    def axis_keys(self) -> tuple[str, ...]:
        """Keys of the readings that count towards a verdict, where the texts allow all of them."""
        return tuple(self.prefix + key for key in (*AXIS_KEYS, *(measure.key for measure in self.trend_axes)))


REFERENCE = Other("the reference", "this is common for chat models and by itself no sign of collapse")
EARLIER = Other(
    "the earlier release",
    "the vendor should explain what was lost between the releases",
    "earlier_",
    (NGRAM_DIVERSITY, DISTINCT_1),
    TREND,
)
OTHER_VENDOR = Other(
    "the other vendor", "the vendor should explain why its answers vary less to the same prompts", "other_vendor_"
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """refusal: why there is no comparison, one sentence; the rest is empty then.

    texts: compared on each side. axes: titles of all axes; narrower: of those beyond chance on the poorer side.
    """

    other: Other
    refusal: str | None = None
    texts: int = 0
    axes: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    readings: tuple[Measure, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_narrower(self) -> bool:
        """True where the sample is narrower on at least two axes."""
        return len(self.narrower) >= LEAST_AXES

    @property
    def is_full(self) -> bool:
        """True where enough texts were compared for more than an indication."""
        return self.texts >= FULL_TEXTS


def refused(other: Other, reason: str, warnings: tuple[str, ...] = ()) -> Contrast:
    """No comparison, and why."""
    return Contrast(other, reason, warnings=warnings)


def contrast(
    matched: Matched,
    other: Other,
    language: str | None,
    rng: np.random.Generator,
    *,
    guards: tuple[Measure, ...] = (),
    warnings: tuple[str, ...] = (),
    step: Step = untold,
) -> Contrast:
    """Every measure on a matched pair; p values are adjusted for their number within each line.

    guards: readings of whether the comparison is a fair one, to be shown first. step: as for
    ``compare``, for at most ``MOST_MEASURES`` measures.
    """
    lines = (
        (*axes_for(language), *other.trend_axes),
        tuple(measure for measure in SECOND_LINE if measure not in other.trend_axes),
        (*FURTHER, *other.trend),
        RULES_OF_THUMB,
    )
    every = tuple(measure for line in lines for measure in line)
    made = iter(compare(every, matched.sample, matched.reference, rng, paired=matched.paired, step=step))
    axes, second, further, thumb = (list(islice(made, len(line))) for line in lines)
    size = matched.with_vocabulary
    if size:
        coverages = (everyday_coverage, occasional_coverage, rare_coverage)
        coverage = [of_words(matched.spare, other.name) for of_words in coverages]
        part = matched.sample[:size], matched.reference[:size]
        everyday, *fewer = compare(coverage, *part, rng, paired=matched.paired, step=step)
        axes.insert(0, everyday)
        second += fewer
    axis_readings = _readings(axes, other)
    deciding_nothing = tuple(reading for line in (second, further, thumb) for reading in _readings(line, other))
    narrower = tuple(
        comparison.measure.title.lower()
        for comparison, reading in zip(axes, axis_readings, strict=True)
        if reading.reading in ("below", "above") and comparison.narrower
    )
    return Contrast(
        other,
        None,
        len(matched.sample),
        tuple(comparison.measure.title.lower() for comparison in axes),
        narrower,
        (*axes, *second, *further, *thumb),
        (*guards, *axis_readings, *deciding_nothing),
        warnings,
    )


def axes_for(language: str | None) -> tuple[SetMeasure, ...]:
    """The axes that need no vocabulary of a reference; skeletons only where the language is known to be English."""
    return (*LANGUAGE_FREE_AXES, *(ENGLISH_AXES if language == "en" else ()))


def _readings(comparisons: Sequence[Comparison], other: Other) -> tuple[Measure, ...]:
    adjusted = holm([comparison.p for comparison in comparisons])
    return tuple(_reading(comparison, p, other) for comparison, p in zip(comparisons, adjusted, strict=True))


def _reading(comparison: Comparison, p: float, other: Other) -> Measure:
    measure = comparison.measure
    key, title = other.prefix + measure.key, measure.title
    if any(math.isnan(number) for number in (p, *comparison.interval, *comparison.reference_interval)):
        sentence = f"{title} could not be computed for these texts."
        return Measure(key, title, measure.unit, None, None, None, "cannot tell", sentence)
    reading: Reading = "within"
    if p <= BEYOND_CHANCE:
        reading = "below" if comparison.value < comparison.reference else "above"
    return Measure(
        key,
        title,
        measure.unit,
        comparison.value,
        comparison.interval,
        comparison.reference_interval,
        reading,
        compared_sentence(comparison, p, reading, other.name),
    )
