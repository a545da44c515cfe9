from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select, update

from core.audit.connection import writing_engine
from core.audit.document import AuditDocument
from core.audit.letter_log import letter_of, letters_written, record_letter
from core.audit.pack_texts import freeze_packs, pack_texts
from core.audit.tables import FrozenPackRow, LetterRow, PackTextRow
from core.audit.workspace import Workspace
from questionnaires.errors import UnusableInputError

DAY = dt.date(2026, 11, 20)


def test_letters_are_kept_in_order_with_the_hash_of_their_text(workspace: Workspace, meeting: AuditDocument) -> None:
    audit_id = workspace.add(meeting).audit_id
    for kind, text in (("follow_up", "Dear Åse,"), ("reminder", "Dear Åse, again"), ("reminder", "Dear Åse, again")):
        record_letter(workspace, audit_id, letter_of(kind, text, DAY))
    written = letters_written(workspace, audit_id)
    assert [letter.kind for letter in written] == ["follow_up", "reminder", "reminder"]
    assert written[0].sha256 == hashlib.sha256("Dear Åse,".encode()).hexdigest()
    assert workspace.check_changes().problem is None


def test_a_letter_belongs_to_an_audit_that_is_there(workspace: Workspace) -> None:
    with pytest.raises(UnusableInputError, match="there is no audit of this id"):
        record_letter(workspace, "AUD-0", letter_of("follow_up", "Dear all", DAY))


def test_what_was_recorded_of_letters_and_packs_cannot_be_changed(folder: Path, meeting: AuditDocument) -> None:
    with Workspace.open(folder) as workspace:
        audit_id = workspace.add(meeting).audit_id
        record_letter(workspace, audit_id, letter_of("follow_up", "Dear all", DAY))
        freeze_packs(workspace, audit_id, {"meeting_screen": "questions"})
    engine = writing_engine(folder / "workspace.db")
    for change in (
        update(LetterRow).values(kind="none"),
        update(PackTextRow).values(text="other"),
        update(FrozenPackRow).values(pack_id="other"),
    ):
        with Session(engine) as session, pytest.raises(IntegrityError, match="are never changed"):
            session.exec(change)
    engine.dispose()


def test_the_same_pack_text_is_stored_once_for_all_audits(workspace: Workspace, meeting: AuditDocument) -> None:
    ids = [workspace.add(meeting.model_copy(update={"audit_id": name})).audit_id for name in ("AUD-1", "AUD-2")]
    for audit_id in ids:
        for _ in range(2):
            freeze_packs(workspace, audit_id, {"meeting_screen": "same", "training_data": audit_id})
    assert pack_texts(workspace, "AUD-1") == {"meeting_screen": "same", "training_data": "AUD-1"}
    with workspace.reading() as session:
        assert session.exec(select(func.count()).select_from(PackTextRow)).one() == 3
        assert session.exec(select(func.count()).select_from(FrozenPackRow)).one() == 4


def test_a_newer_text_counts_and_the_change_log_holds(workspace: Workspace, meeting: AuditDocument) -> None:
    audit_id = workspace.add(meeting).audit_id
    for text in ("old", "new"):
        freeze_packs(workspace, audit_id, {"meeting_screen": text})
    assert pack_texts(workspace, audit_id) == {"meeting_screen": "new"}
    assert workspace.check_changes().problem is None
    workspace.remove(audit_id)
    assert workspace.check_changes().problem is None
