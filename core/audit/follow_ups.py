"""What was promised and has not come: who owes it, when it is due, and by how many days it is late.

Everything here is worked out from a date that the caller gives; nothing looks at the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from core.audit.document import AuditDocument
from questionnaires.answer import Answer


@dataclass(frozen=True, slots=True)
class Promise:
    """An answer that somebody will come back with, or an audit that is to be made again.

    question_id: None for a new audit of the product. who: whoever promised it; empty where nobody was named.
    due: None where no date was agreed. said: the words of the promise.
    """

    audit_id: str
    vendor: str
    product: str
    sample: bool
    question_id: str | None
    who: str
    due: dt.date | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class DueItem:
    """A promise seen on one day. days_late: 0 until the day after it was due; days_left: None without a date."""

    promise: Promise
    days_late: int
    days_left: int | None


def days_late(due: dt.date | None, on: dt.date) -> int:
    """Days since a due date passed; 0 on the day itself, before it, and without one."""
    return 0 if due is None else max(0, (on - due).days)


def date_spoken_of(document: AuditDocument, today: dt.date) -> dt.date:
    """The day an audit speaks of: when it was closed, or today while it is open."""
    return document.closed or today


def overdue_on(answer: Answer, on: dt.date) -> int:
    """By how many days an answer is late.

    A promise with a due date is counted from it; a figure that an older file brought stays where it is higher.
    """
    late = days_late(answer.due, on) if answer.status == "pending" else 0
    return max(answer.overdue_days, late)


def as_of(document: AuditDocument, today: dt.date) -> AuditDocument:
    """The same audit with every late promise counted to the day the audit speaks of."""
    on = date_spoken_of(document, today)
    late = {
        question_id: answer.model_copy(update={"overdue_days": overdue_on(answer, on)})
        for question_id, answer in document.answers.items()
        if overdue_on(answer, on) != answer.overdue_days
    }
    return document.model_copy(update={"answers": {**document.answers, **late}}) if late else document


def due_list(promises: Iterable[Promise], today: dt.date) -> tuple[DueItem, ...]:
    """Everything that is owed: the latest first, then what comes next, then what has no date."""
    items = [
        DueItem(promise, days_late(promise.due, today), None if promise.due is None else (promise.due - today).days)
        for promise in promises
    ]
    return tuple(sorted(items, key=_when))


def _when(item: DueItem) -> tuple[bool, dt.date, str, str]:
    promise = item.promise
    return promise.due is None, promise.due or dt.date.max, promise.audit_id, promise.question_id or "~"
