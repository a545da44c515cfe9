"""The smallest set of answers that moves the verdict one step up, and what is near that would move it one step down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.assessment.caps import AppliedCap
from core.assessment.finding_words import words_for
from core.assessment.imagined import verdict_if_answered
from core.assessment.mending import to_mend
from core.assessment.result import AnswerThatWouldDo, Change
from core.assessment.scores import disclosure_of
from core.assessment.situation import Situation
from core.assessment.verdict import WRITTEN, Decision, ceiling, deciding_disclosure
from questionnaires.pack import Verdict

DOCUMENT, VERIFIED = 3, 4
_DEEDS = ("measurement", "use")
"""Kinds of cap that no answer lifts: something has to be measured, changed or checked."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Caps to lift, the questions that do it, further questions for the score, and the grade all are backed by."""

    caps: tuple[AppliedCap, ...]
    questions: tuple[str, ...]
    further: tuple[str, ...]
    grade: int


def what_would_change_it(situation: Situation, decision: Decision) -> Change | None:
    """What has to be answered or changed for the next better verdict; None when there is no better one."""
    verdicts = situation.library.rules.verdicts
    rank = verdicts.order.index(decision.verdict)
    if rank + 1 == len(verdicts.order):
        return None
    target = verdicts.order[rank + 1]
    if verdicts.order.index(ceiling(situation)) <= rank:
        best = verdicts.labels[decision.verdict].label
        sentence = f"A reading from the meeting is never better than {best}: ask the full questionnaire."
        return Change((), (), target, sentence, ())

    for grade in (WRITTEN, DOCUMENT, VERIFIED):
        plan = _plan(situation, decision, target, grade)
        reached = _reached(plan, situation)
        if verdicts.order.index(reached) > rank:
            return _change(plan, reached, verdicts.labels[reached].label, situation)
    return None


def _reached(plan: _Plan, situation: Situation) -> Verdict:
    """The verdict once the plan is carried out."""
    anew = {name for cap in plan.caps if cap.rule.kind != "evidence" for name in to_mend_of(cap, situation)}
    deeds = {cap.rule.id for cap in plan.caps if not to_mend_of(cap, situation)}
    lifted = deeds | _lifted_by_simulating_again(plan, situation)
    return verdict_if_answered(situation, anew, {*plan.questions, *plan.further}, plan.grade, lifted)


def _plan(situation: Situation, decision: Decision, target: Verdict, grade: int) -> _Plan:
    rank = situation.library.rules.verdicts.order.index
    blocking = tuple(cap for cap in decision.caps if cap.limit is None or rank(cap.limit) < rank(target))
    named = {question for cap in blocking for question in to_mend_of(cap, situation)}
    questions = tuple(question for question in situation.question_order if question in named)
    further: tuple[str, ...] = ()
    if rank(decision.base) < rank(target):
        further = _answers_to_reach(situation, target, questions, grade)
    return _Plan(blocking, questions, further, grade)


def to_mend_of(cap: AppliedCap, situation: Situation) -> tuple[str, ...]:
    """The questions that lift a cap; empty where only a deed does."""
    return () if cap.rule.kind in _DEEDS else to_mend(cap.rule.condition, situation)


def _lifted_by_simulating_again(plan: _Plan, situation: Situation) -> set[str]:
    """Caps that rest on the simulation being open: lifted once the questions behind it are answered."""
    rules = situation.library.rules.never_averaged
    given = {*plan.questions, *plan.further}
    open_ones = {rule.id for rule in rules if rule.condition.quantified is False}
    return open_ones if set(situation.risk.open_gates) <= given else set()


def _answers_to_reach(situation: Situation, target: Verdict, given: Sequence[str], grade: int) -> tuple[str, ...]:
    """The fewest further answers, backed by this grade, that lift disclosure to what a verdict needs.

    The answers in ``given`` count as given already. Every answer adds its own amount to a sum, so taking the largest
    amounts first gives the smallest set.
    """
    library, document = situation.library, situation.document
    backed = library.vocabulary.evidence_grades[grade].factor
    needed = library.rules.verdicts.base_by_disclosure[document.context.stakes].get(target, 0.0) / 100
    counted = [item for item in situation.asked if item.answer is not None or item.question.id in given]
    weight = sum(item.question.weight for item in counted)
    points = deciding_disclosure(situation) * sum(i.question.weight for i in counted if i.answer is not None)
    gains: list[tuple[float, str]] = []
    for item in counted:
        now = 0.0 if item.answer is None else disclosure_of(item.question, item.answer, library.vocabulary)
        gain = item.question.weight * max(0.0, backed - now)
        if item.question.id in given:
            points += gain
        elif gain > 0:
            gains.append((gain, item.question.id))
    chosen: list[str] = []
    for gain, question in sorted(gains, key=lambda pair: (-pair[0], pair[1])):
        if points >= needed * weight:
            break
        points += gain
        chosen.append(question)
    return tuple(question for question in situation.question_order if question in chosen)


def _change(plan: _Plan, reached: Verdict, label: str, situation: Situation) -> Change:
    needs = list(dict.fromkeys(cap.rule.lift for cap in plan.caps if not _covered_by_others(cap, plan, situation)))
    if plan.further:
        further = len(plan.further)
        needs.append(f"{further} {'more ' if needs else ''}answer{'s' if further > 1 else ''} {_backed(plan.grade)}")
    return Change(
        caps=tuple(cap.rule.id for cap in plan.caps),
        questions=(*plan.questions, *plan.further),
        verdict=reached,
        sentence=f"The verdict would become {label} with: {'; '.join(needs)}.",
        answers=(*_deeds(plan, situation), *_answers(plan, situation)),
    )


def _covered_by_others(cap: AppliedCap, plan: _Plan, situation: Situation) -> bool:
    """Whether a risk that could not be quantified asks for nothing that other caps do not ask for already."""
    if cap.rule.condition.quantified is not False:
        return False
    others = {name for other in plan.caps if other is not cap for name in to_mend_of(other, situation)}
    return bool(cap.questions) and set(cap.questions) <= others


def _deeds(plan: _Plan, situation: Situation) -> list[AnswerThatWouldDo]:
    return [AnswerThatWouldDo(None, cap.rule.lift, None) for cap in plan.caps if not to_mend_of(cap, situation)]


def _answers(plan: _Plan, situation: Situation) -> list[AnswerThatWouldDo]:
    """For each question what would do, and the sentence of the letter that asks for it."""
    answers = []
    for name in plan.questions:
        caps = [cap for cap in plan.caps if name in to_mend_of(cap, situation)]
        caps = [cap for cap in caps if not _covered_by_others(cap, plan, situation)] or caps
        lifts = list(dict.fromkeys(cap.rule.lift for cap in caps))
        letters = [_letter(cap, name, situation) for cap in caps]
        answers.append(AnswerThatWouldDo(name, "; ".join(lifts), next(filter(None, letters), None)))
    for name in plan.further:
        question = situation.library.question(name)
        wanted = None if question is None else f"{question.ask} Please answer {_backed(plan.grade)}."
        answers.append(AnswerThatWouldDo(name, f"a specific answer {_backed(plan.grade)}", wanted))
    return answers


def _letter(cap: AppliedCap, question: str, situation: Situation) -> str | None:
    letter = situation.library.findings[cap.rule.finding].letter
    return None if letter is None else letter.format_map(words_for((question,), situation))


def _backed(grade: int) -> str:
    return {WRITTEN: "in writing", DOCUMENT: "with a document", VERIFIED: "verified by somebody else"}[grade]
