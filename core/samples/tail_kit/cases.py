"""Rare but real cases: what to ask, and what a right answer mentions."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from core.samples.errors import SampleError
from core.samples.read import read_rows

_DATA = Path(__file__).parents[1] / "data" / "tail_cases.yaml"
COLUMNS = ("id", "prompt", "mentions")
MOST_CASES = 1_000
MOST_CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Case:
    """One case. mentions: each is a set of wordings of which any one will do; at least one mention."""

    id: str
    prompt: str
    mentions: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Starter:
    """A list to adapt for one trade."""

    trade: str
    title: str
    cases: tuple[Case, ...]


@cache
def starters() -> Mapping[str, Starter]:
    """The lists that come with the program, by trade."""
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))["trades"]
    return {
        trade: Starter(
            trade,
            entry["title"],
            tuple(Case(case["id"], case["prompt"], tuple(map(tuple, case["mentions"]))) for case in entry["cases"]),
        )
        for trade, entry in data.items()
    }


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a .csv, .xlsx or .jsonl file with the columns ``id``, ``prompt`` and ``mentions``.

    Mentions are separated by semicolons, wordings of one by vertical bars: ``refund | repay; receipt``. Raises
    SampleError in one sentence where a case is incomplete or named twice.
    """
    cases: list[Case] = []
    for place, fields in read_rows(path):
        by_name = {key.strip().casefold(): value for key, value in fields.items()}
        missing = [name for name in COLUMNS if not str(by_name.get(name) or "").strip()]
        if missing:
            raise SampleError(f"{path.name}, {place}: no {missing[0]}; each case needs {', '.join(COLUMNS)}.")
        case_id, prompt, mentions = (str(by_name[name]).strip() for name in COLUMNS)
        if any(len(text) > MOST_CHARACTERS for text in (case_id, prompt, mentions)):
            raise SampleError(f"{path.name}, {place}: more than {MOST_CHARACTERS:,} characters in a cell; shorten it.")
        if any(case.id == case_id for case in cases):
            raise SampleError(f"{path.name}, {place}: there is a case {case_id} already; give each an id of its own.")
        cases.append(Case(case_id, prompt, _mentions(mentions)))
        if not cases[-1].mentions:
            raise SampleError(f"{path.name}, {place}: no word that a right answer mentions; add at least one.")
        if len(cases) > MOST_CASES:
            raise SampleError(f"{path.name}: more than {MOST_CASES:,} cases; use fewer.")
    if not cases:
        raise SampleError(f"{path.name} holds no case; it needs the columns {', '.join(COLUMNS)}.")
    return tuple(cases)


def _mentions(text: str) -> tuple[tuple[str, ...], ...]:
    groups = (tuple(word.strip() for word in group.split("|") if word.strip()) for group in text.split(";"))
    return tuple(group for group in groups if group)


def as_table(cases: Sequence[Case]) -> str:
    """The cases as a .csv file that ``read_cases`` reads back, to adapt in a spreadsheet."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows((case.id, case.prompt, "; ".join(" | ".join(group) for group in case.mentions)) for case in cases)
    return target.getvalue()


def as_prompts(cases: Sequence[Case]) -> str:
    """The prompts alone, for the vendor or to paste: nothing of what a right answer mentions."""
    return "".join(f"{case.id}\n{case.prompt}\n---\n" for case in cases)
