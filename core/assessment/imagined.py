"""An audit in which some questions had been answered well: what would then be the verdict."""

from __future__ import annotations

from collections.abc import Collection

from core.assessment.caps import applied_caps
from core.assessment.scores import questions_that_count, score
from core.assessment.situation import Situation, gather
from core.assessment.verdict import decide
from questionnaires.answer import Answer, Choices, Range, Value
from questionnaires.pack import STAGES, Question, Verdict

HIGH_SHARE = Range(low=60, best=70, high=80)
"""A machine-written share in percent. A high one, so that nothing rests on the figure turning out low."""


def verdict_if_answered(
    situation: Situation, anew: Collection[str], backed: Collection[str], grade: int, lifted: Collection[str]
) -> Verdict:
    """The verdict if some questions had been answered well and others backed, by evidence of this grade.

    anew: answered otherwise than now. backed: answered as now where there is a specific answer, and otherwise well.
    lifted: ids of caps that a deed lifts, such as a measurement or changed practice, and not an answer alone.
    """
    library, document = situation.library, situation.document
    answers = dict(document.answers)
    for name in {*anew, *backed}:
        question, given = library.question(name), answers.get(name)
        if question is None:
            continue
        if name not in anew and given is not None and given.status == "specific":
            answers[name] = given.model_copy(update={"grade": max(grade, given.grade), "adjust": (), "overdue_days": 0})
        else:
            answers[name] = good_answer(question, grade)
    asked = questions_that_count(situation.packs, answers, document.context.lane)
    changed = gather(
        document.model_copy(update={"answers": answers}),
        library,
        situation.packs,
        situation.risk,
        score(asked, library.vocabulary, library.rules),
        asked,
    )
    return decide(changed, [cap for cap in applied_caps(changed) if cap.rule.id not in lifted]).verdict


def good_answer(question: Question, grade: int) -> Answer:
    """A specific answer that describes good practice; a machine-written share in it is high, as it may turn out."""
    basis = "counted" if question.answer.type == "stage_percent" else None
    return Answer(
        status="specific", grade=grade, choice=_best_choices(question), value=_best_value(question), basis=basis
    )


def _best_choices(question: Question) -> Choices:
    spec = question.answer
    if spec.type == "yes_partly_no":
        return ("yes",)
    if spec.type == "multi_choice" and all(choice.practice is None for choice in spec.choices):
        return tuple(choice.id for choice in spec.choices if not choice.exclusive)
    best = max(spec.choices, key=lambda choice: choice.practice or 0.0, default=None)
    return () if best is None else (best.id,)


def _best_value(question: Question) -> Value:
    spec = question.answer
    match spec.type:
        case "stage_percent":
            return dict.fromkeys(STAGES, HIGH_SHARE)
        case "breakdown":
            return dict.fromkeys(spec.rows, HIGH_SHARE)
        case "percent_range" | "number_range":
            return Range(best=_best_figure(question))
        case "number":
            return _best_figure(question)
    return None


def _best_figure(question: Question) -> float:
    """A figure inside the band of practice that counts most."""
    lower, best = 0.0, (0.0, 0.0)
    for upper, practice in question.answer.practice_bands:
        if practice > best[1]:
            best = (lower, practice)
        lower = upper
    return best[0]
