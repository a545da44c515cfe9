"""The fields of a question in the order a vendor meets them, with the names both shapes of file keep them under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from questionnaires.answer import Status
from questionnaires.exchange.for_vendor import PartKind, VendorQuestion
from questionnaires.exchange.words import (
    ASK_BASIS,
    ASK_BY,
    ASK_COMMENT,
    ASK_DUE,
    ASK_EVIDENCE,
    ASK_SAMPLE,
    ASK_STATUS,
    BASES,
    STATUSES,
    TICKED,
)

PART = "part:"
"""Stands before the key of a part in the name of its field."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in. name: what a file keeps it under; offers: what it may be, empty where words are free."""

    name: str
    label: str
    kind: PartKind
    offers: tuple[str, ...] = ()


def fields_of(question: VendorQuestion) -> Iterator[Field]:
    """Everything that can be filled in for one question."""
    yield Field("status", ASK_STATUS, "one of", tuple(statuses_for(question).values()))
    for part in question.parts:
        offered = (TICKED,) if part.kind == "tick" else tuple(offer.label for offer in part.offers)
        yield Field(PART + part.key, part.label, part.kind, offered)
    if question.in_percent:
        yield Field("basis", ASK_BASIS, "one of", tuple(BASES.values()))
        yield Field("sample_size", ASK_SAMPLE, "words")
    yield Field("due", ASK_DUE, "words")
    yield Field("by", ASK_BY, "words")
    yield Field("evidence", ASK_EVIDENCE, "words")
    yield Field("comment", ASK_COMMENT, "words")


def statuses_for(question: VendorQuestion) -> dict[Status, str]:
    """What the vendor may say about how a question is answered."""
    return {status: label for status, label in STATUSES.items() if status != "na" or question.set_aside_for}


Single = Literal["status", "due", "by", "evidence", "comment", "basis", "sample_size"]
SINGLE: tuple[Single, ...] = ("status", "due", "by", "evidence", "comment", "basis", "sample_size")
"""The fields of a question that are not parts of its answer."""
