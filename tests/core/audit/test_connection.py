from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from core.audit.connection import reading_engine, writing_engine
from core.audit.document import AuditDocument, SignOff
from core.audit.errors import DAMAGED, WorkspaceError
from core.audit.schema import APPLICATION_ID, SCHEMA_VERSION
from core.audit.workspace import Workspace
from questionnaires.answer import Answer

IN_FORCE = {
    "journal_mode": "delete",
    "locking_mode": "normal",
    "synchronous": 3,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "busy_timeout": 5000,
}


@pytest.fixture
def database(folder: Path) -> Path:
    Workspace.open(folder).close()
    return folder / "workspace.db"


@pytest.mark.parametrize("make_engine", [writing_engine, reading_engine])
def test_the_settings_are_in_force_on_every_connection(database: Path, make_engine: type) -> None:
    engine = make_engine(database)
    connections = [engine.raw_connection(), engine.raw_connection()]
    for connection in connections:
        found = {name: connection.cursor().execute(f"PRAGMA {name}").fetchone()[0] for name in IN_FORCE}
        assert found == IN_FORCE
        connection.close()
    engine.dispose()


def test_a_setting_that_does_not_take_is_an_error(database: Path) -> None:
    with sqlite3.connect(database) as other:
        other.execute("PRAGMA journal_mode=WAL")
    other.close()
    with pytest.raises(WorkspaceError, match=r"setting journal_mode is wal instead of delete"):
        reading_engine(database).connect()


def test_a_reader_cannot_change_anything(database: Path) -> None:
    engine = reading_engine(database)
    with pytest.raises(OperationalError, match="readonly"), engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO client (name) VALUES ('somebody')")
    engine.dispose()


def test_a_transaction_takes_the_write_lock_at_its_start(database: Path) -> None:
    engine = writing_engine(database)
    with engine.begin(), sqlite3.connect(database, timeout=0) as other, pytest.raises(sqlite3.OperationalError):
        other.execute("BEGIN IMMEDIATE")
    other.close()
    engine.dispose()


