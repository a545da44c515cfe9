"""Training examples read from files, with what is said of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml

from core.samples.columns import Columns
from core.samples.read import read_texts
from core.samples.text_set import SourceFile

Provenance = Literal["human_verified", "human_unverified", "machine_known", "machine_suspected", "not_said"]
PROVENANCES: tuple[Provenance, ...] = get_args(Provenance)
HUMAN: tuple[Provenance, ...] = ("human_verified", "human_unverified")
MACHINE: tuple[Provenance, ...] = ("machine_known", "machine_suspected")
WHOLE = "all"
"""Name of the batch where the files name none."""

_DATA = Path(__file__).parents[1] / "data" / "provenance.yaml"
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Example:
    """One training example. batch: of the round of training it went into; date: as the file says it, or empty."""

    text: str
    provenance: Provenance
    batch: str
    date: str


@dataclass(frozen=True, slots=True)
class ExampleSet:
    """Examples in reading order. unknown_words: what stood in the column of origins and could not be understood."""

    examples: tuple[Example, ...]
    unknown_words: tuple[str, ...]
    files: tuple[SourceFile, ...]
    notes: tuple[str, ...]

    @property
    def batches(self) -> tuple[str, ...]:
        """The batches in the order they first come."""
        return tuple(dict.fromkeys(example.batch for example in self.examples))


def read_examples(
    paths: Sequence[Path],
    *,
    text: str | None = None,
    provenance: str | None = None,
    batch: str | None = None,
    date: str | None = None,
) -> ExampleSet:
    """The examples of the files and folders; names are those of columns. Raises SampleError as ``read_texts`` does."""
    # A text set keeps three words on where a text came from; of an example these are its batch, date and origin.
    found = read_texts(paths, columns=Columns(text=text, release=batch, date=date, model=provenance))
    origins = [(origin.release, origin.date, origin.model) for origin in found.origins]
    examples, unknown = [], []
    for words, (its_batch, its_date, said) in zip(
        found.texts, origins or [("", "", "")] * len(found.texts), strict=True
    ):
        kind = _kinds().get(_plain(said), "not_said")
        if said and kind == "not_said":
            unknown.append(said[:60])
        examples.append(Example(words, kind, its_batch or WHOLE, its_date))
    return ExampleSet(tuple(examples), tuple(dict.fromkeys(unknown)), found.files, found.notes)


@cache
def _kinds() -> dict[str, Provenance]:
    data: dict[Provenance, list[str]] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))["kinds"]
    return {word: kind for kind, words in data.items() for word in (*words, _plain(kind))}


def _plain(word: str) -> str:
    return _SIGNS.sub(" ", word.casefold()).strip()
