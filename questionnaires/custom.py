"""Packs of the user's own, dropped into a folder: they may ask, and have no power over scores, caps or verdicts.

The rule is simple and strict. A pack whose id does not ship with Headwater is left out of every score, of the simulated
risk and of the verdict (``scored_packs``); what it asks is recorded, graded, compared and printed. So that nothing in
it can even seem to count, such a pack is refused when it holds a must-answer question, feeds the simulation, raises a
finding, settles the lane, takes an answer over to another pack, looks at another pack's answers, or uses a concept
outside its own name (``<pack id>_...``). Its weights count nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from questionnaires.answer import Answer
from questionnaires.check import Problem, check_pack
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library, load_library, read_pack
from questionnaires.pack import Lane, Pack, Question
from questionnaires.routing import is_shown

FOLDER = "packs"
"""The folder inside a workspace."""


@dataclass(frozen=True, slots=True)
class CustomPacks:
    """What was found in a folder: the library with the packs that can be used, and why others cannot, a sentence each.

    origin: the file of each custom pack, by pack id.
    """

    library: Library
    origin: Mapping[str, Path]
    problems: tuple[str, ...]


def is_custom(pack_id: str) -> bool:
    """Whether a pack of this id does not ship with the program."""
    return pack_id not in load_library().packs


def scored_packs(pack_ids: Iterable[str], source: str) -> tuple[str, ...]:
    """The packs that scores, risk and verdict rest on.

    Raises UnusableInputError, naming ``source``, where there are only packs of the user's own.
    """
    scored = tuple(pack_id for pack_id in pack_ids if not is_custom(pack_id))
    if not scored:
        cause = "there are only packs of your own, which lead to no verdict; add one that ships with Headwater"
        raise UnusableInputError(source, "packs", cause)
    return scored


def with_custom_packs(library: Library, folder: Path) -> CustomPacks:
    """The library together with every usable pack in a folder; a pack that cannot be used is left out and explained."""
    packs, origin, problems = dict(library.packs), dict[str, Path](), list[str]()
    for path in sorted(folder.glob("*.yaml")):
        if is_overlay(path):
            continue
        try:
            pack = read_pack(path)
            known = replace(library, packs=MappingProxyType(packs))
            if pack.id in origin:
                cause = f"its id {pack.id} is that of {origin[pack.id].name} too; give one of them another"
                raise UnusableInputError(path.name, "pack id", cause)
            refuse_power(pack, known, path.name)
        except UnusableInputError as error:
            problems.append(str(error))
        else:
            packs[pack.id] = pack
            origin[pack.id] = path
    found = replace(library, packs=MappingProxyType(packs))
    return CustomPacks(found, MappingProxyType(origin), tuple(problems))


def is_overlay(path: Path) -> bool:
    """Whether a file name is that of a translation, ``<pack>.<language>.yaml``."""
    return "." in path.stem


def refuse_power(pack: Pack, library: Library, source: str) -> None:
    """Raise UnusableInputError for the first thing that a pack of the user's own must not hold."""
    for problem in check_custom(pack, library, source):
        raise UnusableInputError(problem.source, problem.place, problem.cause)


def check_custom(pack: Pack, library: Library, source: str) -> tuple[Problem, ...]:
    """Every problem of a pack of the user's own: those of any pack, and everything that would give it power."""
    causes = list(_pack_causes(pack))
    for question in pack.questions:
        causes += [(question.id, cause) for cause in _question_causes(question, pack)]
    own = tuple(Problem(source, place, cause) for place, cause in causes)
    return own + check_pack(pack, library, source)


def own_questions(pack: Pack, answers: Mapping[str, Answer], lane: Lane) -> tuple[int, int]:
    """How many questions of a pack of the user's own were answered, and how many apply; neither is ever scored."""
    applying = [question.id for question in pack.questions if is_shown(question, answers, lane)]
    return sum(name in answers and answers[name].answered for name in applying), len(applying)


def _pack_causes(pack: Pack) -> Iterator[tuple[str, str]]:
    if not is_custom(pack.id):
        yield "pack id", f"{pack.id} is a pack that ships with Headwater; choose another id"
    taken = {question.id[:2] for shipped in load_library().packs.values() for question in shipped.questions}
    for prefix in sorted({question.id[:2] for question in pack.questions} & taken):
        yield "questions", f"ids that begin with {prefix} belong to a pack that ships with Headwater; choose two others"


def _question_causes(question: Question, pack: Pack) -> Iterator[str]:
    why = "a pack of your own has no say in the verdict; take it out"
    if question.gate:
        yield f"it is marked as a question that must be answered (gate), but {why}"
    if question.sim is not None:
        yield f"it feeds the simulation (sim), but {why}"
    for choice in question.answer.choices:
        if choice.sim is not None or choice.sets_sim or choice.sets:
            yield f"the choice {choice.id} feeds the simulation or settles the lane, but {why}"
    if question.carries_to is not None:
        yield "it carries its answer to another pack, which a pack of your own may not"
    if not question.concept.startswith(f"{pack.id}_"):
        yield f"its concept {question.concept} must begin with the pack's own name, {pack.id}_"
    if question.show_if is not None:
        for other in sorted(question.show_if.question_ids()):
            if pack.question(other) is None:
                yield f"it looks at {other}, a question of another pack, which a pack of your own may not"
