from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.audit import evidence_files
from core.audit.document import AuditDocument
from core.audit.errors import WorkspaceError
from core.audit.workspace import Workspace
from questionnaires.errors import UnusableInputError

CONTENT = b"%PDF-1.7 standard terms\n"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "terms.pdf"
    path.write_bytes(CONTENT)
    return path


def test_an_attached_file_is_kept_under_its_hash(
    workspace: Workspace, folder: Path, meeting: AuditDocument, source: Path
) -> None:
    audit_id = workspace.add(meeting).audit_id
    item = workspace.attach_file(audit_id, "B-01", source)
    source.unlink()
    assert item == workspace.load(audit_id).evidence["B-01"]
    assert item.sha256 == SHA256
    assert workspace.attached_file(SHA256) == CONTENT
    assert [path.name for path in (folder / "files").iterdir()] == [SHA256]
    if sys.platform != "win32":
        assert stat.S_IMODE((folder / "files").stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / "files" / SHA256).stat().st_mode) == 0o600


def test_a_file_stays_as_long_as_one_audit_names_it(
    workspace: Workspace, folder: Path, meeting: AuditDocument, source: Path
) -> None:
    for audit_id in ("AUD-1", "AUD-2"):
        workspace.add(meeting.model_copy(update={"audit_id": audit_id}))
        workspace.attach_file(audit_id, "B-01", source)
    workspace.remove("AUD-1")
    assert workspace.attached_file(SHA256) == CONTENT
    workspace.remove("AUD-2")
    assert workspace.attached_file(SHA256) == CONTENT  # a backup names it still


def test_a_file_that_neither_an_audit_nor_a_backup_names_goes_with_the_next_removal(
    workspace: Workspace, folder: Path, meeting: AuditDocument, source: Path
) -> None:
    workspace.attach_file(workspace.add(meeting).audit_id, "B-01", source)
    workspace.remove(meeting.audit_id)
    for backup in (folder / "backups").iterdir():
        backup.unlink()
    workspace.add(meeting)
    workspace.remove(meeting.audit_id)
    assert list((folder / "files").iterdir()) == []


def test_a_file_that_was_changed_or_lost_is_not_given_back(
    workspace: Workspace, folder: Path, meeting: AuditDocument, source: Path
) -> None:
    workspace.attach_file(workspace.add(meeting).audit_id, "B-01", source)
    (folder / "files" / SHA256).write_bytes(CONTENT + b"x")
    with pytest.raises(WorkspaceError, match="no longer what was attached; attach it again"):
        workspace.attached_file(SHA256)
    (folder / "files" / SHA256).unlink()
    with pytest.raises(WorkspaceError, match="is missing; attach it again"):
        workspace.attached_file(SHA256)


@pytest.mark.parametrize("name", ["../workspace.db", "sample-1001", "", "A" * 64])
def test_a_hash_that_is_none_leads_to_no_file(workspace: Workspace, name: str) -> None:
    with pytest.raises(WorkspaceError, match="is missing; attach it again"):
        workspace.attached_file(name)


def as_link(path: Path) -> Path:
    path.with_name("link").symlink_to(path)
    return path.with_name("link")


def as_pipe(path: Path) -> Path:
    os.mkfifo(path.with_name("pipe"))
    return path.with_name("pipe")


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of this kind exist on POSIX systems only")
@pytest.mark.parametrize(
    ("disguise", "cause"),
    [
        (as_link, "link: it is a link; attach the file itself."),
        (as_pipe, "pipe: it is not a file; attach a single file."),
        (lambda path: path.parent, "it is not a file; attach a single file."),
        (lambda path: path.with_name("none"), "none: it could not be opened (No such file or directory)."),
    ],
    ids=["link", "pipe", "folder", "nothing"],
)
def test_only_regular_files_are_taken(
    workspace: Workspace,
    folder: Path,
    meeting: AuditDocument,
    source: Path,
    disguise: Callable[[Path], Path],
    cause: str,
) -> None:
    stored = workspace.add(meeting)
    with pytest.raises(UnusableInputError) as caught:
        workspace.attach_file(stored.audit_id, "B-01", disguise(source))
    assert str(caught.value).endswith(cause)
    assert workspace.load(stored.audit_id) == stored
    assert not (folder / "files").exists()


def test_a_file_beyond_the_limit_is_refused(workspace: Workspace, meeting: AuditDocument, source: Path) -> None:
    stored = workspace.add(meeting)
    os.truncate(source, evidence_files.MAX_BYTES + 1)
    with pytest.raises(UnusableInputError, match=r"terms\.pdf: it has more than the 50 MB allowed"):
        workspace.attach_file(stored.audit_id, "B-01", source)
    assert workspace.load(stored.audit_id) == stored


def test_a_file_for_evidence_that_is_not_there_is_refused(
    workspace: Workspace, folder: Path, meeting: AuditDocument, source: Path
) -> None:
    audit_id = workspace.add(meeting).audit_id
    with pytest.raises(UnusableInputError, match="evidence B-99: there is none of this id; add it first"):
        workspace.attach_file(audit_id, "B-99", source)
    assert not (folder / "files").exists()
