"""Which letters were written for an audit, and when. Their text is not kept, only its hash."""

from __future__ import annotations

import datetime as dt
import hashlib

from core.audit.outcome import LetterWritten
from core.audit.parts import recorded_parts, write_part
from core.audit.workspace import Workspace


def letter_of(kind: str, text: str, date: dt.date) -> LetterWritten:
    """What is recorded of a letter."""
    return LetterWritten(kind=kind, date=date, sha256=hashlib.sha256(text.encode()).hexdigest())


def record_letter(workspace: Workspace, audit_id: str, letter: LetterWritten) -> None:
    """Append that a letter was written. Raises as every saving function of the workspace does."""
    with workspace.transaction(audit_id) as session:
        write_part(session, audit_id, letter, letter.kind)


def letters_written(workspace: Workspace, audit_id: str) -> tuple[LetterWritten, ...]:
    """Every letter that was written for an audit, the first one first; empty where there is none."""
    with workspace.reading() as session:
        return tuple(recorded_parts(session, LetterWritten, audit_id).values())
