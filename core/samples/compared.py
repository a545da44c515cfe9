"""Matched texts through every measure: readings, and the axes a verdict is made from."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from core.samples.compare import Comparison, compare, describe, holm
from core.samples.matching import Matched
from core.samples.measures import ENGLISH_AXES, LANGUAGE_FREE_AXES, SECOND_LINE
from core.samples.measures.coverage import everyday_coverage, rare_coverage
from core.samples.measures.set_measure import SetMeasure
from core.samples.overall import AxisOutcome
from core.samples.result import Measure, Reading
from core.samples.wording import compared_sentence, described_sentence

BEYOND_CHANCE = 0.05


def compared_readings(
    matched: Matched, language: str | None, rng: np.random.Generator
) -> tuple[tuple[AxisOutcome, ...], tuple[Measure, ...]]:
    """Axes and readings of a matched pair; p values are adjusted among the axes and among the second line."""
    axes = list(compare(_axes(language), matched.sample, matched.reference, rng))
    second = list(compare(SECOND_LINE, matched.sample, matched.reference, rng))
    size = matched.with_vocabulary
    if size:
        coverage = (everyday_coverage(matched.spare), rare_coverage(matched.spare))
        everyday, rare = compare(coverage, matched.sample[:size], matched.reference[:size], rng)
        axes.insert(0, everyday)
        second.append(rare)
    axis_readings, second_readings = _readings(axes), _readings(second)
    outcomes = tuple(
        AxisOutcome(comparison.measure.title, reading.reading in ("below", "above"), comparison.narrower)
        for comparison, reading in zip(axes, axis_readings, strict=True)
    )
    return outcomes, (*axis_readings, *second_readings)


def described_readings(texts: Sequence[str], language: str | None, rng: np.random.Generator) -> tuple[Measure, ...]:
    """Readings of a set that has nothing to be compared with."""
    return tuple(
        Measure(
            measure.key,
            measure.title,
            measure.unit,
            value,
            interval,
            None,
            "cannot tell",
            described_sentence(measure, value),
        )
        for measure, value, interval in describe((*_axes(language), *SECOND_LINE), texts, rng)
        if not math.isnan(value)
    )


def _axes(language: str | None) -> tuple[SetMeasure, ...]:
    return (*LANGUAGE_FREE_AXES, *(ENGLISH_AXES if language == "en" else ()))


def _readings(comparisons: Sequence[Comparison]) -> tuple[Measure, ...]:
    adjusted = holm([comparison.p for comparison in comparisons])
    return tuple(_reading(comparison, p) for comparison, p in zip(comparisons, adjusted, strict=True))


def _reading(comparison: Comparison, p: float) -> Measure:
    measure = comparison.measure
    if math.isnan(p):
        return Measure(
            measure.key,
            measure.title,
            measure.unit,
            None,
            None,
            None,
            "cannot tell",
            f"{measure.title} could not be computed for these texts.",
        )
    reading: Reading = "within"
    if p <= BEYOND_CHANCE:
        reading = "below" if comparison.value < comparison.reference else "above"
    return Measure(
        measure.key,
        measure.title,
        measure.unit,
        comparison.value,
        comparison.interval,
        comparison.reference_interval,
        reading,
        compared_sentence(comparison, p, reading),
    )
