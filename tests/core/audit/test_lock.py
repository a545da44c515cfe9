from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.audit.document import AuditDocument
from core.audit.errors import WorkspaceError
from core.audit.lock import Holder, LockHeldError, WriterLock
from core.audit.workspace import Workspace
from questionnaires.answer import Answer

HOLD = """
import sys
from pathlib import Path
from core.audit.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]))
print(workspace.read_only_reason, flush=True)
sys.stdin.readline()
"""


@contextmanager
def other_program(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has opened the workspace for writing."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "None\n"
        yield process
        process.kill()


def test_a_second_opener_reads_what_is_committed_and_names_the_holder(
    workspace: Workspace, folder: Path, meeting: AuditDocument
) -> None:
    stored = workspace.add(meeting)
    with Workspace.open(folder) as second:
        reason = second.read_only_reason
        assert reason is not None
        assert reason.startswith("Nothing can be saved here while Headwater ")
        assert f"(process {os.getpid()} on {platform.node()}, since " in reason
        assert reason.endswith(" UTC) has the workspace open.")
        workspace.save_answer(stored.audit_id, "MS-01", Answer(status="refused"))
        assert second.load(stored.audit_id).answers["MS-01"] == Answer(status="refused")


def test_every_way_to_save_is_refused_to_a_second_opener(
    workspace: Workspace, folder: Path, meeting: AuditDocument
) -> None:
    stored = workspace.add(meeting)
    with Workspace.open(folder) as second:
        for save in (
            lambda: second.add(meeting.model_copy(update={"audit_id": "AUD-2"})),
            lambda: second.save_answer(stored.audit_id, "MS-01", Answer(status="refused")),
            lambda: second.save_context(stored.audit_id, stored.context),
            lambda: second.save_samples(stored.audit_id, stored.analyser),
            lambda: second.remove(stored.audit_id),
        ):
            with pytest.raises(WorkspaceError, match=r"nothing was saved \(Nothing can be saved here while Headwater"):
                save()
    assert workspace.load(stored.audit_id) == stored
    assert len(workspace.audits()) == 1


def test_another_process_is_named_and_its_death_frees_the_lock(folder: Path) -> None:
    with other_program(folder) as process:
        with Workspace.open(folder) as second:
            assert second.read_only_reason is not None
            assert f"(process {process.pid} on {platform.node()}, since " in second.read_only_reason
        process.kill()
        process.wait()
        with Workspace.open(folder) as third:
            assert third.read_only_reason is None


def test_the_lock_goes_to_the_next_after_a_close(workspace: Workspace, folder: Path) -> None:
    workspace.close()
    with Workspace.open(folder) as second:
        assert second.read_only_reason is None


def test_a_closed_workspace_refuses_to_be_used(workspace: Workspace, meeting: AuditDocument) -> None:
    workspace.close()
    workspace.close()
    with pytest.raises(WorkspaceError, match="the workspace was closed; open it again"):
        workspace.add(meeting)
    with pytest.raises(WorkspaceError, match="the workspace was closed; open it again"):
        workspace.audits()


def test_a_holder_that_is_alive_under_a_process_id_used_again_does_not_hold_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "workspace.lock"
    path.write_text(Holder.this_process().model_dump_json())  # a process with this id runs: this one
    WriterLock(path).release()


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\x00", b'{"pid": 1}', b"[" * 100_000])
def test_a_lock_whose_holder_cannot_be_read_is_still_a_lock(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "workspace.lock"
    lock = WriterLock(path)
    path.write_bytes(text)
    with pytest.raises(LockHeldError, match="another program"):
        WriterLock(path)
    lock.release()


def test_the_name_of_a_holder_carries_no_control_characters() -> None:
    holder = Holder.this_process().model_copy(update={"host": "evil\x1b[2J\nhost"})
    assert str(holder).isprintable()


@pytest.mark.skipif(sys.platform == "win32", reason="making a link needs rights there")
def test_a_link_in_place_of_the_lock_is_not_followed(folder: Path, tmp_path: Path) -> None:
    folder.mkdir()
    precious = tmp_path / "precious.txt"
    precious.write_text("keep")
    (folder / "workspace.lock").symlink_to(precious)
    with pytest.raises(WorkspaceError):
        Workspace.open(folder)
    assert precious.read_text() == "keep"
