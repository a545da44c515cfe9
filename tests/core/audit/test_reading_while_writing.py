from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.audit.document import AuditDocument
from core.audit.errors import WorkspaceError
from core.audit.workspace import Workspace
from questionnaires.answer import Answer

SAVES = 40
TAKE_ALL = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN EXCLUSIVE')"


def test_a_reader_sees_only_whole_saves_and_neither_stands_in_the_other_s_way(
    workspace: Workspace, folder: Path, meeting: AuditDocument
) -> None:
    audit_id = workspace.add(meeting).audit_id
    seen: list[float] = []
    finished = threading.Event()

    def read() -> None:
        with Workspace.open(folder) as reader:
            while not finished.is_set():
                answer = reader.load(audit_id).answers["MS-05"]
                assert answer.value is None or answer.text == f"number {answer.value:g}"
                seen.append(answer.value or 0)

    reading = threading.Thread(target=read)
    reading.start()
    for number in range(1, SAVES + 1):
        workspace.save_answer(audit_id, "MS-05", Answer(status="specific", value=number, text=f"number {number}"))
    finished.set()
    reading.join()
    assert seen == sorted(seen)
    assert len(set(seen)) > 1


def test_two_threads_of_one_program_lose_nothing(workspace: Workspace, meeting: AuditDocument) -> None:
    audit_id = workspace.add(meeting).audit_id

    def save(question_id: str) -> None:
        for number in range(SAVES // 2):
            workspace.save_answer(audit_id, question_id, Answer(status="specific", value=number))

    threads = [threading.Thread(target=save, args=(question_id,)) for question_id in ("MS-02", "MS-05")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for question_id in ("MS-02", "MS-05"):
        values = [version.answer.value for version in workspace.history(audit_id, question_id)[1:]]
        assert values == list(range(SAVES // 2))
    assert workspace.check_changes().problem is None


def test_opening_the_workspace_leaves_the_locks_of_the_same_process_in_place(folder: Path) -> None:
    Workspace.open(folder).close()
    database = folder / "workspace.db"
    reader = sqlite3.connect(database, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM client")
    with Workspace.open(folder) as workspace:
        assert workspace.read_only_reason is None
        command = [sys.executable, "-c", TAKE_ALL, str(database)]
        other = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "database is locked" in other.stderr
    reader.close()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_save_that_a_reader_blocks_too_long_is_not_reported_as_saved(
    workspace: Workspace, folder: Path, meeting: AuditDocument
) -> None:
    stored = workspace.add(meeting)
    with workspace._database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")  # the test need not wait for the five seconds
    reader = sqlite3.connect(folder / "workspace.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM client")
    with pytest.raises(WorkspaceError, match="another program is using it; try again in a moment"):
        workspace.save_answer(stored.audit_id, "MS-01", Answer(status="refused"))
    assert workspace.load(stored.audit_id) == stored
    reader.close()
    workspace.save_answer(stored.audit_id, "MS-01", Answer(status="refused"))
    assert workspace.load(stored.audit_id).answers["MS-01"] == Answer(status="refused")
