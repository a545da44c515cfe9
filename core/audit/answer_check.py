"""Whether an answer fits its question: status, choices, and the shape and bounds of its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from questionnaires.answer import Answer, Range
from questionnaires.errors import UnusableInputError
from questionnaires.pack import STAGES, Question
from questionnaires.vocabulary import Vocabulary

YES_PARTLY_NO = ("yes", "partly", "no")
IN_PERCENT = frozenset({"percent_range", "stage_percent", "breakdown"})
"""Answer types whose figures are percentages."""

_SHAPES: dict[str, tuple[type, ...]] = {
    "percent_range": (float, Range),
    "number": (float, Range),
    "number_range": (float, Range),
    "stage_percent": (dict,),
    "breakdown": (dict,),
    "date": (dt.date,),
}
"""What a value may be, by answer type; the other types take none."""
_WORDS = {
    "percent_range": "a figure or low, best and high",
    "number": "a figure or low, best and high",
    "number_range": "a figure or low, best and high",
    "stage_percent": "low, best and high for each stage",
    "breakdown": "a share for each row",
    "date": "a date",
}


def check_answer(question: Question, answer: Answer, vocabulary: Vocabulary, source: str) -> None:
    """Raise UnusableInputError, naming the source and the question, for the first thing that does not fit."""
    place = f"answer {question.id}"
    _check_status(question, answer, source, place)
    _check_choices(question, answer, source, place)
    _check_extra(question, answer, source, place)
    _check_shape(question, answer, source, place)
    _check_bounds(question, answer, source, place)
    if question.answer.type == "breakdown":
        tolerance = vocabulary.answer_types["breakdown"].tolerance or 0.0
        _check_sum(answer, 100 + tolerance, source, place)


def _check_status(question: Question, answer: Answer, source: str, place: str) -> None:
    if answer.status != "na":
        return
    if not question.na_allowed:
        raise UnusableInputError(
            source, f"{place}, status", "'does not apply' is not allowed here; choose another status"
        )


def _check_choices(question: Question, answer: Answer, source: str, place: str) -> None:
    kind = question.answer.type
    known = YES_PARTLY_NO if kind == "yes_partly_no" else tuple(choice.id for choice in question.answer.choices)
    place = f"{place}, choice"
    if answer.choice and not known:
        raise UnusableInputError(source, place, "this question has no choices; remove it")
    for choice_id in answer.choice:
        if choice_id not in known:
            raise UnusableInputError(source, place, f"{choice_id!r} is not one of {', '.join(known)}")
    if kind != "multi_choice" and len(answer.choice) > 1:
        raise UnusableInputError(source, place, "several are given, but only one is allowed")
    if len(answer.choice) != len(set(answer.choice)):
        raise UnusableInputError(source, place, "the same choice is given twice")
    for choice in question.answer.choices:
        if choice.exclusive and choice.id in answer.choice and len(answer.choice) > 1:
            raise UnusableInputError(source, place, f"{choice.id!r} stands alone, so no other choice fits beside it")


def _check_extra(question: Question, answer: Answer, source: str, place: str) -> None:
    for name, options in question.answer.extra_options.items():
        given = answer.extra.get(name)
        if given is not None and given not in options:
            raise UnusableInputError(source, f"{place}, {name}", f"{given!r} is not one of {', '.join(options)}")
    for name, (lowest, highest) in question.answer.extra_limits.items():
        figure = answer.extra.get(name)
        if isinstance(figure, (int, float)) and not isinstance(figure, bool) and not lowest <= figure <= highest:
            cause = f"it is {figure:g}, but it lies between {lowest:g} and {highest:g}"
            raise UnusableInputError(source, f"{place}, {name}", cause)


def _check_shape(question: Question, answer: Answer, source: str, place: str) -> None:
    value, kind = answer.value, question.answer.type
    place = f"{place}, value"
    if value is None:
        return
    if kind not in _SHAPES:
        raise UnusableInputError(source, place, "this question takes no figure; put it in the text")
    if not isinstance(value, _SHAPES[kind]):
        raise UnusableInputError(source, place, f"it must be {_WORDS[kind]}")
    if isinstance(value, dict):
        rows = STAGES if kind == "stage_percent" else question.answer.rows
        for row in value:
            if row not in rows:
                raise UnusableInputError(source, f"{place} {row}", f"there is no such row; there are {', '.join(rows)}")


def _check_bounds(question: Question, answer: Answer, source: str, place: str) -> None:
    percent = question.answer.type in IN_PERCENT
    for name, figure in _figures(answer):
        where = f"{place}, value {name}".rstrip()
        if percent and not 0 <= figure <= 100:
            raise UnusableInputError(source, where, f"it is {figure:g} %, but a share lies between 0 and 100")
        if figure < 0:
            raise UnusableInputError(source, where, f"it is {figure:g}, but a count cannot be below 0")


def _check_sum(answer: Answer, limit: float, source: str, place: str) -> None:
    if isinstance(answer.value, dict):
        total = sum(share.central for share in answer.value.values())
        if total > limit:
            raise UnusableInputError(
                source, f"{place}, value", f"the shares add up to {total:g} %, more than {limit:g}"
            )


def _figures(answer: Answer) -> Iterator[tuple[str, float]]:
    """Every figure of an answer with the words that lead to it."""
    value = answer.value
    if isinstance(value, float):
        yield "", value
    elif isinstance(value, Range):
        yield from _ends(value)
    elif isinstance(value, dict):
        for row, given in value.items():
            for name, figure in _ends(given):
                yield f"{row} {name}", figure


def _ends(given: Range) -> Iterator[tuple[str, float]]:
    for name in ("low", "best", "high"):
        figure = getattr(given, name)
        if figure is not None:
            yield name, figure
