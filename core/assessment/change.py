"""The smallest set of answers that moves the verdict one step, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence

from core.assessment.caps import AppliedCap
from core.assessment.result import Change
from core.assessment.scores import WRITTEN, disclosure_of
from core.assessment.situation import Situation
from core.assessment.verdict import Decision, ceiling, decide


def what_would_change_it(situation: Situation, decision: Decision) -> Change | None:
    """What has to be answered or changed for the next better verdict; None when there is no better one."""
    order = situation.library.rules.verdicts.order
    labels = situation.library.rules.verdicts.labels
    rank = order.index(decision.verdict)
    if rank + 1 == len(order):
        return None
    target = order[rank + 1]
    if order.index(ceiling(situation)) <= rank:
        best = labels[decision.verdict].label
        sentence = f"A reading from the meeting is never better than {best}: ask the full questionnaire."
        return Change((), (), target, sentence)

    blocking = [cap for cap in decision.caps if cap.limit is None or order.index(cap.limit) < order.index(target)]
    questions = list(dict.fromkeys(question for cap in blocking for question in cap.questions))
    disclosure = situation.scores.disclosure
    further: list[str] = []
    if order.index(decision.base) < order.index(target):
        further, disclosure = _answers_to_reach(situation, target, questions)
    remaining = [cap for cap in decision.caps if cap not in blocking]
    reached = decide(situation, remaining, disclosure=disclosure).verdict
    if order.index(reached) <= rank:
        return None
    return Change(
        caps=tuple(cap.rule.id for cap in blocking),
        questions=(*questions, *further),
        verdict=reached,
        sentence=_sentence(blocking, len(further), labels[reached].label),
    )


def _answers_to_reach(situation: Situation, target: str, given: Sequence[str]) -> tuple[list[str], float]:
    """The fewest further written answers that lift disclosure far enough, and the score they lead to.

    The answers in ``given`` are counted as given in writing already. Every answer adds its own amount to a sum, so
    taking the largest amounts first gives the smallest set.
    """
    library, document = situation.library, situation.document
    needed = library.rules.verdicts.base_by_disclosure[document.context.stakes]
    written = library.vocabulary.evidence_grades[WRITTEN].factor
    weight = sum(item.question.weight for item in situation.asked)
    points = 0.0
    gains: list[tuple[float, str]] = []
    for item in situation.asked:
        now = 0.0 if item.answer is None else disclosure_of(item.answer, library.vocabulary)
        points += item.question.weight * now
        gain = item.question.weight * max(0.0, written - now)
        if item.question.id in given:
            points += gain
        elif gain > 0:
            gains.append((gain, item.question.id))
    limit = next(limit for verdict, limit in needed.items() if verdict == target) / 100
    chosen: list[str] = []
    for gain, question in sorted(gains, key=lambda pair: (-pair[0], pair[1])):
        if points / weight >= limit:
            break
        points += gain
        chosen.append(question)
    return chosen, points / weight


def _sentence(blocking: Sequence[AppliedCap], further: int, label: str) -> str:
    needs = list(dict.fromkeys(cap.rule.lift for cap in blocking))
    if further:
        needs.append(f"{further} {'more ' if needs else ''}answer{'s' if further > 1 else ''} in writing")
    return f"The verdict would become {label} with: {'; '.join(needs)}."
