"""What a vendor may see of a reading."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from core.samples.for_vendor import for_vendor
from core.samples.measure import measure
from core.samples.result import SampleReading, TailResult
from core.samples.shown import Repeated, Shown
from core.samples.tail_kit.cases import Case
from core.samples.tail_kit.coverage import tail_change, tail_coverage
from core.samples.text_set import SourceFile, TextSet
from core.samples.training.check import check_training
from core.samples.training.examples import Example, ExampleSet

CASE = Case("R-1", "What of the well?", (("answer-key",), ("second-key",)))


@pytest.fixture
def whole() -> SampleReading:
    """A reading with everything that can stand in one, each of the buyer's own parts with a word of its own."""
    outputs = TextSet(tuple(f"output {n}" for n in range(4)), files=(SourceFile("out.txt", "0" * 64, "utf-8", 4),))
    letters = (SourceFile("Smith v Jones.txt", "1" * 64, "windows-1252", 1),)
    people = TextSet(("dossier",), files=letters, notes=("Smith v Jones.txt is not UTF-8.",))
    reading = measure(outputs, people, seed=1)
    now, before = (
        tail_coverage([CASE], TextSet((text,), prompt_ids=("R-1",))) for text in ("no", "answer-key second-key")
    )
    examples = ExampleSet((Example("tuned", "machine_known", "own batch", ""),), (), letters, ())
    parts = asdict(reading)
    return SampleReading(
        **{
            **parts,
            "readings": reading.readings,
            "shown": Shown((Repeated("output", 4, 0),), (), (), (("dossier", 1),)),
            "tail": TailResult(now, tail_change(before, now)),
            "training": check_training(examples, seed=1),
        }
    )


BUYERS = ("dossier", "Smith v Jones", "answer-key", "second-key", "own batch", "machine_known")


def test_nothing_of_the_buyers_own_is_left(whole: SampleReading) -> None:
    before, after = (json.dumps(asdict(reading)) for reading in (whole, for_vendor(whole)))
    assert [word for word in BUYERS if word not in before] == []  # the check can fail
    assert [word for word in BUYERS if word in after] == []


def test_what_was_measured_of_the_product_stays(whole: SampleReading) -> None:
    seen = for_vendor(whole)
    assert (seen.readings, seen.overall, seen.texts) == (whole.readings, whole.overall, whole.texts)
    assert sorted(seen.sources.values()) == sorted(whole.sources.values())
    assert seen.shown is not None
    assert seen.shown.phrases[0].words == "output"
    assert seen.tail is not None
    assert seen.tail.coverage.cases[0].is_covered is False
    assert seen.tail.coverage.cases[0].case.prompt == CASE.prompt
    assert seen.tail.change is not None
    assert [case.id for case in seen.tail.change.lost] == ["R-1"]
    assert "file 002 is not UTF-8." in seen.reasons
