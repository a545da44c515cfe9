"""What an answer claims, in one short clause: the choices that were named, or the figures that were given."""

from __future__ import annotations

import datetime as dt

from core.risk.grouped import grouped
from questionnaires.answer import Answer, Range
from questionnaires.pack import Question

_IN_PERCENT = ("percent_range", "stage_percent", "breakdown")


def claim_in_words(question: Question, answer: Answer) -> str:
    """The choices' labels; else the value; else the vendor's words as they stand."""
    labels = [found.label for choice in answer.choice if (found := question.answer.choice(choice)) is not None]
    if labels or answer.choice:
        return "; ".join(labels or answer.choice)
    unit = " %" if question.answer.type in _IN_PERCENT else f" {question.answer.unit}".rstrip()
    match answer.value:
        case None:
            return answer.text
        case dt.date():
            return answer.value.isoformat()
        case dict():
            return ", ".join(f"{row.replace('_', ' ')} {_range(part, unit)}" for row, part in answer.value.items())
        case Range():
            return _range(answer.value, unit)
        case number:
            return f"{_amount(number)}{unit}"


def _range(value: Range, unit: str) -> str:
    if value.lowest == value.highest:
        return f"{_amount(value.central)}{unit}"
    return f"{_amount(value.lowest)} to {_amount(value.highest)}{unit}"


def _amount(figure: float) -> str:
    return grouped(figure) if abs(figure) >= 1000 else f"{figure:g}"
