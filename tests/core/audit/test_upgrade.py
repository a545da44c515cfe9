from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from core.audit.document import AuditDocument
from core.audit.errors import WorkspaceError
from core.audit.schema import SCHEMA_VERSION
from core.audit.workspace import Workspace


@pytest.fixture
def old(folder: Path, meeting: AuditDocument) -> Path:
    """A workspace as schema 1 had it: without the whole reading of sample outputs."""
    with Workspace.open(folder) as workspace:
        workspace.add(meeting)
    with sqlite3.connect(folder / "workspace.db") as connection:
        connection.execute("ALTER TABLE sample_set DROP COLUMN measured")
        connection.execute("UPDATE meta SET schema_version = 1")
        connection.execute("PRAGMA user_version=1")
    connection.close()
    return folder


def version_of(database: Path) -> tuple[int, int]:
    with sqlite3.connect(database) as connection:
        stated = connection.execute("SELECT schema_version FROM meta").fetchone()[0]
        found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return stated, found


def test_an_older_workspace_is_brought_up_to_date_and_a_copy_kept(old: Path, meeting: AuditDocument) -> None:
    with Workspace.open(old) as workspace:
        assert workspace.load(meeting.audit_id).answers == meeting.answers
        assert workspace.measured_samples(meeting.audit_id).measured is None
        workspace.save_samples(meeting.audit_id, meeting.analyser, {"texts": 3})
        assert workspace.check_changes().problem is None
    assert version_of(old / "workspace.db") == (SCHEMA_VERSION, SCHEMA_VERSION)
    (copy,) = (old / "backups").glob("*.db")
    assert version_of(copy) == (1, 1)


def test_it_is_brought_up_to_date_once(old: Path) -> None:
    for _ in range(2):
        Workspace.open(old).close()
    assert len(list((old / "backups").glob("*.db"))) == 1


def test_an_older_workspace_opened_for_reading_is_left_alone_and_says_what_to_do(old: Path) -> None:
    with pytest.raises(WorkspaceError, match="an earlier Headwater made it; open it once for writing"):
        Workspace.open(old, read_only=True)
    assert version_of(old / "workspace.db") == (1, 1)
