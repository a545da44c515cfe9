"""A full disk, a folder that vanishes, a clock that goes back, curious neighbours: said, and nothing lost."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from core.audit import change_log
from core.audit.document import AuditDocument
from core.audit.errors import FULL, WorkspaceError
from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and permissions of POSIX systems")

POINTS = 50
ROOT = Path(__file__).parents[2]


@pytest.fixture
def meeting() -> AuditDocument:
    return read_audit(EXAMPLES / "B0_evasive_vendor_meeting_day.yaml")


@pytest.fixture
def folder(tmp_path: Path, meeting: AuditDocument) -> Path:
    with Workspace.open(tmp_path / "workspace") as workspace:
        workspace.add(meeting)
    return tmp_path / "workspace"


@pytest.mark.slow
def test_a_full_disk_loses_nothing_is_said_and_saving_goes_on_when_there_is_room(folder: Path, tmp_path: Path) -> None:
    script = Path(__file__).with_name("fill_disk.py")
    command = ["unshare", "--map-root-user", "--mount", sys.executable, str(script)]
    if shutil.which("unshare") is None or subprocess.run([*command[:3], "true"], check=False).returncode:
        pytest.skip("This system lets nobody mount a small disk, so none could be filled.")
    arguments = [str(folder), str(tmp_path / "disk"), str(POINTS)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == POINTS
    for line in lines:
        assert line["refused"] == f"{tmp_path / 'disk' / 'workspace' / 'workspace.db'}: {FULL}."
        assert line["kept"] == line["saved"]
        assert (line["chain"], line["integrity"]) == (None, "ok")
    answers = sum(len(line["saved"]) for line in lines)
    print(f"\n{POINTS} full disks: {answers} answers saved, 0 lost; each said so, each went on afterwards")


def test_a_file_that_may_not_grow_leaves_the_old_report_whole(tmp_path: Path) -> None:
    write = (
        "import resource, sys; from pathlib import Path; from core.audit.atomic_file import write_atomically;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        "write_atomically(Path(sys.argv[1]), bytes(200_000))"
    )
    report = tmp_path / "report.pdf"
    report.write_bytes(b"old")
    command = [sys.executable, "-c", write, str(report)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert f"{report}: it could not be used (File too large)." in done.stderr
    assert report.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [report]


def test_no_room_for_temporary_files_does_not_matter(folder: Path, tmp_path: Path) -> None:
    """SQLite and ours write beside the database only, so a temporary folder that is full or missing stops nothing."""
    script = (
        "import sys; from pathlib import Path; from core.audit.workspace import Workspace;"
        "w = Workspace.open(Path(sys.argv[1])); w.back_up(); w.remove('AUD-2026-0042-M'); w.close()"
    )
    missing = {name: str(tmp_path / "missing") for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")}
    command = [sys.executable, "-c", script, str(folder)]
    subprocess.run(command, check=True, env={**os.environ, **missing})


def test_a_folder_that_vanishes_is_said_and_what_was_typed_can_be_saved_elsewhere(
    folder: Path, tmp_path: Path, meeting: AuditDocument
) -> None:
    workspace = Workspace.open(folder)
    shutil.move(folder, tmp_path / "gone")
    with pytest.raises(WorkspaceError) as caught:
        workspace.save_answer(meeting.audit_id, "MS-01", Answer(status="refused"))
    assert str(caught.value).startswith(str(folder / "workspace.db"))
    assert len(str(caught.value).splitlines()) == 1
    shutil.move(tmp_path / "gone", folder)
    workspace.save_answer(meeting.audit_id, "MS-01", Answer(status="refused"))
    workspace.close()
    with Workspace.open(folder) as again:
        assert again.load(meeting.audit_id).answers["MS-01"] == Answer(status="refused")


def test_a_clock_set_back_changes_no_order(
    folder: Path, meeting: AuditDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    class YearsAgo(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
            return dt.datetime(2001, 1, 1, tzinfo=tz)

    with Workspace.open(folder) as workspace:
        workspace.save_answer(meeting.audit_id, "MS-01", Answer(status="vague"))
        monkeypatch.setattr(change_log.dt, "datetime", YearsAgo)
        later = Answer(status="refused")
        workspace.save_answer(meeting.audit_id, "MS-01", later)
        assert workspace.load(meeting.audit_id).answers["MS-01"] == later
        assert workspace.history(meeting.audit_id, "MS-01")[-1].answer == later
        assert workspace.check_changes().problem is None


def test_nobody_else_can_read_what_the_workspace_keeps(tmp_path: Path, meeting: AuditDocument) -> None:
    """With the loosest mask a user can have."""
    folder = tmp_path / "private"
    before = os.umask(0)
    try:
        with Workspace.open(folder) as workspace:
            workspace.add(meeting)
            (tmp_path / "terms.pdf").write_bytes(b"terms")
            workspace.attach_file(meeting.audit_id, "B-01", tmp_path / "terms.pdf")
            workspace.back_up()
    finally:
        os.umask(before)
    found = {path.relative_to(folder).parts[0] for path in folder.rglob("*")}
    assert found == {"backups", "files", "workspace.db", "workspace.lock"}
    for path in [folder, *folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_journal_of_a_running_save_is_private_too(folder: Path, meeting: AuditDocument) -> None:
    before = os.umask(0)
    try:
        with Workspace.open(folder) as workspace, workspace.transaction() as session:
            session.connection().exec_driver_sql("INSERT INTO client (name) VALUES ('Somebody')")
            journal = folder / "workspace.db-journal"
            assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_a_database_killed_with_a_journal_is_rolled_back_by_whoever_opens_it(
    folder: Path, meeting: AuditDocument
) -> None:
    """A journal that a crash left belongs to a save that was never reported; the answer before it is there."""
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA cache_spill=ON'); c.execute('PRAGMA cache_size=1'); c.execute('BEGIN IMMEDIATE');"
        "[c.execute('INSERT INTO client (name) VALUES (?)', (str(i) * 3000,)) for i in range(200)]; os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(folder / "workspace.db")], check=False)
    assert (folder / "workspace.db-journal").stat().st_size > 0
    with Workspace.open(folder, read_only=True) as workspace:
        assert workspace.load(meeting.audit_id).answers == meeting.answers
    with Workspace.open(folder) as workspace:
        assert workspace.check_changes().problem is None
    database = sqlite3.connect(folder / "workspace.db")
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()
