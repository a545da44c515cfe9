"""How an answer's evidence grade comes about: what lowers it, why, and which adjustment the dates suggest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from core.audit.document import AuditDocument, EvidenceItem
from core.audit.follow_ups import date_spoken_of
from questionnaires.answer import Adjustment, Answer
from questionnaires.evidence import effective_grade
from questionnaires.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class GradeStep:
    """One adjustment: the grade before and after it, the rule, and the reviewer's reason, empty where there is none."""

    adjustment: Adjustment
    before: int
    after: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An adjustment that the rules suggest for an answer, and why, in one sentence. The reviewer decides."""

    adjustment: Adjustment
    why: str


def grade_steps(answer: Answer, vocabulary: Vocabulary) -> tuple[GradeStep, ...]:
    """The adjustments of an answer, in order, with what each does to its grade."""
    rules = {rule.id: rule.rule for rule in vocabulary.evidence_adjustments}
    return tuple(
        GradeStep(
            adjustment,
            effective_grade(answer.model_copy(update={"adjust": answer.adjust[:position]})),
            effective_grade(answer.model_copy(update={"adjust": answer.adjust[: position + 1]})),
            rules[adjustment],
            answer.adjust_reasons.get(adjustment, ""),
        )
        for position, adjustment in enumerate(answer.adjust)
    )


def with_adjustment(answer: Answer, adjustment: Adjustment, reason: str) -> Answer:
    """The answer, counting for less for a reason."""
    adjust = answer.adjust if adjustment in answer.adjust else (*answer.adjust, adjustment)
    reasons = {name: words for name, words in answer.adjust_reasons.items() if name != adjustment}
    if reason:
        reasons[adjustment] = reason
    return answer.model_copy(update={"adjust": adjust, "adjust_reasons": reasons})


def without_adjustment(answer: Answer, adjustment: Adjustment) -> Answer:
    """The answer without one adjustment and its reason."""
    adjust = tuple(name for name in answer.adjust if name != adjustment)
    reasons = {name: words for name, words in answer.adjust_reasons.items() if name != adjustment}
    return answer.model_copy(update={"adjust": adjust, "adjust_reasons": reasons})


def suggestions(
    question_id: str, document: AuditDocument, vocabulary: Vocabulary, today: dt.date
) -> tuple[Suggestion, ...]:
    """What the rules suggest for an answer beyond what it already has: by the dates and the kinds of its evidence."""
    answer = document.answers.get(question_id)
    if answer is None or effective_grade(answer) == 0:
        return ()
    items = {name: document.evidence[name] for name in answer.evidence if name in document.evidence}
    found = []
    for rule in vocabulary.evidence_adjustments:
        why = ""
        if rule.older_than_months is not None:
            why = _too_old(items, rule.older_than_months, date_spoken_of(document, today))
        elif rule.only_kinds:
            why = _only_of(items, rule.only_kinds)
        if why and rule.id not in answer.adjust:
            found.append(Suggestion(rule.id, why))
    return tuple(found)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    following = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def _too_old(items: Mapping[str, EvidenceItem], months: int, day: dt.date) -> str:
    """Only where every piece bears a date: one that does not may be newer."""
    dates = {name: item.dated for name, item in items.items()}
    known = {name: dated for name, dated in dates.items() if dated is not None}
    if not known or len(known) < len(dates):
        return ""
    newest = max(known, key=lambda name: known[name])
    if known[newest] >= months_before(day, months):
        return ""
    return f"The newest evidence, {newest}, is dated {known[newest]}, more than {months} months before {day}."


def _only_of(items: Mapping[str, EvidenceItem], kinds: tuple[str, ...]) -> str:
    if not items or any(item.kind not in kinds for item in items.values()):
        return ""
    return f"All its evidence is {' or '.join(kinds)} material: {', '.join(items)}."
