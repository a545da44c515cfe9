"""The conditions of the rules in words a reader understands, made from the same data that decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from questionnaires.conditions import ChoiceTest, FigureTest, RuleCondition
from questionnaires.library import Library
from questionnaires.pack import Question, Stakes
from questionnaires.rules import CapRule
from reports.words import READINGS, YES_PARTLY_NO, joined

STAKES: tuple[Stakes, ...] = ("S1", "S2", "S3")


def condition_words(condition: RuleCondition, library: Library) -> str:
    """A condition as a clause, without a full stop."""
    if condition.any is not None:
        return " or ".join(_inside(part, library) for part in condition.any)
    if condition.all is not None:
        return " and ".join(_inside(part, library) for part in condition.all)
    if condition.negated is not None:
        if condition.negated.unknown is not None:
            return f"{_subject(condition.negated.unknown, library)} is known"
        return f"it is not so that {_inside(condition.negated, library)}"
    return _WORDS[condition.test](getattr(condition, condition.test), library)


def limits_words(rule: CapRule, library: Library) -> tuple[str, ...]:
    """How far down a cap goes at each of the stakes, the lowest first; it may spare some."""
    if rule.cap == "one_step_down":
        return tuple("one step down" for _ in STAKES)
    limits = [rule.cap.get(level) for level in STAKES]
    return tuple("no limit" if limit is None else library.rules.verdicts.labels[limit].label for limit in limits)


def stakes_in_words(text: str, library: Library) -> str:
    """A text of the rules with the stakes by their names."""
    for level in STAKES:
        text = text.replace(level, f"{library.vocabulary.stakes[level].label.lower()} stakes")
    return text


def _inside(part: RuleCondition, library: Library) -> str:
    words = condition_words(part, library)
    return f"({words})" if len(part.parts) > 1 else words


def _asking(concept: str, library: Library) -> list[Question]:
    return [question for pack in library.packs.values() for question in pack.questions if question.concept == concept]


def _subject(concept: str, library: Library) -> str:
    questions = _asking(concept, library)
    return f"“{questions[0].short}”" if questions else concept


def _choice(test: ChoiceTest, library: Library) -> str:
    ways = {"any_of": "includes", "only": "is nothing but", "none_of": "is given and is not"}
    way = next(words for name, words in ways.items() if getattr(test, name) is not None)
    labels = joined((f"“{_label(test.concept, name, library)}”" for name in test.ids), "or")
    return f"the answer to {_subject(test.concept, library)} {way} {labels}"


def _label(concept: str, choice_id: str, library: Library) -> str:
    found = (choice for question in _asking(concept, library) if (choice := question.answer.choice(choice_id)))
    choice = next(found, None)
    return YES_PARTLY_NO.get(choice_id, choice_id) if choice is None else choice.label


def _figure(test: FigureTest, library: Library) -> str:
    bounds = [("at least", test.at_least), ("above", test.above), ("below", test.below)]
    said = joined(f"{words} {bound:g}" for words, bound in bounds if bound is not None)
    return f"the figure for {_subject(test.concept, library)} is {said}"


def _highest(library: Library) -> str:
    """The best grade of evidence, in its word."""
    grades = library.vocabulary.evidence_grades
    return grades[max(grades)].label.lower()


def _of_use(words: str, labels: Callable[[str, Library], str]) -> Callable[[Any, Library], str]:
    return lambda ids, library: words.format(joined((labels(name, library) for name in ids), "or"))


_WORDS: Mapping[str, Callable[[Any, Library], str]] = {
    "asked": lambda concept, library: f"{_subject(concept, library)} is asked",
    "answered": lambda concept, library: f"{_subject(concept, library)} is answered",
    "specific": lambda concept, library: f"{_subject(concept, library)} has a specific answer",
    "partial": lambda concept, library: f"{_subject(concept, library)} is answered in part",
    "unknown": lambda concept, library: f"{_subject(concept, library)} is not known",
    "silent": lambda concept, library: f"{_subject(concept, library)} was asked, and neither told nor promised in time",
    "choice": _choice,
    "figure": _figure,
    "status": _of_use("an answer is: {}", lambda name, library: library.vocabulary.statuses[name].label.lower()),
    "late": lambda _, __: "a promised answer is late",
    "adjusted": lambda reason, _: f"the evidence for an answer counts for less ({reason})",
    "must_answer_below_grade": lambda grade, _: f"a must-answer question is answered below grade {grade}",
    "must_answer_verified_fewer_than": lambda n, library: (
        f"fewer than {n} must-answer questions are {_highest(library)}"
    ),
    "must_answer_late": lambda _, library: (
        f"a must-answer question is more than {library.rules.overdue_step_days} days late"
    ),
    "rare_case_from": lambda band, _: f"the simulated risk for rare cases is {band} or worse on average",
    "rare_case_low_end_from": lambda band, _: f"even the low end of the simulated risk for rare cases is {band}",
    "general_from": lambda _, library: (
        f"the simulated general risk is {library.rules.risk_input.general_severe_from:g} percent or more"
    ),
    "quantified": lambda yes, _: "the simulated risk " + ("is quantified" if yes else "cannot be quantified"),
    "wide": lambda yes, _: "the simulated risk " + ("is wide" if yes else "is not wide"),
    "reading": _of_use("the samples read as: {}", lambda name, _: READINGS[name].lower()),
    "samples_from": lambda number, _: f"at least {number} outputs were measured",
    "contradiction": lambda _, __: "a contradiction is open",
    "practice_poor": lambda counting, library: (
        f"the practice score is below {library.rules.practice_score.poor_below:g}"
        + (" with silence counted as the worst" if counting == "with_silence" else "")
    ),
    "coverage_short": lambda _, __: "coverage is below what the questions need",
    "stakes": _of_use("the stakes are {}", lambda name, library: library.vocabulary.stakes[name].label.lower()),
    "human_in_loop": _of_use("a person checks each output: {}", lambda name, _: YES_PARTLY_NO[name].lower()),
    "reviewer_competence": _of_use("that person could tell: {}", lambda name, _: YES_PARTLY_NO[name].lower()),
    "lane": _of_use("{}", lambda name, library: library.vocabulary.lanes[name].label.lower()),
    "jurisdiction": _of_use("users or data are in: {}", lambda name, _: name),
    "fact": lambda name, _: {
        "version_visible": "the version is shown with each output",
        "terms_no_training": "the terms keep our data out of training",
    }[name],
}
"""The words of each test that a condition may hold."""
