"""Files and texts that nobody should have sent: a clear sentence or an honest refusal, never a confident number."""

from __future__ import annotations

import json
import os
import resource
import time

import pytest
from openpyxl import Workbook

from core.samples.errors import SampleError
from core.samples.measure import measure
from core.samples.read import MAX_BYTES, read_texts
from core.samples.text_set import TextSet

CODE = "def f(x):\n    return [y**2 for y in range(x) if y % 3 == 0]\n\nclass A:\n    z = {1: 'a', 2: None}\n" * 12
GERMAN = "Das Haus stand auf dem Hügel und wir konnten es von der Straße nicht sehen, wenn es dunkel war. " * 8
ENGLISH = "The house was on the hill and we could not see it from the road when it was too dark for us. " * 8


def refused(path, said):
    with pytest.raises(SampleError) as refusal:
        read_texts([path])
    assert said in str(refusal.value)
    assert path.name in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_an_empty_file_holds_no_text(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    refused(path, "holds no text")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", os.urandom(4_000) + b"\0", b"\x01\x02\xff" * 50])
def test_a_binary_file_is_no_text(tmp_path, data):
    path = tmp_path / "picture.txt"
    path.write_bytes(data)
    refused(path, "not a text file")


def test_another_encoding_is_read_and_named(tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes("Müller zahlt 5 €".encode("cp1252"))
    found = read_texts([path])
    assert found.texts == ("Müller zahlt 5 €",)
    assert found.files[0].encoding == "windows-1252"
    assert any("read as Windows-1252" in note for note in found.notes)


def test_one_giant_line_is_refused_in_a_second(tmp_path):
    path = tmp_path / "giant.txt"
    path.write_bytes(b"word " * 10_000_000)
    start = time.process_time()
    refused(path, "characters, but at most")
    assert time.process_time() - start < 5


def test_a_sparse_gigabyte_is_refused_without_being_read_whole(tmp_path):
    path = tmp_path / "sparse.jsonl"
    with path.open("wb") as file:
        file.truncate(2**30)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused(path, "larger than")
    grown = 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    assert grown < 3 * MAX_BYTES


def test_a_sheet_of_formulas_is_refused_by_its_first_cell(tmp_path):
    book = Workbook()
    book.active.append(["text"])
    for row in range(2, 40):
        book.active.append([f'=CONCATENATE("a",B{row})'])
    path = tmp_path / "formulas.xlsx"
    book.save(path)
    refused(path, "cell A2: a formula")


def test_lines_of_json_that_break_in_the_middle_are_refused_by_number(tmp_path):
    path = tmp_path / "broken.jsonl"
    lines = [json.dumps({"text": "a word"})] * 20
    path.write_text("\n".join([*lines[:12], '{"text": "cut o', *lines[13:]]), encoding="utf-8")
    refused(path, "line 13: not a JSON object; nothing was read")


def judged(texts, made_texts):
    """The reading of these texts beside 200 made ones; nothing may read as a difference."""
    return measure(TextSet(tuple(texts)), TextSet(made_texts(200, 100, 2)), seed=1)


def test_ten_texts_are_too_few_for_any_number(made_texts):
    reading = judged(made_texts(10, 100, 1), made_texts)
    assert reading.overall == "inconclusive"
    assert reading.reasons[0].startswith("The sample leaves 10 different texts")
    assert {entry.reading for entry in reading.readings} == {"cannot tell"}


def test_identical_texts_are_counted_and_not_compared(made_texts):
    reading = judged(made_texts(1, 100, 1) * 60, made_texts)
    assert reading.overall == "degraded"
    assert "59 of 60 texts repeat another text" in reading.reasons[0]
    assert any("leaves 1 different text" in reason for reason in reading.reasons)


@pytest.mark.parametrize(
    "texts",
    [
        [f"{CODE} # {number}" for number in range(60)],
        ["😀 🎉 " * 100 + str(number) for number in range(60)],
        [f"{number} {GERMAN if number % 2 else ENGLISH}" for number in range(60)],
    ],
    ids=["code", "emoji", "two languages"],
)
def test_what_is_no_prose_of_one_language_is_never_healthy(texts, made_texts):
    reading = judged(texts, made_texts)
    assert reading.overall in ("inconclusive", "degraded")
    assert reading.reasons
    assert not any(entry.measure == "everyday_coverage" and entry.reading == "below" for entry in reading.readings)


def test_varied_code_beside_prose_is_refused_or_only_described(made_texts):
    """Code whose names all differ, so that no alarm of repeats hides what the comparison would say."""
    names = made_texts(60, 60, 5)
    code = [" ".join(f"x = {word}(y, {place});" for place, word in enumerate(text.split())) for text in names]
    reading = judged(code, made_texts)
    assert reading.overall != "healthy"


@pytest.mark.parametrize("text", ["Dom stał na wzgórzu i widzieliśmy go z drogi. ", "x = y[0]; z += 1; call(q) "])
def test_two_sets_in_no_known_language_are_not_compared(text, made_texts):
    """Nothing is known of how the measures err there, though both sides look alike."""
    sides = [TextSet(tuple(f"{text * 12} {other}" for other in made_texts(60, 8, seed))) for seed in (1, 2)]
    reading = measure(sides[0], earlier=sides[1], seed=1)
    (refusal,) = (said for said in reading.reasons if said.startswith("No one language"))
    assert "of the sample and the earlier release (" in refusal
    assert "none of English, German" in refusal
    assert not any(entry.measure.startswith("earlier_") for entry in reading.readings)
