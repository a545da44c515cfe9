from __future__ import annotations

import shutil
import stat
import sys
import time
from pathlib import Path

import pytest

from core.audit.document import AuditDocument
from core.audit.errors import WorkspaceError
from core.audit.workspace import Workspace
from questionnaires.answer import Answer


def test_a_backup_opens_as_a_workspace_with_everything_in_it(
    workspace: Workspace, folder: Path, tmp_path: Path, meeting: AuditDocument
) -> None:
    stored = workspace.add(meeting)
    head = workspace.check_changes()
    backup = workspace.back_up()
    workspace.save_answer(stored.audit_id, "MS-01", Answer(status="refused"))
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(backup, restored / "workspace.db")
    with Workspace.open(restored) as again:
        assert again.load(stored.audit_id) == stored
        assert again.check_changes() == head


def test_backups_do_not_replace_each_other_and_sort_by_time(workspace: Workspace, folder: Path) -> None:
    made = [workspace.back_up() for _ in range(3)]
    assert sorted((folder / "backups").iterdir()) == made


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of this kind exist on POSIX systems only")
def test_a_backup_is_readable_by_the_user_only(workspace: Workspace) -> None:
    backup = workspace.back_up()
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700


def test_what_a_crash_left_is_swept_away(workspace: Workspace, folder: Path) -> None:
    (folder / "backups" / ".~crashed").mkdir(parents=True)
    (folder / "backups" / ".~crashed" / "workspace.db").touch()
    backup = workspace.back_up()
    assert list((folder / "backups").iterdir()) == [backup]


def test_a_backup_that_cannot_be_written_leaves_nothing(folder_of_ordinary_user: Path, meeting: AuditDocument) -> None:
    with Workspace.open(folder_of_ordinary_user) as workspace:
        workspace.add(meeting)
        (folder_of_ordinary_user / "backups").mkdir(mode=0o500)
        with pytest.raises(WorkspaceError, match="backups: it cannot be written to"):
            workspace.back_up()
        assert list((folder_of_ordinary_user / "backups").iterdir()) == []


def test_a_second_opener_makes_no_backup(workspace: Workspace, folder: Path) -> None:
    with Workspace.open(folder) as second, pytest.raises(WorkspaceError, match="nothing was saved"):
        second.back_up()
    assert not (folder / "backups").exists()


def test_closing_backs_up_what_changed_unless_that_was_just_done(folder: Path, meeting: AuditDocument) -> None:
    with Workspace.open(folder) as workspace:
        workspace.add(meeting)
    assert len(list((folder / "backups").iterdir())) == 1
    with Workspace.open(folder) as workspace:
        workspace.save_answer(meeting.audit_id, "MS-01", Answer(status="refused"))
    assert len(list((folder / "backups").iterdir())) == 1


def test_half_an_hour_of_saving_is_backed_up_without_being_asked(
    workspace: Workspace, folder: Path, meeting: AuditDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.add(meeting)
    now = time.monotonic()
    for minutes, backups in ((29, 0), (31, 1), (59, 1), (62, 2)):
        monkeypatch.setattr(time, "monotonic", lambda passed=60 * minutes: now + passed)
        workspace.save_answer(meeting.audit_id, "MS-05", Answer(status="specific", value=minutes))
        assert len(list((folder / "backups").glob("*.db"))) == backups


def test_a_backup_that_fails_by_itself_is_told_and_the_answer_is_saved(
    workspace: Workspace, folder: Path, meeting: AuditDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.add(meeting)
    (folder / "backups").write_text("in the way", encoding="utf-8")
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 3600)
    workspace.save_answer(meeting.audit_id, "MS-01", Answer(status="refused"))
    assert workspace.load(meeting.audit_id).answers["MS-01"] == Answer(status="refused")
    assert workspace.backup_problem is not None
    assert "backups" in workspace.backup_problem
    (folder / "backups").unlink()
    monkeypatch.setattr(time, "monotonic", lambda: now + 7200)
    workspace.save_answer(meeting.audit_id, "MS-01", Answer(status="vague"))
    assert workspace.backup_problem is None
