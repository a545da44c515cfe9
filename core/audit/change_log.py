"""The append-only change log: each entry carries the hash of the one before.

It shows that a line was changed, removed or moved. It does not stop somebody who rebuilds the whole chain, unless its
head was printed, mailed or signed before; it is not a signature.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from core.audit.log_head import LogHead
from core.audit.tables import ChangeRow
from core.audit.tables.changes import ChangeKind
from questionnaires.answer import Frozen

START = "0" * 64
"""What the first entry names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Change:
    """An entry as written: its counter, which orders all changes, and when it was recorded (UTC)."""

    counter: int
    recorded_at: dt.datetime


def log_head(session: Session) -> LogHead:
    """The newest entry; that of an empty log is the hash that the first will name."""
    last = session.exec(select(ChangeRow).order_by(col(ChangeRow.counter).desc()).limit(1)).first()
    return LogHead(0, START) if last is None else LogHead(last.counter or 0, last.sha256)


def record_change(session: Session, audit_id: str, kind: ChangeKind, subject: str, content: Any) -> Change:
    """Append one entry about plain ``content``."""
    last = session.exec(select(ChangeRow).order_by(col(ChangeRow.counter).desc()).limit(1)).first()
    entry = ChangeRow(
        audit_id=audit_id,
        kind=kind,
        subject=subject,
        recorded_at=dt.datetime.now(dt.UTC),
        content_sha256=content_hash(content),
        previous_sha256=last.sha256 if last else START,
        sha256="",
    )
    entry.sha256 = entry_hash(entry)
    session.add(entry)
    session.flush()
    if entry.counter is None:
        raise AssertionError("the database numbers every entry")
    return Change(entry.counter, entry.recorded_at)


def content_of(value: Frozen) -> Any:
    """What is hashed of a value: what it says beyond its defaults, so that a later field does not change old hashes."""
    return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def content_hash(content: Any) -> str:
    """SHA-256 of plain data written as JSON with sorted keys."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def entry_hash(entry: ChangeRow) -> str:
    """The hash that chains an entry to the one before it."""
    return content_hash(
        [
            entry.previous_sha256,
            entry.audit_id,
            entry.kind,
            entry.subject,
            entry.recorded_at.astimezone(dt.UTC).isoformat(),
            entry.content_sha256,
        ]
    )
