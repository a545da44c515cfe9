"""A buyer's own training data: counts by origin and batch, variety against people's, anchors in every batch."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from core.samples.errors import SampleError
from core.samples.training.check import check_training
from core.samples.training.examples import Example, ExampleSet, read_examples
from core.samples.training.variety import CUT, batch_variety

MadeTexts = Callable[[int, int, int], tuple[str, ...]]


def saved(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
    path = folder / "examples.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("Reply", "Author", "Round", "Day"), *rows])
    return path


def read(path: Path) -> ExampleSet:
    return read_examples([path], text="reply", provenance="author", batch="round", date="day")


def test_examples_are_counted_by_origin_batch_and_date(tmp_path: Path) -> None:
    rows = [
        ("a letter", "Human - verified", "1", "2025-01-01"),
        ("b letter", "staff", "1", "2025-02-01"),
        ("c letter", "AI", "2", "2025-03-01"),
        ("d letter", "machine_suspected", "2", ""),
        ("e letter", "Bob", "2", ""),
    ]
    given = read(saved(tmp_path, rows))
    assert given.unknown_words == ("Bob",)
    reading = check_training(given, seed=1)
    first, second = reading.batches
    assert (first.human, first.machine, first.dates) == (2, 0, ("2025-01-01", "2025-02-01"))
    assert (second.human, second.machine, second.size) == (0, 2, 3)
    assert reading.machine_share == pytest.approx((1 / 5, 3 / 5))
    assert reading.sentences[0].startswith("Of 5 examples a machine wrote between 20 and 60 %")
    assert any("not understood: Bob" in sentence for sentence in reading.sentences)
    assert [(item.month, item.human, item.machine) for item in reading.months] == [
        ("2025-01", 1, 0),
        ("2025-02", 1, 0),
        ("2025-03", 0, 1),
    ]
    assert "Human to machine by month: 2025-01 1 to 0; 2025-02 1 to 0; 2025-03 0 to 1." in reading.sentences


def test_of_many_months_the_last_twelve_are_told(tmp_path: Path) -> None:
    rows = [(f"{n} letter", "staff", "1", f"{2024 + n // 12}-{1 + n % 12:02d}-01") for n in range(14)]
    reading = check_training(read(saved(tmp_path, rows)), seed=1)
    assert len(reading.months) == 14
    (said,) = (sentence for sentence in reading.sentences if "in the last 12 months" in sentence)
    assert "2024-02" not in said
    assert "2024-03 1 to 0" in said


def test_where_nothing_is_said_no_share_is_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\n---\ntwo")
    reading = check_training(read_examples([path]), seed=1)
    assert reading.machine_share is None
    assert reading.sentences[0].startswith("Of none of the 2 examples")


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SampleError, match='no field "origin"'):
        read_examples([saved(tmp_path, [("a", "b", "c", "d")])], text="reply", provenance="origin")


def batches(*groups: tuple[str, Sequence[str]]) -> ExampleSet:
    examples = [Example(text, "human_verified", name, "") for name, texts in groups for text in texts]
    return ExampleSet(tuple(examples), (), (), ())


def test_anchors_are_looked_for_in_every_batch() -> None:
    given = batches(("1", ["One anchor.", "Two, anchors"]), ("2", ["two anchors", "new"]), ("3", ["new", "newer"]))
    reading = check_training(given, seed=1)
    assert [batch.anchors_present for batch in reading.batches] == [1.0, 0.5, 0.0]
    assert reading.anchors_everywhere == 0.0
    assert any("Batch 3 holds 0 % of the 2 anchors" in sentence for sentence in reading.sentences)
    named = check_training(given, ["two anchors"], seed=1)
    assert [batch.anchors_present for batch in named.batches] == [1.0, 1.0, 0.0]


def test_without_anchors_that_is_said() -> None:
    reading = check_training(batches(("1", ["a", "b"])), seed=1)
    assert reading.anchors_everywhere is None
    assert any(sentence.startswith("No anchors are known") for sentence in reading.sentences)


def test_repeats_are_counted_over_all_batches() -> None:
    text = "a letter of some words that is long enough to be near another letter of some words"
    reading = check_training(batches(("1", [text, "other"]), ("2", [text, text + " more"])), seed=1)
    assert (reading.exact_repeats, reading.near_repeats) == (1, 1)


def test_a_narrower_batch_falls_below_the_floor_and_misses_rare_words(made_texts: MadeTexts) -> None:
    human = made_texts(300, 70, 1)
    few_words = [" ".join(np.random.default_rng(seed).choice(human[0].split(), 70)) for seed in range(60)]
    narrow = batch_variety(few_words, human, np.random.default_rng(1))
    assert narrow.is_below
    assert narrow.rare_met is not None
    assert narrow.rare_usual is not None
    assert narrow.rare_met < 0.5 * narrow.rare_usual


def test_people_fall_below_their_own_floor_about_as_often_as_it_says(made_texts: MadeTexts) -> None:
    """60 sets of human examples against a 5 % floor: more than 9 come about once in 1,000."""
    below = 0
    for seed in range(60):
        texts = made_texts(200, 70, 100 + seed)
        below += batch_variety(texts[:40], texts[40:], np.random.default_rng(seed)).is_below
    assert below <= 9


def test_too_few_examples_are_not_judged(made_texts: MadeTexts) -> None:
    texts = made_texts(100, 70, 1)
    assert batch_variety(texts[:20], texts[20:], np.random.default_rng(1)).entropy is None
    assert batch_variety(texts[:40], texts[40:], np.random.default_rng(1)).entropy is None
    short = ["too short"] * 100
    assert batch_variety(short, texts, np.random.default_rng(1)).examples == 0
    assert CUT > 2


def test_the_same_seed_gives_the_same_reading(made_texts: MadeTexts) -> None:
    given = batches(("1", made_texts(150, 70, 1)), ("2", made_texts(40, 70, 2)))
    first = check_training(given, seed=3)
    assert first == check_training(given, seed=3)
    assert first.batches[1].variety.entropy is not None
