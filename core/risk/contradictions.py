"""Answers that cannot both be true. They are reported with both claims and never averaged.

Only what contradicts by itself counts: ranges that do not meet with room to spare, words that exclude each other.
Whether an explanation will do is for a person to say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from core.risk.given_answer import GivenAnswer
from questionnaires.answer import Answer
from questionnaires.pack import STAGES, Pack

SLACK = 5.0
"""Percentage points by which shares may miss each other before they contradict: figures are rounded when spoken."""
FACTOR = 1.5
"""The same for counts."""
NEAR = 0.2
"""How far checks may differ in strength (0 to 1) and still be the same check in other words."""
MACHINE_TEXT_SPREADS = dt.date(2022, 11, 30)
"""The day since when the questions ask about machine-written pages."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that cannot both be true, and why, in one sentence.

    question_a and question_b are the same where one answer contradicts itself.
    """

    question_a: str
    claim_a: str
    question_b: str
    claim_b: str
    sentence: str


_ByConcept = Mapping[str, Sequence[GivenAnswer]]
_Pair = tuple[GivenAnswer, GivenAnswer, str]


def find_contradictions(answers: Mapping[str, Answer], packs: Sequence[Pack]) -> tuple[Contradiction, ...]:
    """Every contradiction between the answers to these packs, in the order of the rules; empty where there is none.

    A short answer from a meeting is compared with the longer one that superseded it: both were said.
    """
    by_concept: dict[str, list[GivenAnswer]] = {}
    for pack in packs:
        for question in pack.questions:
            answer = answers.get(question.id)
            if answer is not None and answer.answered:
                given = GivenAnswer(question, answer, pack.pack.audience)
                by_concept.setdefault(question.concept, []).append(given)
    return tuple(
        Contradiction(a.question.id, a.claim, b.question.id, b.claim, sentence)
        for rule in _RULES
        for a, b, sentence in rule(by_concept)
    )


def _rows_beyond_the_whole(given: _ByConcept) -> Iterator[_Pair]:
    for one in [one for several in given.values() for one in several]:
        if one.question.answer.type == "breakdown":
            least = sum(part.lowest for part in one.parts.values())
            if least > 100 + SLACK:
                yield one, one, f"The parts of one whole add up to {least:.0f} %."


def _two_answers_to_one_question(given: _ByConcept) -> Iterator[_Pair]:
    """The same thing asked twice, of the same people, with answers that do not meet."""
    for several in given.values():
        for a, b in combinations(several, 2):
            if a.speaker == b.speaker and (_exclude_each_other(a, b) or _miss_each_other(a, b)):
                yield a, b, "The same was asked twice and answered differently."


def _exclude_each_other(a: GivenAnswer, b: GivenAnswer) -> bool:
    first, second = _meanings(a), _meanings(b)
    return bool(first and second) and not any(_alike(one, other) for one in first for other in second)


def _meanings(one: GivenAnswer) -> list[object]:
    """What the chosen words stand for, of several checks the best; a choice without meaning leaves the answer open."""
    meanings = [choice.sim for choice in one.question.answer.choices if choice.id in one.answer.choice]
    if None in meanings:
        return []
    amounts = [meaning for meaning in meanings if isinstance(meaning, (int, float)) and not isinstance(meaning, bool)]
    return [max(amounts)] if amounts else list(meanings)


def _alike(one: object, other: object) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= NEAR
    return one == other


def _miss_each_other(a: GivenAnswer, b: GivenAnswer) -> bool:
    """Stage by stage, figures that are further apart than words spoken from memory."""
    kinds = {a.question.answer.type, b.question.answer.type}
    if len(kinds) > 1 or kinds == {"breakdown"}:
        return False
    in_percent = kinds <= {"percent_range", "stage_percent"}
    for part in a.parts.keys() & b.parts.keys():
        low = max(a.parts[part].lowest, b.parts[part].lowest)
        high = min(a.parts[part].highest, b.parts[part].highest)
        if low > high + SLACK if in_percent else low > FACTOR * high:
            return True
    return False


def _none_made_but_something_made_it(given: _ByConcept) -> Iterator[_Pair]:
    """No machine-written data, yet models are named that wrote it, or own output goes back in."""
    none = [one for one in given.get("synthetic_share", ()) if (share := one.machine_made) and share.highest == 0]
    traces = [
        *(
            (one, "models that wrote some are named")
            for one in given.get("generator_diversity", ())
            if one.names_a_model
        ),
        *((one, "it says how it was drawn") for one in given.get("generation_settings", ()) if one.was_drawn),
        *((one, "own output goes back in") for one in given.get("output_loop", ()) if one.feeds_back),
        *(
            (one, "it is a row of the sources")
            for one in given.get("source_breakdown", ())
            if (row := one.parts.get("machine_generated")) and row.lowest > 0
        ),
    ]
    for a in none:
        for b, trace in traces:
            if a.speaker == b.speaker:
                yield a, b, f"No machine-written data are used, yet {trace}."


def _some_made_but_nothing_made_it(given: _ByConcept) -> Iterator[_Pair]:
    """Machine-written data, yet no model wrote them."""
    absent = {"generator_diversity": "none_used", "verification": "not_used", "generation_settings": "none"}
    for concept, choice in absent.items():
        for a, b in _pairs(given, "synthetic_share", concept):
            if a.has_some_machine_made and b.answer.choice == (choice,):
                yield a, b, "Part of the data is machine-written, yet none is said to be used."


def _floor_beside_machine_made(given: _ByConcept) -> Iterator[_Pair]:
    """A guaranteed human share and a machine-made share that leave no room for each other."""
    for a, b in _pairs(given, "human_floor", "synthetic_share"):
        floor, share = a.range, b.machine_made_each_round
        if floor is not None and share is not None and floor.lowest + share.lowest > 100 + SLACK:
            together = floor.lowest + share.lowest
            yield a, b, f"Guaranteed human data and machine-written data together make {together:.0f} % of a round."


def _rows_beside_stages(given: _ByConcept) -> Iterator[_Pair]:
    """A share of all data cannot lie outside the shares of its stages."""
    for a, b in _pairs(given, "source_breakdown", "synthetic_share"):
        row, stages = a.parts.get("machine_generated"), b.range
        if row is None or stages is None or len(b.parts) < len(STAGES):
            continue
        if row.lowest > stages.highest + SLACK or row.highest < stages.lowest - SLACK:
            yield a, b, "The machine-written share of all data lies outside the shares of every stage."


def _reference_set_beyond_the_round(given: _ByConcept) -> Iterator[_Pair]:
    """More human examples in every round than the round has examples, or some where all data are machine-written."""
    for a, b in _pairs(given, "human_anchor", "synthetic_share"):
        kept, share = a.range, b.machine_made_each_round
        counted = b.answer.n if b.answer.basis == "counted" else None
        if kept is None or kept.lowest <= 0:
            continue
        if counted is not None and kept.lowest > FACTOR * counted:
            yield a, b, "The human examples in every round are more than the examples that were counted in a round."
        elif share is not None and share.lowest == 100:
            yield a, b, "Human examples are part of every round, yet all of a round is machine-written."


def _more_new_than_there_are(given: _ByConcept) -> Iterator[_Pair]:
    for one in given.get("rare_case_count", ()):
        new, count = one.figure("newly_collected"), one.range
        if new is not None and count is not None and new > count.highest:
            yield one, one, f"Of the rarest case {new:g} examples are new, more than there are."


def _inherited_beyond_the_whole(given: _ByConcept) -> Iterator[_Pair]:
    for a, b in _pairs(given, "inherited_synthetic", "synthetic_share"):
        figures = [figure for name in ("low", "best", "high") if (figure := a.figure(f"inherited_{name}")) is not None]
        included = a.answer.choice in (("all_measured",), ("all_estimated",))
        if included and figures and b.range is not None and min(figures) > b.range.highest + SLACK:
            yield a, b, "The inherited part is larger than the machine-written share that is said to include it."


def _collected_before_it_was_written(given: _ByConcept) -> Iterator[_Pair]:
    for one in given.get("crawl_window", ()):
        first, last, share = one.day("first_date"), one.day("last_date"), one.range
        if first is not None and last is not None and last < first:
            yield one, one, "Collection ended before it began."
        elif last is not None and share is not None and last < MACHINE_TEXT_SPREADS and share.lowest > 0:
            yield one, one, "Collection ended before the date after which part of the pages is said to be published."


def _pairs(given: _ByConcept, first: str, second: str) -> Iterator[tuple[GivenAnswer, GivenAnswer]]:
    """Answers to two concepts by the same people."""
    for a in given.get(first, ()):
        for b in given.get(second, ()):
            if a.speaker == b.speaker:
                yield a, b


_RULES: tuple[Callable[[_ByConcept], Iterator[_Pair]], ...] = (
    _rows_beyond_the_whole,
    _two_answers_to_one_question,
    _none_made_but_something_made_it,
    _some_made_but_nothing_made_it,
    _floor_beside_machine_made,
    _rows_beside_stages,
    _reference_set_beyond_the_round,
    _more_new_than_there_are,
    _inherited_beyond_the_whole,
    _collected_before_it_was_written,
)