def test_the_file_says_what_it_is(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("SELECT id, schema_version FROM meta").fetchall() == [(1, SCHEMA_VERSION)]
    connection.close()


def refusal(folder: Path) -> str:
    with pytest.raises(WorkspaceError) as caught:
        Workspace.open(folder)
    return str(caught.value)


def run(database: Path, statement: str) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(statement)
    connection.close()


def test_a_newer_schema_is_opened_for_reading_only_and_left_as_it_is(database: Path, meeting: AuditDocument) -> None:
    with Workspace.open(database.parent) as workspace:
        workspace.add(meeting)
    run(database, "ALTER TABLE audit ADD COLUMN something_new TEXT")
    run(database, f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    before = database.read_bytes()
    with Workspace.open(database.parent) as workspace:
        assert workspace.read_only_reason is not None
        assert workspace.read_only_reason.startswith("A newer Headwater made this workspace")
        assert workspace.load(meeting.audit_id).answers == meeting.answers
        with pytest.raises(WorkspaceError, match="nothing was saved"):
            workspace.save_sign_off(meeting.audit_id, SignOff())
    assert database.read_bytes() == before


@pytest.mark.parametrize("change", ["ALTER TABLE sign_off RENAME TO approval", "CREATE VIEW odd AS SELECT 1"])
def test_a_newer_schema_that_lacks_what_is_read_is_refused(database: Path, change: str) -> None:
    run(database, change)
    run(database, f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    before = database.read_bytes()
    known = f"schema {SCHEMA_VERSION + 1}, this one knows {SCHEMA_VERSION}"
    assert refusal(database.parent) == f"{database}: it was made by a newer Headwater ({known}); update first."
    assert database.read_bytes() == before


def test_the_database_of_another_program_is_refused(folder: Path) -> None:
    folder.mkdir()
    database = folder / "workspace.db"
    run(database, "CREATE TABLE photo (id INTEGER)")
    assert refusal(folder) == f"{database}: it is not a Headwater workspace; choose another folder."


@pytest.mark.parametrize("event", ["INSERT", "UPDATE"])
def test_a_trigger_that_is_not_ours_is_refused(database: Path, event: str) -> None:
    run(database, f"CREATE TRIGGER better AFTER {event} ON answer BEGIN DELETE FROM client; END")
    assert "its triggers are not ours" in refusal(database.parent)


def test_a_missing_trigger_is_refused(database: Path) -> None:
    run(database, "DROP TRIGGER answer_is_never_changed")
    assert "its triggers are not ours" in refusal(database.parent)


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(database: Path) -> None:
    database.write_bytes(b"not a database " * 500)
    assert refusal(database.parent) == f"{database}: {DAMAGED}."
    assert database.read_bytes() == b"not a database " * 500


def test_a_damaged_database_is_refused(database: Path, meeting: AuditDocument) -> None:
    with Workspace.open(database.parent) as workspace:
        workspace.add(meeting)
    content = bytearray(database.read_bytes())
    for page in range(4096 * 2, len(content), 4096):
        content[page : page + 200] = b"\xa5" * 200
    database.write_bytes(content)
    assert refusal(database.parent) == f"{database}: {DAMAGED}."


def test_with_the_check_still_to_come_a_damaged_page_stops_every_save(database: Path, meeting: AuditDocument) -> None:
    with Workspace.open(database.parent) as workspace:
        workspace.add(meeting)
    content = bytearray(database.read_bytes())
    content[-4096:-3896] = b"\xa5" * 200
    database.write_bytes(content)
    with Workspace.open(database.parent, check_later=True) as workspace:
        with pytest.raises(WorkspaceError, match=DAMAGED):
            workspace.save_sign_off(meeting.audit_id, SignOff(prepared_by="M. Field"))
        with pytest.raises(WorkspaceError, match=DAMAGED):
            workspace.wait_for_check()


def test_with_the_check_still_to_come_saving_waits_for_it(database: Path, meeting: AuditDocument) -> None:
    with Workspace.open(database.parent) as workspace:
        workspace.add(meeting)
    with Workspace.open(database.parent, check_later=True) as workspace:
        assert [audit.id for audit in workspace.audits()] == [meeting.audit_id]
        workspace.save_sign_off(meeting.audit_id, SignOff(prepared_by="M. Field"))
        assert workspace.load(meeting.audit_id).signoff.prepared_by == "M. Field"


@pytest.mark.parametrize("kept", [1, 512, 4096, 20_000])
def test_a_database_cut_short_is_refused(database: Path, kept: int) -> None:
    database.write_bytes(database.read_bytes()[:kept])
    assert refusal(database.parent) == f"{database}: {DAMAGED}."


def test_a_database_never_written_to_is_made_anew(folder: Path, meeting: AuditDocument) -> None:
    folder.mkdir()
    (folder / "workspace.db").touch()
    with Workspace.open(folder) as workspace:
        workspace.add(meeting)


def test_a_refused_database_does_not_stay_locked(database: Path) -> None:
    good = database.read_bytes()
    database.write_bytes(b"not a database " * 500)
    refusal(database.parent)
    database.write_bytes(good)
    with Workspace.open(database.parent) as workspace:
        assert workspace.read_only_reason is None


def test_nothing_is_saved_when_the_disk_is_full(folder: Path, meeting: AuditDocument) -> None:
    with Workspace.open(folder) as workspace:
        stored = workspace.add(meeting)
        with workspace._database.engine.connect() as connection:  # SQLite's own limit on pages stands for the disk's
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        long = Answer(status="vague", text="x" * 20_000)
        with pytest.raises(WorkspaceError, match="the disk is full; free some space and try again"):
            workspace.save_answer(stored.audit_id, "MS-01", long)
        assert workspace.load(stored.audit_id) == stored
        with workspace._database.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 100}")
        workspace.save_answer(stored.audit_id, "MS-01", long)
        assert workspace.load(stored.audit_id).answers["MS-01"] == long
