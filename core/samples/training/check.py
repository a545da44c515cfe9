"""From training examples to what can be said of them."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.samples.measures.duplicates import find_repeats
from core.samples.only import day_of
from core.samples.tokens import TextIndex, words
from core.samples.training.examples import HUMAN, MACHINE, PROVENANCES, Example, ExampleSet, Provenance
from core.samples.training.in_words import sentences
from core.samples.training.reading import Batch, Month, TrainingReading
from core.samples.training.variety import batch_variety
from core.version import program_version


def check_training(
    given: ExampleSet, anchors: Sequence[str] | None = None, *, seed: int | None = None
) -> TrainingReading:
    """Count and measure training examples.

    anchors: texts that should be in every batch; without them, the verified human examples of the first batch where
    there are several batches. The same seed gives the same reading; without one, one is drawn.
    """
    chosen = secrets.randbits(32) if seed is None else seed
    rng = np.random.default_rng(chosen)
    by_batch = {name: [item for item in given.examples if item.batch == name] for name in given.batches}
    wanted = _anchors(given, anchors)
    human = [item.text for item in given.examples if item.provenance in HUMAN]
    repeats = find_repeats(TextIndex([item.text for item in given.examples]))
    batches = tuple(_batch(name, items, human, wanted, rng) for name, items in by_batch.items())
    reading = TrainingReading(
        len(given.examples),
        batches,
        len(wanted),
        int((repeats.exact >= 0).sum()),
        int((repeats.near >= 0).sum()),
        (),
        {file.name: file.sha256 for file in given.files},
        chosen,
        program_version(),
        _months(given.examples),
    )
    return replace(reading, sentences=(*sentences(reading, given.unknown_words), *given.notes))


def _anchors(given: ExampleSet, named: Sequence[str] | None) -> frozenset[str]:
    if named is not None:
        return frozenset(map(_same, named))
    if len(given.batches) < 2:
        return frozenset()
    first = given.batches[0]
    verified = (item for item in given.examples if item.batch == first and item.provenance == "human_verified")
    return frozenset(_same(item.text) for item in verified)


def _months(examples: Sequence[Example]) -> tuple[Month, ...]:
    counts: dict[str, Counter[Provenance]] = {}
    for item in examples:
        counts.setdefault(day_of(item.date)[:7], Counter())[item.provenance] += 1
    counts.pop("", None)
    return tuple(
        Month(month, sum(count[kind] for kind in HUMAN), sum(count[kind] for kind in MACHINE), count["not_said"])
        for month, count in sorted(counts.items())
    )


def _batch(
    name: str, items: Sequence[Example], human: Sequence[str], anchors: frozenset[str], rng: np.random.Generator
) -> Batch:
    texts = [item.text for item in items]
    counts = Counter(item.provenance for item in items)
    dates = sorted(item.date for item in items if item.date)
    return Batch(
        name,
        {kind: counts[kind] for kind in PROVENANCES},
        batch_variety(texts, human, rng),
        len(anchors & {_same(text) for text in texts}) / len(anchors) if anchors else None,
        (dates[0], dates[-1]) if dates else None,
    )


def _same(text: str) -> str:
    """Texts are the same anchor if they have the same words in the same order."""
    return " ".join(words(text))
