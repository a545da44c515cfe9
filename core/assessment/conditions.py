"""Whether a condition of the rules holds in an audit, and which questions it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from core.assessment.situation import Situation
from questionnaires.answer import Answer
from questionnaires.conditions import ChoiceTest, FigureTest, RuleCondition

Culprits = tuple[str, ...] | None
"""The questions that would have to be answered otherwise; empty where no answer would do; None: does not hold."""


def culprits(condition: RuleCondition, situation: Situation) -> Culprits:
    """The questions behind a condition that holds, in the order of the packs; None where it does not hold."""
    if condition.any is not None:
        return _joined([culprits(part, situation) for part in condition.any], situation)
    if condition.all is not None:
        found = [culprits(part, situation) for part in condition.all]
        return None if None in found else _joined(found, situation)
    if condition.negated is not None:
        return () if culprits(condition.negated, situation) is None else None
    return _TESTS[condition.test](situation, getattr(condition, condition.test))


def holds(condition: RuleCondition, situation: Situation) -> bool:
    """Whether a condition holds."""
    return culprits(condition, situation) is not None


def _joined(found: Iterable[Culprits], situation: Situation) -> Culprits:
    """The questions of all parts that hold, each once; None when no part does."""
    held = [questions for questions in found if questions is not None]
    if not held:
        return None
    named = {question for questions in held for question in questions}
    return tuple(question for question in situation.question_order if question in named)


def _when(applies: bool, questions: tuple[str, ...] = ()) -> Culprits:
    return questions if applies else None


# ---------------------------------------------------------------- about a concept


def _those(s: Situation, concept: str, fits: Callable[[Answer], bool]) -> Culprits:
    """The questions about a concept whose answer fits; None when none does."""
    return tuple(question.id for question, answer in s.answers_about(concept) if fits(answer)) or None


def _chosen(s: Situation, test: ChoiceTest) -> Culprits:
    def fits(answer: Answer) -> bool:
        chosen = set(answer.choice)
        if not answer.answered or not chosen:
            return False
        if test.any_of is not None:
            return not chosen.isdisjoint(test.any_of)
        if test.only is not None:
            return chosen <= set(test.only)
        return chosen.isdisjoint(test.ids)

    return _those(s, test.concept, fits)


def _figure(s: Situation, test: FigureTest) -> Culprits:
    def fits(answer: Answer) -> bool:
        figure = s.figure(test.concept, answer)
        return figure is not None and test.holds(figure)

    return _those(s, test.concept, fits)


# ---------------------------------------------------------------- about any answer


def _any_answer(s: Situation, fits: Callable[[Answer], bool]) -> Culprits:
    return tuple(item.question.id for item in s.asked if item.answer is not None and fits(item.answer)) or None


def _below_grade(s: Situation, grade: int) -> Culprits:
    return tuple(question.id for question, backed in s.answered_gates if backed < grade) or None


def _verified_fewer_than(s: Situation, number: int) -> Culprits:
    verified = sum(grade == 4 for _, grade in s.answered_gates)
    return _when(verified < number, _below_grade(s, 4) or ())


def _long_late(s: Situation, _: object) -> Culprits:
    days = s.library.rules.overdue_step_days
    return tuple(question.id for question, answer in s.gate_answers if answer.overdue_days > days) or None


# ---------------------------------------------------------------- about what was simulated, measured and scored


def _from(s: Situation, band: str) -> float:
    return s.library.rules.risk_input.bands[band][0] / 100


def _general(s: Situation, _: object) -> Culprits:
    return _when(s.risk.general.probability >= s.library.rules.risk_input.general_severe_from / 100)


def _quantified(s: Situation, expected: bool) -> Culprits:
    open_questions = s.risk.open_gates or tuple(item.question for item in s.risk.ask_next[:3])
    return _when(s.risk.quantified == expected, () if expected else open_questions)


def _wide(s: Situation, expected: bool) -> Culprits:
    return _when(s.risk.wide == expected, tuple(item.question for item in s.risk.ask_next[:3]) if expected else ())


def _contradicted(s: Situation, _: object) -> Culprits:
    open_ones = [item.question for item in s.document.contradictions if item.state == "open"]
    return tuple(dict.fromkeys(open_ones)) or None


def _poor_practice(s: Situation, counting: str) -> Culprits:
    rules, scores = s.library.rules.practice_score, s.scores
    score, coverage = scores.practice, scores.practice_coverage
    if counting == "with_silence":
        score, coverage = scores.practice_with_silence, scores.practice_coverage_with_silence
    enough = score is not None and coverage >= rules.coverage_needed
    return _when(enough and score is not None and 100 * score < rules.poor_below)


def _not_covered(s: Situation, _: object) -> Culprits:
    missing = tuple(item.question.id for item in s.asked if item.answer is None)
    return _when(s.scores.coverage < s.coverage_needed, missing)


_TESTS: Mapping[str, Callable[[Situation, Any], Culprits]] = {
    "asked": lambda s, concept: _when(s.asks(concept)),
    "answered": lambda s, concept: _those(s, concept, lambda answer: answer.answered),
    "specific": lambda s, concept: _those(s, concept, lambda answer: answer.status == "specific"),
    "partial": lambda s, concept: s.partial_questions(concept),
    "unknown": lambda s, concept: s.unknown_questions(concept),
    "silent": lambda s, concept: _those(s, concept, lambda answer: answer.unknown and not s.promised(answer)),
    "choice": _chosen,
    "figure": _figure,
    "status": lambda s, statuses: _any_answer(s, lambda answer: answer.status in statuses),
    "late": lambda s, _: _any_answer(s, lambda answer: answer.overdue),
    "adjusted": lambda s, reason: _any_answer(s, lambda answer: reason in answer.adjust),
    "must_answer_below_grade": _below_grade,
    "must_answer_verified_fewer_than": _verified_fewer_than,
    "must_answer_late": _long_late,
    "rare_case_from": lambda s, band: _when(s.risk.rare_case.probability >= _from(s, band)),
    "rare_case_low_end_from": lambda s, band: _when(s.risk.rare_case.interval[0] >= _from(s, band)),
    "general_from": _general,
    "quantified": _quantified,
    "wide": _wide,
    "reading": lambda s, readings: _when(s.document.analyser.reading in readings),
    "samples_from": lambda s, number: _when(s.document.analyser.n >= number),
    "contradiction": _contradicted,
    "practice_poor": _poor_practice,
    "coverage_short": _not_covered,
    "stakes": lambda s, levels: _when(s.document.context.stakes in levels),
    "human_in_loop": lambda s, words: _when(s.document.context.human_in_loop in words),
    "reviewer_competence": lambda s, words: _when(s.document.context.reviewer_competence in words),
    "lane": lambda s, lanes: _when(s.document.context.lane in lanes),
    "jurisdiction": lambda s, places: _when(not set(places).isdisjoint(s.document.context.jurisdictions)),
    "fact": lambda s, name: _when(getattr(s.document, name)),
}
