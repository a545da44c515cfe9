"""What the words in braces of a finding stand for in one audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from core.assessment.scores import practice_of
from core.assessment.situation import Situation
from questionnaires.answer import Answer
from questionnaires.library import Library

WEAKEST = 3
"""How many of the least protective practices are named."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)  # the names that Python knows follow the language of the desktop


class _Words(Mapping[str, str]):
    """Words worked out when a text asks for them. Iterating names every word there is."""

    def __init__(self, questions: Sequence[str], situation: Situation) -> None:
        self._questions, self._situation = questions, situation

    def __getitem__(self, word: str) -> str:
        return WORDS[word](self._questions, self._situation)

    def __iter__(self) -> Iterator[str]:
        return iter(WORDS)

    def __len__(self) -> int:
        return len(WORDS)


def words_for(questions: Sequence[str], situation: Situation) -> Mapping[str, str]:
    """The words for a finding that these questions raised."""
    return _Words(questions, situation)


def _subjects(questions: Sequence[str], s: Situation) -> str:
    return "; ".join(_short(question, s.library) for question in questions)


def _short(question_id: str, library: Library) -> str:
    question = library.question(question_id)
    return question_id if question is None else question.short


def _states(questions: Sequence[str], s: Situation) -> str:
    """Why we do not know, a clause for each different reason."""
    states = [_state(s.document.answers.get(question)) for question in questions]
    return "; ".join(dict.fromkeys(states))


def _state(answer: Answer | None) -> str:
    if answer is None or answer.status == "not_asked":
        return "the question has not been asked yet"
    match answer.status:
        case "vague":
            return "the answer was in words that could not be wrong"
        case "pending" if answer.due is not None:
            return f"the answer is promised for {_day(answer.due)}"
        case "pending":
            return "the answer is promised, without a date"
        case "dont_know":
            return "not known when asked"
        case "refused":
            return "declined when asked"
        case _:
            return "the answer does not say"


def _figures(questions: Sequence[str], s: Situation) -> str:
    found = [
        s.figure(question.concept, answer)
        for name in questions
        if (question := s.library.question(name)) and (answer := s.document.answers.get(name))
    ]
    return ", ".join(dict.fromkeys(f"{figure:g}" for figure in found if figure is not None))


def _late(questions: Sequence[str], s: Situation) -> str:
    """Each late answer with the day it was due."""
    closed = s.document.closed or s.document.opened
    said = []
    for name in questions:
        answer = s.document.answers[name]
        due = answer.due or closed - dt.timedelta(days=answer.overdue_days)
        days = "1 day" if answer.overdue_days == 1 else f"{answer.overdue_days} days"
        said.append(f"{_short(name, s.library)} was due on {_day(due)} and is {days} late")
    return "; ".join(said)


def _claims(_: Sequence[str], s: Situation) -> str:
    return "; ".join(f"{c.claim_a} against {c.claim_b}" for c in s.document.contradictions if c.state == "open")


def _narrowing(_: Sequence[str], s: Situation) -> str:
    questions = s.risk.open_gates or [item.question for item in s.risk.ask_next[:3]]
    return _subjects(questions, s) or "the answers with the weakest evidence"


def _weakest(_: Sequence[str], s: Situation) -> str:
    """The least protective practices described, the heaviest first."""
    known = [
        (practice, -item.question.weight, item.question.short)
        for item in s.asked
        if item.answer is not None
        and (practice := practice_of(item.question, item.answer, s.library.vocabulary)) is not None
    ]
    return "; ".join(short for _, _, short in sorted(known)[:WEAKEST])


def _lowest(s: Situation) -> float:
    gauge = s.risk.rare_case
    return min(gauge.interval[0], gauge.probability, gauge.adverse)


def _highest(s: Situation) -> float:
    gauge = s.risk.rare_case
    return max(gauge.interval[1], gauge.probability, gauge.adverse)


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.0f} %"


def _day(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


WORDS: Mapping[str, Callable[[Sequence[str], Situation], str]] = {
    "vendor": lambda _, s: s.document.vendor,
    "product": lambda _, s: s.document.product or "the product",
    "q": _subjects,
    "state": _states,
    "value": _figures,
    "overdue": _late,
    "claims": _claims,
    "days": lambda _, s: str(s.library.rules.overdue_step_days),
    "date": lambda _, s: _day(s.document.analyser.date or s.document.closed or s.document.opened),
    "count": lambda _, s: str(s.document.analyser.n),
    "baseline": lambda _, s: s.document.analyser.baseline or "the reference",
    "coverage": lambda _, s: _percent(s.scores.coverage),
    "practice": lambda _, s: f"{100 * (s.scores.practice or 0.0):.0f}",
    "practice_coverage": lambda _, s: _percent(s.scores.practice_coverage),
    "practice_limit": lambda _, s: f"{s.library.rules.practice_score.poor_below:g}",
    "weakest": _weakest,
    "average": lambda _, s: _percent(s.risk.rare_case.probability),
    "adverse": lambda _, s: _percent(s.risk.rare_case.adverse),
    "low": lambda _, s: _percent(_lowest(s)),
    "high": lambda _, s: _percent(_highest(s)),
    "general": lambda _, s: _percent(s.risk.general.probability),
    "narrowing": _narrowing,
}
"""Every word that a finding may hold in braces."""
