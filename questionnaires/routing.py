"""Which questions are asked: lanes, skip logic, and answers that a longer pack has superseded.

Skip on knowledge, never on ignorance: a condition that cannot be decided shows the question. What was not asked, is
promised, vague, refused or not known decides nothing, and a partial answer decides only what it names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from questionnaires.answer import Answer
from questionnaires.pack import STAGES, Condition, Lane, Pack, Question


def is_shown(question: Question, answers: Mapping[str, Answer], lane: Lane) -> bool:
    """Whether the question applies, given the lane and what was answered so far."""
    if lane not in question.lanes:
        return False
    return question.show_if is None or _decide(question.show_if, answers) is not False


def is_superseded(question: Question, answers: Mapping[str, Answer], packs: Sequence[Pack]) -> bool:
    """Whether a longer pack in the same audit has put the same question, whatever came back."""
    target = question.carries_to
    if target is None or target not in answers or answers[target].status == "not_asked":
        return False
    return any(pack.question(target) for pack in packs)


def shown_questions(packs: Sequence[Pack], answers: Mapping[str, Answer], lane: Lane) -> tuple[Question, ...]:
    """The questions that apply and count, in the order of the packs."""
    return tuple(
        question
        for pack in packs
        for question in pack.questions
        if is_shown(question, answers, lane) and not is_superseded(question, answers, packs)
    )


def _decide(condition: Condition, answers: Mapping[str, Answer]) -> bool | None:
    """True, False, or None while it cannot be known."""
    if condition.any is not None:
        return _any_of([_decide(part, answers) for part in condition.any])
    if condition.all is not None:
        return _not(_any_of([_not(_decide(part, answers)) for part in condition.all]))
    if condition.negated is not None:
        return _not(_decide(condition.negated, answers))
    return _decide_on_answer(condition, answers.get(condition.q or ""))


def _any_of(parts: Sequence[bool | None]) -> bool | None:
    if True in parts:
        return True
    return None if None in parts else False


def _not(part: bool | None) -> bool | None:
    return None if part is None else not part


def _decide_on_answer(condition: Condition, answer: Answer | None) -> bool | None:
    if answer is None or answer.unknown or answer.status == "not_asked":
        return None
    if condition.status_in is not None:
        return answer.status in condition.status_in
    if not answer.answered:
        return None
    partial = answer.status == "partial"
    if condition.all_stages_zero is not None:
        return _all_stages_zero(answer, partial=partial)
    if not answer.choice:
        return None
    if condition.has is not None:
        return True if condition.has in answer.choice else _unless(partial, otherwise=False)
    named_alone = answer.choice == (condition.only,)
    return _unless(partial, otherwise=True) if named_alone else False


def _unless(undecided: bool, *, otherwise: bool) -> bool | None:
    return None if undecided else otherwise


def _all_stages_zero(answer: Answer, *, partial: bool) -> bool | None:
    """False as soon as one stage may hold some; True only where every stage was told and is zero."""
    if not isinstance(answer.value, dict):
        return None
    if any(stage.highest > 0 for stage in answer.value.values()):
        return False
    return _unless(partial or not set(STAGES) <= set(answer.value), otherwise=True)
