"""Answers about public disclosure that are on record already, for the thirteen developers of the transparency index."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from questionnaires.answer import Adjustment, Answer, Frozen
from questionnaires.errors import UnusableInputError
from questionnaires.reading import read_model
from questionnaires.sources import TransparencyIndex

_FILE = Path(__file__).parent / "rules" / "public_record.yaml"


class AssessedModel(Frozen):
    """The model that a developer's published report speaks of, and other names that lead to the developer."""

    model: str
    also: tuple[str, ...]


class PublicRecordFile(Frozen):
    """Everything in ``rules/public_record.yaml``.

    met, not_met: what an answer says, with gaps. grade_met: how one that was met is graded.
    stale_after_days: from how many days after the index an answer counts as out of date.
    """

    format: Literal["qrecord/1"] = Field(alias="schema")
    pack: str
    evidence_id: str
    title: str
    source: str
    version: str
    licence: str
    licence_address: str
    grade_met: int = Field(ge=0, le=4)
    stale_after_days: int = Field(ge=1)
    stale_reason: str
    met: str
    not_met: str
    sentence: str
    models: dict[str, AssessedModel]


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """What is on record about one developer.

    pack: the pack whose questions it answers. answers: by question id; each names its source and licence in its words.
    met: how many of the indicators were disclosed, of as many as there are answers.
    evidence_id, title, dated: the piece of evidence that all of the answers rest on. sentence: all of it for a person.
    """

    developer: str
    model: str
    pack: str
    answers: dict[str, Answer]
    met: int
    evidence_id: str
    title: str
    dated: dt.date
    sentence: str


def public_record(name: str, index: TransparencyIndex, opened: dt.date) -> PublicRecord:
    """The record of a developer, for an audit opened on that day.

    name: as the index writes it or under another name it is known by, in capitals or not. An indicator that was met is
    a "yes" on a public document. One that was not is a "no" that is still to be asked: it earns nothing, and counts
    against nobody, until the vendor has been asked.
    Raises UnusableInputError where the index did not look at such a developer.
    """
    file = load_public_record()
    developer = _developer(name, file)
    company = next(company for company in index.companies if company.name == developer)
    words = {
        "developer": developer,
        "model": file.models[developer].model,
        "as_of": index.as_of.isoformat(),
        "licence": file.licence,
        "attribution": index.attribution,
        "source": file.source,
        "version": file.version[:12],
    }
    stale = (opened - index.as_of).days > file.stale_after_days
    reasons: dict[Adjustment, str] = {"stale": file.stale_reason} if stale else {}

    def answer(met: int) -> Answer:
        words_of_it = (file.met if met else file.not_met).format_map(words)
        source = {"text": words_of_it, "evidence": (file.evidence_id,), "date": index.as_of}
        if not met:
            return Answer(status="not_asked", choice=("no",), **source)
        return Answer(
            status="specific",
            choice=("yes",),
            grade=file.grade_met,
            adjust=tuple(reasons),
            adjust_reasons=reasons,
            **source,
        )

    answers = {question: answer(company.vector[number - 1]) for question, number in index.indicators.items()}
    met = sum(company.vector)
    title = file.title.format_map(words)
    counts = {"met": met, "asked": len(answers), "silent": len(answers) - met, "title": title}
    return PublicRecord(
        developer=developer,
        model=file.models[developer].model,
        pack=file.pack,
        answers=answers,
        met=met,
        evidence_id=file.evidence_id,
        title=title,
        dated=index.as_of,
        sentence=file.sentence.format_map({**words, **counts}),
    )


def developers() -> tuple[str, ...]:
    """The developers on record, by name."""
    return tuple(load_public_record().models)


@cache
def load_public_record() -> PublicRecordFile:
    """What ships about the public record. Raises UnusableInputError if the file was damaged."""
    return read_model(_FILE, PublicRecordFile)


def _developer(name: str, file: PublicRecordFile) -> str:
    wanted = name.strip().casefold()
    for developer, assessed in file.models.items():
        if wanted in (developer.casefold(), *(other.casefold() for other in assessed.also)):
            return developer
    known = ", ".join(file.models)
    raise UnusableInputError(
        "the public record", f"developer {name!r}", f"there is nothing about it; there is something about {known}"
    )
