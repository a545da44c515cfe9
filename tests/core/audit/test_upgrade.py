"""A workspace of every schema there ever was opens, with everything that was recorded in it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import op
from sqlalchemy import inspect

from core.audit.connection import reading_engine
from core.audit.document import AuditDocument
from core.audit.errors import WorkspaceError
from core.audit.letter_log import letters_written
from core.audit.migrations.replace_check import replace_check
from core.audit.migrations.steps import STEPS
from core.audit.outcome import FollowUp, LetterWritten, RecordedResult
from core.audit.pack_texts import pack_texts
from core.audit.schema import SCHEMA_VERSION
from core.audit.workspace import Workspace

FIXTURES = Path(__file__).parent / "fixtures"
EVERY_VERSION = range(1, SCHEMA_VERSION + 1)


@pytest.fixture
def old(folder: Path) -> Path:
    """A workspace as schema 1 had it."""
    return workspace_of(1, folder)


def workspace_of(version: int, folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(FIXTURES / f"schema_{version}.db", folder / "workspace.db")
    return folder


def version_of(database: Path) -> tuple[int, int]:
    connection = sqlite3.connect(database)
    stated = connection.execute("SELECT schema_version FROM meta").fetchone()[0]
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return stated, found


def test_there_is_a_step_to_every_version_and_a_workspace_of_each() -> None:
    assert sorted(STEPS) == list(EVERY_VERSION)[1:]
    for version in EVERY_VERSION:
        assert version_of(FIXTURES / f"schema_{version}.db") == (version, version)


@pytest.mark.parametrize("version", EVERY_VERSION)
def test_everything_recorded_is_there_after_the_upgrade(version: int, folder: Path) -> None:
    expected = json.loads((FIXTURES / f"schema_{version}.json").read_text(encoding="utf-8"))
    with Workspace.open(workspace_of(version, folder)) as workspace:
        assert {audit.id for audit in workspace.audits()} == expected["documents"].keys()
        for audit_id, document in expected["documents"].items():
            assert workspace.load(audit_id) == AuditDocument.model_validate(document)
            follow_ups = tuple(FollowUp.model_validate(one) for one in expected["follow_ups"][audit_id])
            results = tuple(RecordedResult.model_validate(one) for one in expected["results"][audit_id])
            assert (workspace.follow_ups(audit_id), workspace.results(audit_id)) == (follow_ups, results)
            letters = tuple(LetterWritten.model_validate(one) for one in expected.get("letters", {}).get(audit_id, ()))
            assert letters_written(workspace, audit_id) == letters
            assert pack_texts(workspace, audit_id) == expected.get("pack_texts", {}).get(audit_id, {})
            for question, answers in expected["versions"][audit_id].items():
                assert len(workspace.history(audit_id, question)) == answers
        report = workspace.check_changes()
        assert (report.head, report.problem) == (expected["head"], None)
    assert version_of(folder / "workspace.db") == (SCHEMA_VERSION, SCHEMA_VERSION)


def structure(database: Path) -> dict[str, object]:
    """Columns, keys, checks and indexes of every table, in no order."""
    engine = reading_engine(database)
    found = inspect(engine)
    tables: dict[str, object] = {}
    for table in found.get_table_names():
        tables[table] = (
            {(c["name"], str(c["type"]), c["nullable"], c["primary_key"]) for c in found.get_columns(table)},
            {(c["name"], c["sqltext"].strip("() ")) for c in found.get_check_constraints(table)},
            {str(sorted(key.items(), key=str)) for key in found.get_foreign_keys(table)},
            {str(sorted(key.items(), key=str)) for key in found.get_unique_constraints(table)},
            {str(sorted(key.items(), key=str)) for key in found.get_indexes(table)},
        )
    engine.dispose()
    return tables


@pytest.mark.parametrize("version", EVERY_VERSION)
def test_an_upgraded_workspace_has_the_tables_of_a_new_one(version: int, folder: Path, tmp_path: Path) -> None:
    Workspace.open(workspace_of(version, folder)).close()
    Workspace.open(tmp_path / "new").close()
    upgraded, new = structure(folder / "workspace.db"), structure(tmp_path / "new" / "workspace.db")
    assert upgraded.keys() == new.keys()
    for table in new:
        assert upgraded[table] == new[table], table


def test_a_checked_copy_of_the_older_workspace_is_kept_once(old: Path) -> None:
    for _ in range(2):
        Workspace.open(old).close()
    (copy,) = (old / "backups").glob("*.db")
    assert version_of(copy) == (1, 1)


def test_nothing_is_upgraded_when_no_copy_can_be_made(old: Path) -> None:
    (old / "backups").write_text("in the way", encoding="utf-8")
    before = (old / "workspace.db").read_bytes()
    with pytest.raises(WorkspaceError, match="backups"):
        Workspace.open(old)
    assert (old / "workspace.db").read_bytes() == before


def test_an_older_workspace_opened_for_reading_is_left_alone_and_says_what_to_do(old: Path) -> None:
    with pytest.raises(WorkspaceError, match="an earlier Headwater made it; open it once for writing"):
        Workspace.open(old, read_only=True)
    assert version_of(old / "workspace.db") == (1, 1)


def adds_a_column() -> None:
    op.add_column("sample_set", sa.Column("measured", sa.JSON))


def breaks_off() -> None:
    adds_a_column()
    op.create_table("half_done", sa.Column("id", sa.Integer))
    op.execute("INSERT INTO nowhere VALUES (1)")


def changes_an_answer() -> None:
    adds_a_column()
    op.execute("UPDATE answer SET grade = 4 WHERE counter = (SELECT max(counter) FROM answer)")


def forgets_an_answer() -> None:
    adds_a_column()
    op.execute("DELETE FROM answer WHERE counter = (SELECT max(counter) FROM answer)")


def drops_a_column() -> None:
    adds_a_column()
    op.execute("ALTER TABLE sample_set DROP COLUMN note")


def leaves_a_reference_to_nothing() -> None:
    adds_a_column()
    op.drop_table("vendor")
    op.create_table("vendor", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))


@pytest.mark.parametrize(
    ("step", "cause"),
    [
        (breaks_off, "no such table: nowhere"),
        (changes_an_answer, "answer would change"),
        (forgets_an_answer, "would change|a reference leads nowhere"),
        (drops_a_column, "sample_set would lose a column"),
        (leaves_a_reference_to_nothing, "a reference leads nowhere"),
    ],
)
def test_a_step_that_fails_or_loses_something_leaves_the_workspace_as_it_was(
    old: Path, step: Callable[[], None], cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(old / "workspace.db")
    monkeypatch.setitem(STEPS, 2, step)
    with pytest.raises(WorkspaceError, match=cause):
        Workspace.open(old)
    assert contents(old / "workspace.db") == before
    monkeypatch.undo()
    with Workspace.open(old) as workspace:
        assert workspace.check_changes().problem is None


def test_a_table_gets_another_check_without_losing_what_refers_to_it(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything refers to the audits, and goes with its audit: dropping the old copy must not take it along."""

    def allows_longer_ids() -> None:
        adds_a_column()
        replace_check("audit", "length(id) BETWEEN 1 AND 80", "length(id) BETWEEN 1 AND 90")
        replace_check("change", "length(content_sha256) = 64", "length(content_sha256) IN (64, 128)")

    before = structure(old / "workspace.db")
    monkeypatch.setitem(STEPS, 2, allows_longer_ids)
    with Workspace.open(old) as workspace:
        assert all(audit.answered for audit in workspace.audits())
        assert workspace.check_changes().problem is None
    after = structure(old / "workspace.db")
    changed = {table for table in before if before[table] != after[table]}
    assert changed >= {"audit", "change", "sample_set"}
    (statement,) = (line for line in contents(old / "workspace.db") if line.startswith('CREATE TABLE "change"'))
    assert "AUTOINCREMENT" in statement


def test_a_check_that_is_not_there_cannot_be_replaced(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(STEPS, 2, lambda: replace_check("audit", "seed < 0", "seed > 0"))
    with pytest.raises(ValueError, match="audit is made by a statement that does not hold"):
        Workspace.open(old)
    assert version_of(old / "workspace.db") == (1, 1)


def contents(database: Path) -> list[str]:
    connection = sqlite3.connect(database)
    lines = list(connection.iterdump())
    connection.close()
    return lines
