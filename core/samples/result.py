"""What measuring a set of sample outputs found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from core.samples.shown import Shown
from core.samples.tail_kit.coverage import TailChange, TailCoverage
from core.samples.training.reading import TrainingReading

Reading = Literal["below", "within", "above", "cannot tell"]
Overall = Literal["healthy", "watch", "degraded", "inconclusive"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a sample set.

    measure: its key; title: in plain words; unit: what ``value`` counts.
    value: None where the sample is too small for it.
    interval: 5th to 95th percentile of the value; reference_interval: the same for human text of equal size.
    reading: where the value lies against the human range; "cannot tell" without a reference or with too little text.
    sentence: the finding in plain units.
    """

    measure: str
    title: str
    unit: str
    value: float | None
    interval: tuple[float, float] | None
    reference_interval: tuple[float, float] | None
    reading: Reading
    sentence: str


@dataclass(frozen=True, slots=True)
class TailResult:
    """What the rare cases showed. change: since an earlier release, where its answers were at hand."""

    coverage: TailCoverage
    change: TailChange | None = None


@dataclass(frozen=True, slots=True)
class SampleReading:
    """The whole reading, with what is needed to compute it again.

    texts, words: size of the sample as read. language: ISO code, or None where none could be told.
    reasons: why ``overall`` says what it says, one sentence each; a refusal is a reason.
    sources: SHA-256 of each file read, by file name.
    measured_rates: how often the rule behind ``overall`` errs and finds, measured, one sentence for each comparison.
    shown: of the texts themselves. tail, training: what rare cases and the buyer's own training data showed, put beside
    the reading where they were checked.
    """

    texts: int
    words: int
    language: str | None
    overall: Overall
    reasons: tuple[str, ...]
    readings: tuple[Measure, ...]
    reference_texts: int
    sources: Mapping[str, str]
    seed: int
    version: str
    measured_rates: tuple[str, ...] = ()
    shown: Shown | None = None
    tail: TailResult | None = None
    training: TrainingReading | None = None
