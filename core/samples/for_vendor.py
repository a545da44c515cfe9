"""A reading as the vendor may see it: nothing of the buyer's own texts, files or answer keys is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.samples.result import SampleReading, TailResult
from core.samples.tail_kit.cases import Case
from core.samples.tail_kit.coverage import TailChange


def for_vendor(reading: SampleReading) -> SampleReading:
    """Without the buyer's training data, words of its documents, names of files, and what right answers mention.

    A vendor who knew what a right answer to a rare case mentions could train for it, and the case would tell nothing
    any more. Files keep their hashes, so that both sides can say which ones were read.
    """
    names = {name: f"file {number:03d}" for number, name in enumerate(reading.sources, start=1)}
    return replace(
        reading,
        reasons=tuple(_without(names, reason) for reason in reading.reasons),
        sources={names[name]: sha256 for name, sha256 in reading.sources.items()},
        shown=None if reading.shown is None else replace(reading.shown, unused=()),
        tail=None if reading.tail is None else _without_key(reading.tail),
        training=None,
    )


def _without(names: Mapping[str, str], sentence: str) -> str:
    for name in sorted(names, key=len, reverse=True):
        sentence = sentence.replace(name, names[name])
    return sentence


def _without_key(tail: TailResult) -> TailResult:
    cases = tuple(replace(item, case=_asked(item.case), missing=()) for item in tail.coverage.cases)
    return TailResult(replace(tail.coverage, cases=cases), None if tail.change is None else _unkeyed(tail.change))


def _unkeyed(change: TailChange) -> TailChange:
    return replace(change, lost=tuple(map(_asked, change.lost)), won=tuple(map(_asked, change.won)))


def _asked(case: Case) -> Case:
    return replace(case, mentions=())
