"""Where the facts behind the questions come from, and what thirteen developers disclosed."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from questionnaires.answer import Frozen


class Source(Frozen):
    """A fact used in a pack. basis: read, reported, own or memory, as the head of the file explains."""

    basis: str
    what: str


class SourcesFile(Frozen):
    """Everything in ``rules/sources.yaml``."""

    format: Literal["qsources/1"] = Field(alias="schema")
    sources: dict[str, Source]


class DeveloperDisclosure(Frozen):
    """One developer's public disclosure: overall points of 100, indicators met of 20, and which."""

    name: str
    overall_100: int
    data_20: int
    vector: tuple[Literal[0, 1], ...]


class TransparencyIndex(Frozen):
    """The twenty data indicators of the Foundation Model Transparency Index for thirteen developers."""

    format: Literal["qbenchmark/1"] = Field(alias="schema")
    id: str
    as_of: dt.date
    licence: str
    attribution: str
    indicators: dict[str, int]
    companies: tuple[DeveloperDisclosure, ...]
    summary: dict[str, float]
    per_indicator_satisfied_of_13: tuple[int, ...]
    not_asked_by_fmti: str
