"""A vendor's reply against what is known, as plain data for scripts and as lines for people."""

from __future__ import annotations

from typing import Any

from questionnaires.answer import Answer, Range, Value
from questionnaires.exchange.difference import VendorDifference
from questionnaires.exchange.plain_text import one_line
from questionnaires.exchange.words import BASES, STAGES, STATUSES, YES_PARTLY_NO, long_date, readable
from questionnaires.pack import Question

_WORDS_SHOWN = 600
_OURS = {"vague": "Adjectives only", "not_asked": "Not asked yet"}
"""Statuses that a vendor cannot choose."""


def difference_as_plain(found: VendorDifference) -> dict[str, Any]:
    """``changes`` with the old and the new answer and what to look at, ``unchanged`` and ``warnings``."""
    return {
        "audit": found.audit_id,
        "file": found.source,
        "sha256": found.sha256,
        "changes": [
            {
                "question": change.question.id,
                "old": None if change.old is None else _plain(change.old),
                "new": _plain(change.new),
                "left_empty": change.blank,
                "warnings": list(change.warnings),
            }
            for change in found.changes
        ],
        "unchanged": list(found.unchanged),
        "warnings": list(found.warnings),
    }


def difference_in_lines(found: VendorDifference) -> list[str]:
    """Each change with the old answer above the new one, then what is wrong with the file as a whole."""
    lines = [f"{found.source}, answers to {found.audit_id} (SHA-256 {found.sha256})"]
    for change in found.changes:
        lines.append(f"  {change.question.id:<9} {change.question.short}")
        if change.old is not None:
            lines.append(f"      old: {answer_in_words(change.question, change.old)}")
        lines.append(f"      new: {answer_in_words(change.question, change.new)}")
        lines += [f"      look: {warning}" for warning in change.warnings]
    if found.unchanged:
        lines.append(f"Unchanged: {len(found.unchanged)} questions.")
    return [*lines, *found.warnings]


def answer_in_words(question: Question, answer: Answer) -> str:
    """Everything an answer says, in one text a person can set beside another."""
    parts = [STATUSES.get(answer.status) or _OURS[answer.status], f"evidence grade {answer.grade}"]
    if answer.choice:
        parts.append("chosen: " + "; ".join(_choice(question, choice) for choice in answer.choice))
    if answer.value is not None:
        parts.append("figure: " + _value(answer.value))
    if answer.basis is not None:
        sample = f", sample of {answer.n}" if answer.n else ""
        parts.append(f"measured: {BASES[answer.basis].lower()}{sample}")
    parts += [f"{readable(name).lower()}: {_further(value)}" for name, value in answer.extra.items()]
    if answer.due is not None:
        late = f", {answer.overdue_days} days late" if answer.overdue_days else ""
        parts.append(f"promised for {long_date(answer.due)}{late}")
    if answer.by:
        parts.append(f"by {answer.by}")
    if answer.reason:
        parts.append(answer.reason)
    words = f" “{one_line(answer.text, _WORDS_SHOWN)}”" if answer.text else ""
    return f"{'. '.join(part[:1].upper() + part[1:] for part in parts)}.{words}"


def _plain(answer: Answer) -> dict[str, Any]:
    return answer.model_dump(mode="json", exclude_defaults=True)


def _choice(question: Question, choice_id: str) -> str:
    choice = question.answer.choice(choice_id)
    return choice.label if choice is not None else YES_PARTLY_NO.get(choice_id, choice_id)


def _value(value: Value) -> str:
    match value:
        case Range():
            return _range(value)
        case dict():
            return "; ".join(f"{STAGES.get(row, readable(row))} {_range(given)}" for row, given in value.items())
        case float() | int():
            return f"{value:g}"
        case _:
            return str(value)


def _range(given: Range) -> str:
    named = (("lowest", given.low), ("best", given.best), ("highest", given.high))
    return ", ".join(f"{name} {figure:g}" for name, figure in named if figure is not None)


def _further(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
