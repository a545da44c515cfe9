"""Which findings an audit raises, and their words filled in from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from core.assessment.caps import AppliedCap
from core.assessment.result import RaisedFinding
from core.assessment.scores import Asked, practice_of
from core.assessment.situation import Situation
from questionnaires.answer import Range
from questionnaires.library import Library

_SEVERITY_ORDER = ("blocker", "major", "minor", "note")


def raised_by_answers(asked: Sequence[Asked], library: Library) -> Mapping[str, tuple[str, ...]]:
    """Findings that single answers raise: id -> the questions that did, in the order of the packs."""
    raised: dict[str, list[str]] = {}
    for item in asked:
        for finding in _of_answer(item, library):
            questions = raised.setdefault(finding, [])
            if item.question.id not in questions:
                questions.append(item.question.id)
    return {finding: tuple(questions) for finding, questions in raised.items()}


def raised_findings(situation: Situation, caps: Sequence[AppliedCap]) -> tuple[RaisedFinding, ...]:
    """Every finding of the audit, blockers first, with its words filled in."""
    raised = dict(situation.raised)
    for cap in caps:
        raised.setdefault(cap.rule.finding, ())
    findings = [_filled(finding, questions, situation) for finding, questions in raised.items()]
    return tuple(sorted(findings, key=lambda finding: (_SEVERITY_ORDER.index(finding.severity), finding.id)))


def _of_answer(item: Asked, library: Library) -> Iterator[str]:
    question, answer = item.question, item.answer
    if answer is None:
        return
    practice = practice_of(question, answer, library.vocabulary)
    if practice is not None and practice <= library.rules.practice_score.finding_up_to and question.findings:
        yield question.findings[0]
    if answer.answered:
        yield from (choice.flag for choice in question.answer.choices if choice.flag and choice.id in answer.choice)
    if answer.status == "vague":
        yield "F-VAGUE"
    if question.gate and answer.unknown:
        yield library.rules.gate_unknown_findings[question.concept]
    if answer.overdue:
        yield "F-OVERDUE"


def _filled(finding_id: str, questions: tuple[str, ...], situation: Situation) -> RaisedFinding:
    finding = situation.library.findings[finding_id]
    words = _words(finding_id, questions, situation)
    return RaisedFinding(
        id=finding_id,
        severity=finding.severity,
        title=finding.title,
        plain=finding.plain.format_map(words),
        action=finding.action.format_map(words),
        letter=None if finding.letter is None else finding.letter.format_map(words),
        owner=finding.owner,
        due_days=finding.due_days,
        clauses=finding.clauses,
        questions=questions,
    )


def _words(finding_id: str, questions: tuple[str, ...], situation: Situation) -> Mapping[str, str]:
    """What the words in braces stand for in this audit."""
    document, risk = situation.document, situation.risk
    highest = max(risk.rare_case.interval[1], risk.rare_case.adverse)
    return {
        "vendor": document.vendor,
        "product": document.product,
        "date": _date(finding_id, questions, situation),
        "low": _percent(risk.rare_case.interval[0]),
        "high": _percent(highest),
        "q": _subjects(finding_id, questions, situation),
        "value": _value(finding_id, questions, situation),
    }


def _date(finding_id: str, questions: tuple[str, ...], situation: Situation) -> str:
    """The day it speaks of: when a promise fell due, when samples were measured, else when the audit closed."""
    document = situation.document
    day = document.closed or document.opened
    match finding_id:
        case "F-ANALYSER":
            day = document.analyser.date or day
        case "F-OVERDUE":
            late = document.answers[questions[0]]
            day = late.due or day - dt.timedelta(days=late.overdue_days)
    return f"{day.day} {day:%B %Y}"


def _subjects(finding_id: str, questions: tuple[str, ...], situation: Situation) -> str:
    if finding_id == "F-CONTRADICTION":
        questions = tuple(c.question for c in situation.document.contradictions if c.state == "open")
    found = [situation.library.question(question) for question in questions]
    return "; ".join(question.short for question in found if question is not None)


def _value(finding_id: str, questions: tuple[str, ...], situation: Situation) -> str:
    document, risk = situation.document, situation.risk
    match finding_id:
        case "F-SHARE-HIGH":
            return _percent((situation.synthetic_share or 0.0) / 100)
        case "F-CONTRADICTION":
            return "; ".join(c.claim_b for c in document.contradictions if c.state == "open")
        case "F-ANALYSER":
            return str(document.analyser.n)
        case "F-COVERAGE":
            return _percent(situation.scores.coverage)
        case "F-RISK":
            return _percent(risk.rare_case.probability)
        case "F-UNQUANTIFIED":
            asks = [situation.library.question(item.question) for item in risk.ask_next[:3]]
            return "; ".join(question.short for question in asks if question is not None)
        case "F-SCOPE":
            return "another model, version or stage"
        case _:
            return "; ".join(_answered_figure(question, situation) for question in questions)


def _answered_figure(question_id: str, situation: Situation) -> str:
    answer = situation.document.answers.get(question_id)
    value = None if answer is None else answer.value
    figure = value.central if isinstance(value, Range) else value
    return f"{figure:g}" if isinstance(figure, float) else ""


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
