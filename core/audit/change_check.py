"""Walking the change log: is the chain whole, and does the database still hold what was recorded?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.audit import loading
from core.audit.change_log import START, content_hash, content_of, entry_hash
from core.audit.parts import PARTS, recorded_parts
from core.audit.tables import AuditRow, ChangeRow
from questionnaires.answer import Frozen

KEPT = frozenset({"answer", "result", *(kind for kind, _ in PARTS.values())})
"""Kinds of change whose rows stay as long as their audit does."""


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """What a walk along the change log found.

    entries: how many entries hold. head: hash of the last of them. problem: one clause about the first thing wrong.
    """

    entries: int
    head: str
    problem: str | None


def check_changes(session: Session) -> ChangeReport:
    """Compare every hash of the log with its entry, and every kept row with what the log recorded of it."""
    audits = set(session.exec(select(AuditRow.id)))
    contents = {counter: content_hash(content_of(value)) for counter, value in _kept_values(session)}
    head = START
    entries = 0
    for entry in session.exec(select(ChangeRow).order_by(col(ChangeRow.counter))):
        expected = entry.kind in KEPT and entry.audit_id in audits
        problem = _problem(entry, head, contents.pop(entry.counter or 0, None), expected=expected)
        if problem is not None:
            return ChangeReport(entries, head, problem)
        head = entry.sha256
        entries += 1
    return ChangeReport(entries, head, f"rows {sorted(contents)[:5]} are in no change" if contents else None)


def _problem(entry: ChangeRow, head: str, content: str | None, *, expected: bool) -> str | None:
    if entry.previous_sha256 != head:
        return f"the entry before change {entry.counter} was removed or moved"
    if entry.sha256 != entry_hash(entry):
        return f"change {entry.counter} was altered after it was written"
    if content is not None and content != entry.content_sha256:
        return f"the {entry.kind} of change {entry.counter} was altered after it was written"
    if content is None and expected:
        return f"the {entry.kind} of change {entry.counter} was removed"
    return None


def _kept_values(session: Session) -> Iterator[tuple[int, Frozen]]:
    for kind in PARTS:
        yield from recorded_parts(session, kind).items()
    yield from loading.every_answer(session).items()
    yield from loading.recorded_results(session).items()
