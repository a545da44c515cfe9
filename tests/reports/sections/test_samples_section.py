"""What a report prints of measured samples: each comparison apart, the texts' own words, rare cases, training data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.samples.result import Measure, SampleReading, TailResult
from core.samples.shown import Copies, Repeated, Shown
from core.samples.tail_kit.cases import Case
from core.samples.tail_kit.coverage import tail_coverage
from core.samples.text_set import TextSet
from core.samples.training.check import check_training
from core.samples.training.examples import Example, ExampleSet
from reports.verify import verify_report

HUMAN = Measure("simpson", "Chance of people", "of 10,000 pairs", 104, (98, 110), (79, 88), "above", "More.")
EARLIER = replace(HUMAN, measure="earlier_simpson", title="Chance of the past")
THUMB = Measure("published_vote", "A vote", "share", 0.0, None, None, "cannot tell", "None of them.")
HOSTILE = '<b>bold</b> & <img src="x"/> "quoted"'


@pytest.fixture
def reading() -> SampleReading:
    cases = (Case("T-1", f"What of {HOSTILE}?", (("refund", "repay"), ("receipt",))), Case("T-2", "?", (("word",),)))
    examples = tuple(
        Example(f"text {n}", "human_verified" if n % 2 else "machine_known", "spring", "") for n in range(9)
    )
    return SampleReading(
        40,
        4_000,
        "en",
        "watch",
        ("A reason.",),
        (HUMAN, EARLIER, THUMB),
        200,
        {},
        5,
        "0",
        measured_rates=("How sure this is: 1 of 178.",),
        shown=Shown(
            (Repeated(HOSTILE, 12, 0),),
            (Repeated("once upon a time", 9, None),),
            (Copies(3, ("Alpha…", "Beta…")),),
            (("harbour", 30),),
        ),
        tail=TailResult(tail_coverage(cases, TextSet(("A refund is due.",), (), ("T-1",)))),
        training=check_training(ExampleSet(examples, (), (), ()), seed=1),
    )


def test_everything_measured_stands_in_the_report_and_is_recomputed(
    reading: SampleReading, worked: Any, write: Any, tmp_path: Path
) -> None:
    path = tmp_path / "samples.pdf"
    report = write(worked["A_strong_vendor"], path, samples=reading)
    text = " ".join(report.text.replace("\u00a0", " ").split())
    for said in (
        "How sure this is: 1 of 178.",
        "Beside human text",
        "Beside the earlier release",
        "“<b>bold</b> & <img src",
        "once upon a time",
        "Alpha…",
        "harbour (30)",
        "Covered: 0 of 1 answered case",
        "never mentioned",
        "receipt",
        "Your own training data",
        "spring",
        "Published rules of thumb",
    ):
        assert said.lower() in text.lower(), said
    found = verify_report(path)
    assert found.intact
    assert found.recomputed, found.explanation


def test_a_comparison_that_was_not_made_has_no_heading(
    reading: SampleReading, worked: Any, write: Any, tmp_path: Path
) -> None:
    bare = replace(reading, readings=(HUMAN,), shown=None, tail=None, training=None)
    text = write(worked["A_strong_vendor"], tmp_path / "bare.pdf", samples=bare).text
    assert "Beside human text" in text
    for heading in (
        "Beside the earlier release",
        "Most repeated phrases",
        "Rare but real cases",
        "Your own training data",
    ):
        assert heading not in text.replace("\u00a0", " ")
