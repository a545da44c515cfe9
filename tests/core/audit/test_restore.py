from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from core.audit.document import AuditDocument
from core.audit.errors import WorkspaceError
from core.audit.restore import list_backups, restore
from core.audit.workspace import Workspace
from questionnaires.answer import Answer

REFUSED = Answer(status="refused")
FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def backup(folder: Path, meeting: AuditDocument) -> Path:
    """The backup of a workspace in which something changed afterwards; nobody has it open."""
    with Workspace.open(folder) as workspace:
        workspace.add(meeting)
        made = workspace.back_up()
        workspace.save_answer(meeting.audit_id, "MS-01", REFUSED)
    return made


def first_answer(folder: Path, audit_id: str) -> Answer:
    with Workspace.open(folder) as workspace:
        assert workspace.check_changes().problem is None
        return workspace.load(audit_id).answers["MS-01"]


def test_a_restored_backup_is_the_workspace_and_the_state_before_is_a_backup(
    folder: Path, backup: Path, meeting: AuditDocument
) -> None:
    before = restore(folder, backup)
    assert first_answer(folder, meeting.audit_id) == meeting.answers["MS-01"]
    assert before in [listed.path for listed in list_backups(folder)]
    restore(folder, before)
    assert first_answer(folder, meeting.audit_id) == REFUSED


def test_the_list_says_what_each_backup_holds(folder: Path, backup: Path, meeting: AuditDocument) -> None:
    (listed,) = list_backups(folder)
    assert (listed.path, listed.size, listed.problem) == (backup, backup.stat().st_size, None)
    assert listed.audits == (f"{meeting.vendor}: {meeting.product}",)
    assert listed.answers == len(meeting.answers)
    assert listed.made_at.strftime("%Y-%m-%dT%H%M%SZ") in backup.name


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(4096 * 2, len(content), 4096):
        content[page : page + 200] = b"\xa5" * 200
    path.write_bytes(content)


def test_a_damaged_backup_is_refused_and_changes_nothing(folder: Path, backup: Path, meeting: AuditDocument) -> None:
    damage(backup)
    before = (folder / "workspace.db").read_bytes()
    assert list_backups(folder)[0].problem == "it is damaged"
    with pytest.raises(WorkspaceError) as caught:
        restore(folder, backup)
    assert str(caught.value) == f"{backup}: it is damaged; choose another backup."
    assert (folder / "workspace.db").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["backups", "workspace.db", "workspace.lock"]


def test_a_file_that_is_no_workspace_is_refused(folder: Path, backup: Path, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "photos.db")
    other.execute("CREATE TABLE photo (id INTEGER)")
    other.close()
    with pytest.raises(WorkspaceError, match="not a Headwater workspace"):
        restore(folder, tmp_path / "photos.db")
    with pytest.raises(WorkspaceError):
        restore(folder, tmp_path / "none.db")


def test_a_damaged_workspace_is_set_aside_and_the_backup_takes_its_place(
    folder: Path, backup: Path, meeting: AuditDocument
) -> None:
    database = folder / "workspace.db"
    damage(database)
    bad = database.read_bytes()
    (folder / "workspace.db-journal").write_bytes(b"what a crash left")
    with pytest.raises(WorkspaceError, match="restore the newest backup"):
        Workspace.open(folder)
    aside = restore(folder, backup)
    assert aside is not None
    assert aside.read_bytes() == bad
    assert not (folder / "workspace.db-journal").exists()
    assert first_answer(folder, meeting.audit_id) == meeting.answers["MS-01"]


def test_a_workspace_that_was_deleted_comes_back(folder: Path, backup: Path, meeting: AuditDocument) -> None:
    (folder / "workspace.db").unlink()
    assert restore(folder, backup) is None
    assert first_answer(folder, meeting.audit_id) == meeting.answers["MS-01"]


def test_nothing_is_restored_while_a_program_has_the_workspace_open(folder: Path, backup: Path) -> None:
    with (
        Workspace.open(folder),
        pytest.raises(WorkspaceError, match=r"nothing was restored while Headwater .* has the workspace open"),
    ):
        restore(folder, backup)


def test_a_removed_audit_comes_back_with_its_evidence_file(
    folder: Path, tmp_path: Path, meeting: AuditDocument
) -> None:
    (tmp_path / "terms.pdf").write_bytes(b"terms")
    with Workspace.open(folder) as workspace:
        workspace.add(meeting)
        sha256 = workspace.attach_file(meeting.audit_id, "B-01", tmp_path / "terms.pdf").sha256
        workspace.remove(meeting.audit_id)
        assert workspace.audits() == ()
    restore(folder, list_backups(folder)[0].path)
    with Workspace.open(folder) as workspace:
        assert workspace.load(meeting.audit_id).evidence["B-01"].sha256 == sha256
        assert workspace.attached_file(str(sha256)) == b"terms"


def test_a_backup_of_an_earlier_schema_is_upgraded_when_it_is_opened(folder: Path, backup: Path) -> None:
    shutil.copy(FIXTURES / "schema_1.db", folder / "backups" / "2026-01-01T000000Z-001.db")
    oldest = list_backups(folder)[-1]
    assert oldest.audits != ()
    restore(folder, oldest.path)
    with Workspace.open(folder) as workspace:
        assert len(workspace.audits()) == len(oldest.audits)
        assert workspace.check_changes().problem is None
