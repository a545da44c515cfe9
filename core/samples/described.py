"""Readings of a set of texts that has nothing to be compared with."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from core.samples.compare import describe
from core.samples.contrast import axes_for
from core.samples.measures import FURTHER, SECOND_LINE
from core.samples.result import Measure
from core.samples.wording import described_sentence


def described(texts: Sequence[str], language: str | None, rng: np.random.Generator) -> tuple[Measure, ...]:
    """Values with their intervals; every reading is "cannot tell"."""
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
        for measure, value, interval in describe((*axes_for(language), *SECOND_LINE, *FURTHER), texts, rng)
        if not math.isnan(value)
    )
