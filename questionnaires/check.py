"""What a pack must keep beyond its shape: ids, references and texts that fit. Each problem names its question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from questionnaires.library import Library
from questionnaires.pack import Pack, Question
from questionnaires.question_words import asks_openly

MAX_SPOKEN_WORDS = 76
"""A question is read aloud; a longer one is not understood at the first hearing."""

FEW, NEAREST = 8, 3
"""Where a name is wrong, all the right ones are said if they are few, else the nearest."""

NOT_KNOWN = ("not known", "unknown", "don't know", "does not know")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a pack that must be mended. place: the question id, or the part of the pack's head."""

    source: str
    place: str
    cause: str

    def __str__(self) -> str:
        return f"{self.source}, {self.place}: {self.cause}."


def check_pack(pack: Pack, library: Library, source: str) -> tuple[Problem, ...]:
    """Every problem of one pack, looked at beside the shipped packs; empty when there is none."""
    others = {other.id: other for other in library.packs.values() if other.id != pack.id}
    known = {question.id: question for other in [*others.values(), pack] for question in other.questions}
    causes = [(place, cause) for place, cause in _pack_causes(pack, others)]
    for question in pack.questions:
        causes += [(question.id, cause) for cause in _question_causes(question, pack, known, library)]
    return tuple(Problem(source, place, cause) for place, cause in causes)


def _pack_causes(pack: Pack, others: Mapping[str, Pack]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for question in pack.questions:
        if question.id in seen:
            yield question.id, "this id is used twice in the pack"
        seen.add(question.id)
        for other in others.values():
            if other.question(question.id) is not None:
                yield question.id, f"this id belongs to the pack {other.id}; ids are never reused"
    if len({section.id for section in pack.pack.sections}) < len(pack.pack.sections):
        yield "sections", "two sections have the same id"
    if pack.pack.changelog and pack.pack.changelog[0].version != pack.pack.version:
        yield "changelog", f"its newest entry must speak of version {pack.pack.version}"


def _question_causes(question: Question, pack: Pack, known: Mapping[str, Question], library: Library) -> Iterator[str]:
    words = library.vocabulary
    sections = {section.id: section for section in pack.pack.sections}
    references = [_missing("section", question.section, sections)]
    references += [_missing("source", source, library.sources) for source in question.sources]
    references += [_missing("framework", framework, words.frameworks) for framework in question.maps]
    references += [_missing("problem", dynamic, words.dynamics) for dynamic in question.dynamics]
    if question.show_if is not None:
        references += [_missing("question", q, known) for q in sorted(question.show_if.question_ids())]
    yield from filter(None, references)

    if len(question.ask.split()) > MAX_SPOKEN_WORDS:
        yield f"the question has {len(question.ask.split())} words, more than the {MAX_SPOKEN_WORDS} one can follow"
    if question.carries_to is not None:
        target = known.get(question.carries_to)
        if target is None or target.concept != question.concept:
            yield f"it carries over to {question.carries_to}, which does not ask the same thing"
        else:
            yield from _carrying_causes(question, target)
    yield from _wording_causes(question)
    yield from _band_causes(question)
    if question.sim is not None:
        yield from filter(None, (_missing("simulation parameter", p, words.sim_params) for p in _parameters(question)))
        for field in question.sim.also.values():
            if field not in question.answer.extra_fields:
                yield f"the simulation takes {field}, which the answer does not ask for"


def _wording_causes(question: Question) -> Iterator[str]:
    asks = {question.ask, *question.ask_in.values()}
    if question.answer.type == "yes_partly_no" and any(asks_openly(ask) for ask in asks):
        yield "it begins with which, who, how or what, so yes and no do not answer it; give it choices of its own"
    for choice in question.answer.choices:
        if choice.label.lower().startswith(NOT_KNOWN):
            yield f"the choice {choice.id} says that nobody knows; that is a kind of answer and never a choice"
    for lane in question.ask_in:
        if lane not in question.lanes:
            yield f"it has words for lane {lane}, in which it is not asked"


def _carrying_causes(question: Question, target: Question) -> Iterator[str]:
    """What of an answer would be lost on its way to the longer pack."""
    if question.answer.rows != target.answer.rows or (
        question.answer.unit and question.answer.unit != target.answer.unit
    ):
        yield f"its figures mean something else than those of {target.id}"
    if not question.answer.choices and question.answer.type != target.answer.type:
        yield f"an answer of type {question.answer.type} does not fit {target.id}"
    for choice in question.answer.choices:
        name = choice.becomes or choice.id
        meant = target.answer.choice(name)
        if meant is None:
            yield f"the choice {name} does not exist in {target.id}; say what {choice.id} becomes there"
        elif choice.sim != meant.sim:
            yield f"the choice {choice.id} stands for another value in the simulation than {name} in {target.id}"


def _band_causes(question: Question) -> Iterator[str]:
    """Bands that mean two things: beyond all there is, or more or less protective within themselves."""
    spec = question.answer
    percent = spec.type in ("percent_range", "stage_percent")
    for band in spec.bands:
        if percent and (band.high is None or band.high > 100):
            yield f"the band {band.id} must end at 100 percent or below"
        ends = [upper for upper, _ in spec.practice_bands]
        if band.high is not None and any(band.low < end < band.high for end in ends):
            yield f"the band {band.id} reaches across a limit of the practice value"


def _parameters(question: Question) -> tuple[str, ...]:
    return () if question.sim is None else (question.sim.param, *question.sim.also)


def _missing(kind: str, name: str, known: Mapping[str, object]) -> str:
    if name in known:
        return ""
    near = sorted(known) if len(known) <= FEW else get_close_matches(name, known, NEAREST, cutoff=0.0)
    return f"there is no {kind} {name}; choose one that there is, such as {', '.join(near)}"
