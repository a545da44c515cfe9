"""Which questions would have to be answered otherwise for a condition to stop holding."""

from __future__ import annotations

from core.assessment.conditions import culprits
from core.assessment.scores import practice_of
from core.assessment.situation import Situation
from questionnaires.conditions import RuleCondition


def to_mend(condition: RuleCondition, situation: Situation) -> tuple[str, ...]:
    """The questions, in the order of the packs, for a condition that holds.

    Everything that ``any`` joins has to be mended; of what ``all`` joins, the last condition, by the rule of the file.
    """
    if condition.any is not None:
        parts = [part for part in condition.any if culprits(part, situation) is not None]
        named = {question for part in parts for question in to_mend(part, situation)}
        return tuple(question for question in situation.question_order if question in named)
    if condition.all is not None:
        return to_mend(condition.all[-1], situation)
    if condition.coverage_short is not None:
        return _fewest_to_ask(situation)
    if condition.practice_poor == "with_silence":
        return _fewest_to_describe(situation)
    return culprits(condition, situation) or ()


def _fewest_to_ask(situation: Situation) -> tuple[str, ...]:
    """The fewest questions not yet asked that lift the coverage far enough, the heaviest first."""
    whole = sum(item.question.weight for item in situation.asked)
    covered = situation.scores.coverage * whole
    missing = [item.question for item in situation.asked if item.answer is None]
    chosen: list[str] = []
    for question in sorted(missing, key=lambda question: -question.weight):
        if covered >= situation.coverage_needed * whole:
            break
        covered += question.weight
        chosen.append(question.id)
    return tuple(question for question in situation.question_order if question in chosen)


def _fewest_to_describe(situation: Situation) -> tuple[str, ...]:
    """The fewest practices left in silence that, once well described, lift the practice score, the heaviest first."""
    rules, words = situation.library.rules, situation.library.vocabulary
    known = silent = 0.0
    open_ones = []
    for item in situation.asked:
        if item.answer is None or item.question.answer.practice == "none":
            continue
        practice = practice_of(item.question, item.answer, words)
        if practice is not None:
            known += item.question.weight * practice
            silent += item.question.weight
        elif item.answer.unknown and not situation.promised(item.answer):
            silent += item.question.weight
            open_ones.append(item.question)
    chosen: list[str] = []
    for question in sorted(open_ones, key=lambda question: -question.weight):
        if known >= rules.practice_score.poor_below / 100 * silent:
            break
        known += question.weight
        chosen.append(question.id)
    return tuple(question for question in situation.question_order if question in chosen)
