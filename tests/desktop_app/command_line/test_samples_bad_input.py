"""``headwater samples`` with files and texts that nobody should have sent: one sentence, or an honest refusal."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook

from desktop_app.command_line import main

COMMON = "the of and to in is it that was for on with as his they at be this from have or by one had not but"
GERMAN = "der die das und ist nicht mit auf ein sich den von zu es im dem sie wir man auch"
GIGABYTE = 2**30


def made(count: int, common: str = COMMON, seed: int = 1) -> list[str]:
    """Texts of 110 words."""
    vocabulary = np.array([*common.split(), *(f"w{number}" for number in range(3_000))])
    weights = 1 / (np.arange(len(vocabulary)) + 2.7)
    rows = np.random.default_rng(seed).choice(vocabulary, (count, 110), p=weights / weights.sum())
    return [" ".join(row) for row in rows]


def lines(texts: list[str]) -> bytes:
    return "\n".join(json.dumps({"text": text}) for text in texts).encode()


def formulas(path: Path) -> None:
    book = Workbook()
    book.active.append(["text"])
    for row in range(2, 40):
        book.active.append([f'=CONCATENATE("a",B{row})'])
    book.save(path)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(GIGABYTE)


def holding(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


UNUSABLE = {
    "empty.txt": (holding(b""), "holds no text"),
    "blank.jsonl": (holding(b"\n\n"), "holds no text"),
    "picture.txt": (holding(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + os.urandom(900)), "is not a text file"),
    "picture.xlsx": (holding(os.urandom(900)), "cannot be read as a workbook"),
    "letter.pdf": (holding(b"%PDF-1.7"), "samples come as"),
    "one_line.txt": (holding(b"word " * 2_000_000), "10,000,000 characters, but at most 100,000"),
    "one_line.jsonl": (holding(b'{"text": "' + b"word " * 2_000_000 + b'"}'), "characters, but at most 100,000"),
    "one_line.csv": (holding(b"text\n" + b"word " * 2_000_000), "but at most 100,000|broken table"),
    "gigabyte.txt": (sparse, "larger than 128 MB"),
    "gigabyte.jsonl": (sparse, "larger than 128 MB"),
    "gigabyte.csv": (sparse, "larger than 128 MB"),
    "gigabyte.xlsx": (sparse, "larger than 128 MB"),
    "formulas.xlsx": (formulas, "cell A2: a formula"),
    "broken.jsonl": (holding(lines(made(12)) + b'\n{"text": "cut o\n' + lines(made(3))), "line 13: not a JSON object"),
}
ENGLISH, FOREIGN = made(60, seed=3), made(60, GERMAN, seed=4)
CODE = [
    " ".join(f"x{place} = {word}[{place}];" for place, word in enumerate(text.split())) for text in made(60, seed=5)
]
NO_LANGUAGE = "No one language was told in the texts of the sample"
NOT_JUDGED = {
    "ten texts": (made(10), "leaves 10 different texts to compare"),
    "code": (CODE, NO_LANGUAGE),
    "two languages": (
        [(ENGLISH if place % 2 else FOREIGN)[place] for place in range(60)],
        NO_LANGUAGE,
    ),
    "emoji": (
        ["😀 🎉 🐱 " * (50 + place) for place in range(60)],
        NO_LANGUAGE,
    ),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_an_unusable_file_is_named_in_one_sentence_and_nothing_is_printed(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write, said = UNUSABLE[name]
    write(tmp_path / name)
    assert main(["samples", str(tmp_path / name)]) == 2
    printed, told = capsys.readouterr()
    assert printed == ""
    assert name in told
    assert any(words in told for words in said.split("|"))
    assert told.count("\n") == 1


def measured(texts: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    (tmp_path / "sample.jsonl").write_bytes(lines(texts))
    (tmp_path / "people.jsonl").write_bytes(lines(made(120, seed=2)))
    files = [str(tmp_path / "sample.jsonl"), "--reference", str(tmp_path / "people.jsonl")]
    assert main(["samples", *files, "--seed", "1", "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("name", NOT_JUDGED)
def test_what_cannot_be_judged_is_inconclusive_and_says_why(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts, said = NOT_JUDGED[name]
    found = measured(texts, tmp_path, capsys)
    assert found["overall"] == "inconclusive"
    assert any(said in reason for reason in found["reasons"])
    assert not any(entry["reading"] in ("below", "above") for entry in found["readings"])


def test_identical_texts_are_degraded_and_nothing_is_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = measured(made(1) * 60, tmp_path, capsys)
    assert found["overall"] == "degraded"
    assert found["reasons"][1].startswith("The sample leaves 1 different text to compare")


def test_the_encoding_that_was_used_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("\n---\n".join(f"Müller {text}" for text in made(3)).encode("cp1252"))
    assert main(["samples", str(path)]) == 0
    assert "old.txt is not UTF-8; it was read as Windows-1252." in capsys.readouterr().out
