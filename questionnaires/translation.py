"""A pack in another language: an overlay with texts only, ``<pack>.<language>.yaml``, by question id.

Ids, choices, weights, rules and concepts are those of the pack; scores agree across languages because nothing else can
be written into an overlay. A text that the overlay lacks is shown in the pack's own language, and listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from pydantic import Field

from questionnaires.answer import Frozen
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library
from questionnaires.pack import Lane, Pack, Question
from questionnaires.reading import read_model

_LANGUAGE = re.compile(r"^[a-z]{2}(-[A-Z]{2})?$")
_TEXTS = ("ask", "short", "why", "strong", "red_flags", "probe", "verify")
_HEAD_TEXTS = ("title", "purpose", "opening_line", "closing_line", "legal_note")


class QuestionTexts(Frozen):
    """The texts of one question; what is None stays as it is. ask_in: by lane; choices: labels by choice id."""

    ask: str | None = None
    ask_in: dict[Lane, str] = {}
    short: str | None = Field(default=None, max_length=48)
    why: str | None = None
    strong: str | None = None
    red_flags: tuple[str, ...] | None = None
    probe: str | None = None
    verify: str | None = None
    choices: dict[str, str] = {}


class Overlay(Frozen):
    """Everything in a translation file. sections: titles by section id; questions: texts by question id."""

    format: Literal["qpack-text/1"] = Field(alias="schema")
    pack: str
    version: str
    language: str = Field(pattern=_LANGUAGE.pattern)
    title: str | None = None
    purpose: str | None = None
    opening_line: str | None = None
    closing_line: str | None = None
    legal_note: str | None = None
    sections: dict[str, str] = {}
    questions: dict[str, QuestionTexts] = {}


@dataclass(frozen=True, slots=True)
class Translated:
    """A pack in a language. missing: texts still in the pack's own language, by place; empty where complete."""

    pack: Pack
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every text was translated."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A library in a language. missing: by pack, texts still in its own.

    problems: why an overlay cannot be used, a sentence each.
    """

    library: Library
    missing: Mapping[str, tuple[str, ...]]
    problems: tuple[str, ...]


def in_language(library: Library, language: str, folder: Path) -> InLanguage:
    """The library with every pack that a folder has a usable overlay for in that language."""
    found: dict[str, Translated] = {}
    problems: list[str] = []
    for pack in library.packs.values():
        path = folder / f"{pack.id}.{language}.yaml"
        try:
            if language and path.is_file():
                found[pack.id] = read_translation(path, pack)
        except UnusableInputError as error:
            problems.append(str(error))
    packs = {**library.packs, **{pack_id: one.pack for pack_id, one in found.items()}}
    missing = {pack_id: one.missing for pack_id, one in found.items()}
    return InLanguage(replace(library, packs=MappingProxyType(packs)), MappingProxyType(missing), tuple(problems))


def languages_in(folder: Path) -> tuple[str, ...]:
    """The languages that a folder has overlays for, by their names, such as de or pt-BR."""
    names = (path.stem.rpartition(".") for path in folder.glob("*.*.yaml"))
    return tuple(sorted({language for _, _, language in names if _LANGUAGE.fullmatch(language)}))


def read_translation(path: Path, pack: Pack) -> Translated:
    """A pack in the language of an overlay file.

    Raises UnusableInputError for a file that holds anything but texts, or texts of another pack, another major version,
    or a question, section or choice that the pack does not have.
    """
    overlay = read_model(path, Overlay)
    if overlay.pack != pack.id:
        raise UnusableInputError(path.name, "pack", f"it translates {overlay.pack}, not {pack.id}")
    if overlay.version.partition(".")[0] != pack.pack.version.partition(".")[0]:
        cause = f"it translates version {overlay.version}, but the pack is {pack.pack.version}; translate it again"
        raise UnusableInputError(path.name, "version", cause)
    for place, cause in _strangers(overlay, pack):
        raise UnusableInputError(path.name, place, cause)
    head = {name: text for name in _HEAD_TEXTS if (text := getattr(overlay, name)) is not None}
    sections = tuple(
        section.model_copy(update={"title": overlay.sections.get(section.id, section.title)})
        for section in pack.pack.sections
    )
    texts = overlay.questions
    return Translated(
        pack.model_copy(
            update={
                "pack": pack.pack.model_copy(update={**head, "sections": sections, "language": overlay.language}),
                "questions": tuple(_translated(question, texts.get(question.id)) for question in pack.questions),
            }
        ),
        tuple(_missing(overlay, pack)),
    )


def _strangers(overlay: Overlay, pack: Pack) -> Iterator[tuple[str, str]]:
    sections = {section.id for section in pack.pack.sections}
    for section in overlay.sections:
        if section not in sections:
            yield f"sections {section}", "the pack has no such section"
    for question_id, texts in overlay.questions.items():
        question = pack.question(question_id)
        if question is None:
            yield question_id, "the pack has no such question"
            continue
        for lane in texts.ask_in:
            if lane not in question.ask_in:
                yield question_id, f"the question has no words of its own for lane {lane}"
        for choice in texts.choices:
            if question.answer.choice(choice) is None:
                yield question_id, f"the question has no choice {choice}"


def _translated(question: Question, texts: QuestionTexts | None) -> Question:
    if texts is None:
        return question
    changed: dict[str, Any] = {name: text for name in _TEXTS if (text := getattr(texts, name)) is not None}
    changed["ask_in"] = {**question.ask_in, **texts.ask_in}
    labels: Mapping[str, str] = texts.choices
    choices = tuple(
        choice.model_copy(update={"label": labels.get(choice.id, choice.label)}) for choice in question.answer.choices
    )
    return question.model_copy(update={**changed, "answer": question.answer.model_copy(update={"choices": choices})})


def _missing(overlay: Overlay, pack: Pack) -> Iterator[str]:
    yield from (name for name in _HEAD_TEXTS if getattr(pack.pack, name) and getattr(overlay, name) is None)
    yield from (f"section {section.id}" for section in pack.pack.sections if section.id not in overlay.sections)
    nothing = QuestionTexts()
    for question in pack.questions:
        texts = overlay.questions.get(question.id, nothing)
        yield from (
            f"{question.id} {name}" for name in _TEXTS if getattr(question, name) and getattr(texts, name) is None
        )
        yield from (f"{question.id} ask_in {lane}" for lane in question.ask_in if lane not in texts.ask_in)
        yield from (
            f"{question.id} choice {choice.id}" for choice in question.answer.choices if choice.id not in texts.choices
        )
