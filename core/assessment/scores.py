"""Disclosure, coverage and practice: how much was told, how well it is backed, and how protective it is.

The rules in words are in ``questionnaires/rules/scoring.yaml``; the factors in ``vocabulary.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.assessment.result import SectionScore
from questionnaires.answer import ANSWERED, Answer, Range, Status
from questionnaires.evidence import effective_grade
from questionnaires.pack import Lane, Pack, Question
from questionnaires.routing import is_shown, is_superseded
from questionnaires.rules import ScoringRules
from questionnaires.vocabulary import Vocabulary

VERBAL = 1
"""The grade of what was only said."""
PROMISED: Status = "partial"
"""What a kept promise counts as, at the grade of a verbal claim: a promise is never worth more than the same answer
given on the spot, which may be a percentage without a method."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that applies and counts, with its answer; None while it was not asked."""

    pack: Pack
    question: Question
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores and shares from 0 to 1; practice is None where no answer speaks of it.

    disclosure_as_spoken: as in a meeting, where spoken answers count as if confirmed and promises as if kept.
    practice_with_silence: with what was asked and not told counted as the worst, so that silence hides nothing.
    """

    disclosure: float
    disclosure_if_promises_kept: float
    disclosure_as_spoken: float
    coverage: float
    practice: float | None
    practice_coverage: float
    practice_with_silence: float | None
    practice_coverage_with_silence: float
    sections: tuple[SectionScore, ...]


def questions_that_count(packs: Sequence[Pack], answers: Mapping[str, Answer], lane: Lane) -> tuple[Asked, ...]:
    """Every question that applies and is not superseded, with its answer; accepted "does not apply" is left out."""
    return tuple(
        Asked(pack, question, _asked(answers.get(question.id)))
        for pack in packs
        for question in pack.questions
        if is_shown(question, answers, lane)
        and not is_superseded(question, answers, packs)
        and not _does_not_apply(answers.get(question.id))
    )


def disclosure_of(
    question: Question, answer: Answer, words: Vocabulary, *, promises_kept: bool = False, grade_at_least: int = 0
) -> float:
    """Status factor times evidence factor, 0 to 1. A percentage without a method counts as a partial answer.

    A machine-written share by stage has no method unless one was said, as when a rough band was chosen by a key.

    promises_kept: count what was promised as said. grade_at_least: the grade that what was said counts as at least.
    """
    if answer.status == "pending":
        kept = (words.statuses[PROMISED].disclosure or 0.0) * words.evidence_grades[VERBAL].factor
        return kept if promises_kept else 0.0
    no_method = answer.basis == "asserted" or (answer.basis is None and question.answer.type == "stage_percent")
    status = "partial" if answer.status == "specific" and no_method else answer.status
    factor = words.statuses[status].disclosure or 0.0
    return factor * words.evidence_grades[max(grade_at_least, effective_grade(answer))].factor


def practice_of(question: Question, answer: Answer, words: Vocabulary) -> float | None:
    """How protective the practice described is, 0 to 1; None where the answer does not say."""
    spec = question.answer
    if spec.practice == "none" or answer.status not in ANSWERED:
        return None
    match spec.type:
        case "yes_partly_no":
            by_choice = spec.practice_map or words.answer_types["yes_partly_no"].practice_default
            return next((by_choice[choice] for choice in answer.choice if choice in by_choice), None)
        case "choice" | "multi_choice":
            return _practice_of_choices(question, answer)
        case _:
            return _practice_of_value(question, answer)


def score(asked: Sequence[Asked], words: Vocabulary, rules: ScoringRules) -> Scores:
    """All scores over the questions that count."""
    answered = [(item.question, item.answer) for item in asked if item.answer is not None]
    weight_that_applies = sum(item.question.weight for item in asked)
    with_practice = [(question, answer) for question, answer in answered if question.answer.practice != "none"]
    weight_with_practice = sum(question.weight for question, _ in with_practice)
    practices = [(question.weight, practice_of(question, answer, words)) for question, answer in with_practice]
    counted = [
        (weight, 0.0 if practice is None and _is_silence(answer, rules) else practice)
        for (weight, practice), (_, answer) in zip(practices, with_practice, strict=True)
    ]

    def disclosure(*, promises_kept: bool = False, grade_at_least: int = 0) -> float:
        return (
            _mean(
                (
                    question.weight,
                    disclosure_of(question, answer, words, promises_kept=promises_kept, grade_at_least=grade_at_least),
                )
                for question, answer in answered
            )
            or 0.0
        )

    return Scores(
        disclosure=disclosure(),
        disclosure_if_promises_kept=disclosure(promises_kept=True),
        disclosure_as_spoken=disclosure(promises_kept=True, grade_at_least=rules.meeting_rule.spoken_counts_as),
        coverage=_share(sum(question.weight for question, _ in answered), weight_that_applies),
        practice=_mean(practices),
        practice_coverage=_share(_known_weight(practices), weight_with_practice),
        practice_with_silence=_mean(counted),
        practice_coverage_with_silence=_share(_known_weight(counted), weight_with_practice),
        sections=_section_scores(asked, words),
    )


def _is_silence(answer: Answer, rules: ScoringRules) -> bool:
    """Whether a question was asked and neither answered nor promised in time."""
    promised = answer.status == "pending" and answer.overdue_days <= rules.silence_rule.grace_days
    return answer.unknown and not promised


def _known_weight(weighted: Iterable[tuple[float, float | None]]) -> float:
    return sum(weight for weight, value in weighted if value is not None)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _asked(answer: Answer | None) -> Answer | None:
    return None if answer is None or answer.status == "not_asked" else answer


def _does_not_apply(answer: Answer | None) -> bool:
    return answer is not None and answer.status == "na"


def _mean(weighted: Iterable[tuple[float, float | None]]) -> float | None:
    """Weighted mean over what is known; None when nothing is."""
    known = [(weight, value) for weight, value in weighted if value is not None]
    total = sum(weight for weight, _ in known)
    return sum(weight * value for weight, value in known) / total if total else None


def _section_scores(asked: Sequence[Asked], words: Vocabulary) -> tuple[SectionScore, ...]:
    sections: list[SectionScore] = []
    for pack in dict.fromkeys(item.pack.id for item in asked):
        head = next(item.pack.pack for item in asked if item.pack.id == pack)
        for section in head.sections:
            answered = [
                (item.question, item.answer)
                for item in asked
                if item.pack.id == pack and item.question.section == section.id and item.answer is not None
            ]
            disclosure = _mean(
                (question.weight, disclosure_of(question, answer, words)) for question, answer in answered
            )
            if disclosure is None:
                continue
            practice = _mean((question.weight, practice_of(question, answer, words)) for question, answer in answered)
            sections.append(SectionScore(pack, section.id, section.title, disclosure, practice))
    return tuple(sections)


def _practice_of_choices(question: Question, answer: Answer) -> float:
    spec = question.answer
    chosen = [choice for choice in spec.choices if choice.id in answer.choice]
    values = [choice.practice or 0.0 for choice in chosen]
    match spec.practice_rule:
        case "share":
            counted = [choice for choice in spec.choices if not choice.exclusive]
            return sum(choice in chosen for choice in counted) / len(counted)
        case "sum_capped":
            return min(1.0, sum(values))
        case "max":
            return max(values, default=0.0)


def _practice_of_value(question: Question, answer: Answer) -> float | None:
    spec, value = question.answer, answer.value
    bands = spec.practice_bands
    if spec.practice_from is not None:
        bands = spec.practice_from.bands
        value = value.get(spec.practice_from.row) if isinstance(value, dict) else None
    figure = value.central if isinstance(value, Range) else value
    if not isinstance(figure, float):
        return None
    return next((practice for upper, practice in bands if figure < upper), None)
