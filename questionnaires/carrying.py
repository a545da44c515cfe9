"""Carries what was said in the meeting to the longer pack, as a draft that names its origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questionnaires.answer import TEXT_LIMIT, Answer
from questionnaires.pack import Pack, Question


@dataclass(frozen=True, slots=True)
class CarriedAnswer:
    """A draft for one question, made of the answer to another that asks the same thing.

    origin: the question that was answered. left_out: extra fields that the longer question has no place for.
    """

    origin: Question
    target: Question
    draft: Answer
    left_out: tuple[str, ...]


def carried_answer(question: Question, packs: Sequence[Pack], answers: Mapping[str, Answer]) -> CarriedAnswer | None:
    """A draft for one question of these packs; None where it was put already, or its short form was not."""
    given = answers.get(question.id)
    if given is not None and given.status != "not_asked":
        return None
    for pack in packs:
        for origin in pack.questions:
            said = answers.get(origin.id)
            if origin.carries_to == question.id and said is not None and said.status != "not_asked":
                return _carried(origin, question, said)
    return None


def _carried(origin: Question, target: Question, said: Answer) -> CarriedAnswer:
    """Status, grade, figures, basis and words as they stand; choices by the name they have in the longer pack."""
    kept = {name: value for name, value in said.extra.items() if name in target.answer.extra_fields}
    left_out = tuple(name for name in said.extra if name not in kept)
    draft = said.model_copy(
        update={
            "choice": _choices(origin, target, said),
            "extra": kept,
            "text": _words(origin, said, left_out),
        }
    )
    return CarriedAnswer(origin, target, draft, left_out)


def _choices(origin: Question, target: Question, said: Answer) -> tuple[str, ...]:
    if not origin.answer.choices:
        return said.choice
    known = [choice for choice in origin.answer.choices if choice.id in said.choice]
    return tuple(name for choice in known if target.answer.choice(name := choice.becomes or choice.id) is not None)


def _words(origin: Question, said: Answer, left_out: Sequence[str]) -> str:
    """The words with the question they come from, its date and what has no field in the longer pack."""
    when = f", {said.date.isoformat()}" if said.date is not None else ""
    rest = [f"{name.replace('_', ' ')}: {said.extra[name]}" for name in left_out]
    return f"[{origin.id}{when}] " + "; ".join(part for part in (said.text, *rest) if part)[: TEXT_LIMIT - 40]
