"""Figures about the world that are often quoted wrongly, with what their source says and what we use instead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import Field, model_validator

from questionnaires.answer import Frozen
from questionnaires.reading import read_model

SHIPPED = Path(__file__).parent / "rules" / "facts.yaml"


class Fact(Frozen):
    """One figure.

    claim: as it is often quoted. says: what the source really says. instead: what is used here.
    basis: read, reported, own or not_found, as the head of the file explains; date: of the source.
    used_by: parameters of the risk engine that rest on it.
    """

    claim: str = Field(min_length=1)
    says: str = Field(min_length=1)
    instead: str = Field(min_length=1)
    source: str = Field(min_length=1)
    date: dt.date | None = None
    basis: Literal["read", "reported", "own", "not_found"]
    used_by: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _dated(self) -> Fact:
        if (self.date is None) != (self.basis == "not_found"):
            raise ValueError("a fact has a date unless its source was not found")
        return self


class FactsFile(Frozen):
    """Everything in ``rules/facts.yaml``. as_of: when we last looked."""

    format: Literal["qfacts/1"] = Field(alias="schema")
    as_of: dt.date
    facts: dict[str, Fact]


@cache
def load_facts() -> Mapping[str, Fact]:
    """The shipped facts by id. Raises UnusableInputError if the file was damaged."""
    return MappingProxyType(read_facts(SHIPPED).facts)


def read_facts(path: Path) -> FactsFile:
    """Read a file of facts. Raises UnusableInputError naming the file, the place and the cause."""
    return read_model(path, FactsFile)
