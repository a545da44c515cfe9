"""What of a pack leaves for the vendor: values that have no room for anything else.

Every file for the vendor is written from these values alone. Reasons for asking, what a good answer sounds like,
weights, values of choices and everything of the buyer's own side are not part of them, so that no file can hold them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from questionnaires.answer import Answer
from questionnaires.exchange.words import STAGES, YES_PARTLY_NO, readable
from questionnaires.pack import AnswerSpec, AnswerType, Lane, Pack, Question
from questionnaires.routing import is_shown

PartKind = Literal["one of", "tick", "figures", "words"]
IN_PERCENT: frozenset[AnswerType] = frozenset({"percent_range", "stage_percent", "breakdown"})
FURTHER = "+"
"""Stands before the name of a further field in the key of a part."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice as the vendor sees it. alone: it excludes every other."""

    id: str
    label: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One line of an answer.

    key: empty for the answer itself, the id of a row or choice, or ``+`` and the name of a further field.
    offers: what a "one of" or a tick may be; for figures, rough ones to choose from instead.
    """

    key: str
    label: str
    kind: PartKind
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class VendorQuestion:
    """A question as the vendor sees it.

    set_aside_for: reasons for which "does not apply" is offered; without one it is not.
    in_percent: whether its figures are percentages, which need a method.
    """

    id: str
    section: str
    ask: str
    parts: tuple[Part, ...]
    set_aside_for: tuple[str, ...]
    in_percent: bool

    @property
    def wording(self) -> str:
        """A fingerprint of everything the vendor is asked here, wherever it stands: 16 hexadecimal digits."""
        return _digest({name: value for name, value in asdict(self).items() if name != "section"})


@dataclass(frozen=True, slots=True)
class VendorPack:
    """The questions of one pack that go out. lead: what is said before them."""

    id: str
    version: str
    title: str
    lead: str
    questions: tuple[VendorQuestion, ...]


@dataclass(frozen=True, slots=True)
class VendorQuestions:
    """Everything one file for the vendor holds. due: when answers are wanted."""

    audit_id: str
    vendor: str
    product: str
    language: str
    sent: dt.date
    due: dt.date
    packs: tuple[VendorPack, ...]

    @property
    def wordings(self) -> dict[str, str]:
        """The fingerprint of each question, by its id."""
        return {question.id: question.wording for pack in self.packs for question in pack.questions}


def questions_for_vendor(
    packs: Sequence[Pack],
    answers: Mapping[str, Answer],
    lane: Lane,
    *,
    audit_id: str,
    vendor: str,
    product: str,
    sent: dt.date,
    due: dt.date,
) -> VendorQuestions:
    """The questions of these packs that apply, given what was answered so far; an undecided one goes out."""
    filtered = tuple(_pack_for_vendor(pack, answers, lane) for pack in packs)
    language = packs[0].pack.language
    return VendorQuestions(audit_id, vendor, product, language, sent, due, filtered)


def question_for_vendor(question: Question, section: str, lane: Lane) -> VendorQuestion:
    """One question, in the words for the lane, without what is for the person asking. section: its section's title."""
    spec = question.answer
    parts = (*_parts(spec), *(_further_part(spec, name) for name in spec.extra_fields))
    words = question.asked_in(lane)
    return VendorQuestion(question.id, section, words, parts, question.na_allowed, spec.type in IN_PERCENT)


def section_title(pack: Pack, question: Question) -> str:
    """The title of the section a question is in; its id where the pack gives none."""
    titles = {section.id: section.title for section in pack.pack.sections}
    return titles.get(question.section, question.section)


def _pack_for_vendor(pack: Pack, answers: Mapping[str, Answer], lane: Lane) -> VendorPack:
    head = pack.pack
    questions = tuple(
        question_for_vendor(question, section_title(pack, question), lane)
        for question in pack.questions
        if is_shown(question, answers, lane)
    )
    return VendorPack(head.id, head.version, head.title, head.opening_line, questions)


def _parts(spec: AnswerSpec) -> tuple[Part, ...]:
    rough = tuple(Offer(band.id, band.label) for band in spec.bands)
    match spec.type:
        case "yes_partly_no":
            return (Part("", "Your choice", "one of", tuple(Offer(*pair) for pair in YES_PARTLY_NO.items())),)
        case "choice":
            return (Part("", "Your choice", "one of", tuple(Offer(c.id, c.label) for c in spec.choices)),)
        case "multi_choice":
            return tuple(Part(c.id, c.label, "tick", (Offer(c.id, c.label, c.exclusive),)) for c in spec.choices)
        case "stage_percent":
            return tuple(Part(stage, f"{label}, %", "figures", rough) for stage, label in STAGES.items())
        case "breakdown":
            return tuple(Part(row, f"{readable(row)}, %", "figures") for row in spec.rows)
        case "percent_range":
            return (Part("", f"Percent {spec.unit}".strip(), "figures", rough),)
        case "number" | "number_range":
            return (Part("", readable(spec.unit) or "Number", "figures", rough),)
        case "date":
            return (Part("", "Date, as in 2026-12-31", "words"),)
        case "text":
            return ()


def _further_part(spec: AnswerSpec, name: str) -> Part:
    options = tuple(Offer(option, readable(option)) for option in spec.extra_options.get(name, ()))
    return Part(FURTHER + name, readable(name), "one of" if options else "words", options)


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
