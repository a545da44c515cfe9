from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from desktop_app.command_line import main
from questionnaires.library import EXAMPLES


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    with Workspace.open(tmp_path) as workspace:
        workspace.add(read_audit(EXAMPLES / "B0_evasive_vendor_meeting_day.yaml"))
    return tmp_path


def run(capsys, data_dir: Path, *words: str) -> tuple[int, str, str]:
    code = main(["--data-dir", str(data_dir), "workspace", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_backup_is_listed_with_what_it_holds_and_brings_a_removed_audit_back(capsys, data_dir):
    code, out, _ = run(capsys, data_dir, "backup", "--json")
    made = json.loads(out)["path"]
    with Workspace.open(data_dir) as workspace:
        (audit,) = workspace.audits()
        workspace.remove(audit.id)
    code, out, _ = run(capsys, data_dir, "backups", "--json")
    listed = {backup["path"]: backup for backup in json.loads(out)["backups"]}
    assert listed[made]["audits"] == [f"{audit.vendor}: {audit.product}"]
    code, out, _ = run(capsys, data_dir, "restore", Path(made).name)
    assert code == 0
    assert out.startswith(f"The workspace is as it was in {Path(made).name}. What it was before is kept in ")
    with Workspace.open(data_dir) as workspace:
        assert [found.id for found in workspace.audits()] == [audit.id]


def test_the_newest_backup_is_restored_by_that_word(capsys, data_dir):
    code, out, _ = run(capsys, data_dir, "restore", "newest", "--json")
    assert code == 0
    assert json.loads(out)["restored"].endswith("-001.db")


def test_a_check_says_how_many_changes_hold_and_fails_where_one_was_altered(capsys, data_dir):
    code, out, _ = run(capsys, data_dir, "check")
    assert (code, out.split(" ", 1)[1]) == (0, "recorded changes hold.\n")
    with sqlite3.connect(data_dir / "workspace.db") as database:
        (trigger,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'change_is_never_changed'").fetchone()
        database.execute("DROP TRIGGER change_is_never_changed")
        database.execute("UPDATE change SET subject = 'MS-99' WHERE counter = 9")
        database.execute(trigger)
    database.close()
    code, out, _ = run(capsys, data_dir, "check", "--json")
    assert code == 1
    assert json.loads(out)["problem"] == "change 9 was altered after it was written"


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (("restore", "2020-01-01.db"), "2020-01-01.db: there is no backup of this name"),
        (("restore", __file__), "it is not a Headwater workspace|it is damaged"),
    ],
)
def test_what_cannot_be_restored_is_said_in_one_sentence(capsys, data_dir, words, cause):
    before = (data_dir / "workspace.db").read_bytes()
    code, out, err = run(capsys, data_dir, *words)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert any(part in err for part in cause.split("|"))
    assert (data_dir / "workspace.db").read_bytes() == before


@pytest.mark.parametrize("words", [("backup",), ("restore", "newest"), ("check",)])
def test_where_there_is_no_workspace_none_is_made(capsys, tmp_path, words):
    code, out, err = run(capsys, tmp_path / "none", *words)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert not (tmp_path / "none").exists()
