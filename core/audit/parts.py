"""The parts of an audit that are one row each time they are recorded: rows are added, and the latest counts."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlmodel import Session, col, select

from core.audit.change_log import Change, content_of, record_change
from core.audit.document import Context, Contradiction, SignOff
from core.audit.outcome import FollowUp, FrozenPack, LetterWritten, MeasuredSamples
from core.audit.tables import (
    ContextRow,
    ContradictionRow,
    FollowUpRow,
    FrozenPackRow,
    LetterRow,
    SampleSetRow,
    SignOffRow,
)
from core.audit.tables.base import PartRow
from core.audit.tables.changes import ChangeKind
from questionnaires.answer import Frozen

Part = TypeVar("Part", bound=Frozen)

PARTS: dict[type[Frozen], tuple[ChangeKind, type[PartRow]]] = {
    Context: ("context", ContextRow),
    Contradiction: ("contradiction", ContradictionRow),
    MeasuredSamples: ("samples", SampleSetRow),
    SignOff: ("sign_off", SignOffRow),
    FollowUp: ("follow_up", FollowUpRow),
    LetterWritten: ("letter", LetterRow),
    FrozenPack: ("frozen_pack", FrozenPackRow),
}
"""By kind of value: what the change log calls it, and its table, whose columns are the fields of the value."""


def write_part(session: Session, audit_id: str, value: Frozen, subject: str = "") -> Change:
    """Record a part as it stands now. subject: its id where an audit has several."""
    kind, table = PARTS[type(value)]
    change = record_change(session, audit_id, kind, subject, content_of(value))
    session.add(table(counter=change.counter, audit_id=audit_id, **value.model_dump()))
    session.flush()
    return change


def recorded_parts(session: Session, kind: type[Part], audit_id: str | None = None) -> dict[int, Part]:
    """Every value of a kind that was ever recorded, by counter, for one audit or for all."""
    _, table = PARTS[kind]
    wanted = select(table).order_by(col(table.counter))
    if audit_id is not None:
        wanted = wanted.where(table.audit_id == audit_id)
    return {row.counter: kind.model_validate(_fields(row)) for row in session.exec(wanted)}


def _fields(row: PartRow) -> dict[str, Any]:
    return row.model_dump(exclude={"counter", "audit_id"})
