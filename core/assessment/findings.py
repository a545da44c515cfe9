"""Which findings an audit raises, with their words filled in from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from core.assessment.caps import AppliedCap
from core.assessment.conditions import culprits
from core.assessment.finding_words import words_for
from core.assessment.result import RaisedFinding
from core.assessment.situation import Situation

_SEVERITY_ORDER = ("blocker", "major", "minor", "note")


def raised_findings(situation: Situation, caps: Sequence[AppliedCap]) -> tuple[RaisedFinding, ...]:
    """Every finding of the audit, blockers first: those whose condition holds and those that a cap names."""
    findings = [_filled(name, questions, situation) for name, questions in _raised(situation, caps).items()]
    return tuple(sorted(findings, key=lambda finding: (_SEVERITY_ORDER.index(finding.severity), finding.id)))


def _raised(situation: Situation, caps: Sequence[AppliedCap]) -> Mapping[str, tuple[str, ...]]:
    """Ids of the findings, with the questions behind each in the order of the packs."""
    raised: dict[str, tuple[str, ...]] = {}
    for name, finding in situation.library.findings.items():
        questions = None if finding.raised_when is None else culprits(finding.raised_when, situation)
        if questions is not None:
            raised[name] = questions
    for cap in caps:
        named = {*raised.get(cap.rule.finding, ()), *cap.questions}
        raised[cap.rule.finding] = tuple(question for question in situation.question_order if question in named)
    return raised


def _said(template: str, words: Mapping[str, str]) -> str:
    """The words filled in; a question at the end of a sentence ends it."""
    return template.format_map(words).replace("?.", "?")


def _filled(name: str, questions: tuple[str, ...], situation: Situation) -> RaisedFinding:
    finding = situation.library.findings[name]
    words = words_for(questions, situation)
    answers = situation.document.answers
    return RaisedFinding(
        id=name,
        severity=finding.severity,
        title=_said(finding.title, words),
        plain=_said(finding.plain, words),
        action=_said(finding.action, words),
        letter=None if finding.letter is None else _said(finding.letter, words),
        owner=finding.owner,
        due_days=finding.due_days,
        due=spoken_of(situation) + dt.timedelta(days=finding.due_days),
        clauses=finding.clauses,
        questions=questions,
        said=tuple(answers[name].text for name in questions if name in answers and answers[name].text),
    )


def spoken_of(situation: Situation) -> dt.date:
    """The day the audit speaks of: when it closed, or when it was opened."""
    return situation.document.closed or situation.document.opened
