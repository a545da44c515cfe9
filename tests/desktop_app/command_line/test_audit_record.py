"""What is due, the register of evidence and attaching a file, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from desktop_app.command_line import main
from questionnaires.library import EXAMPLES

AUDIT = "AUD-2026-0042"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Workspace.open(tmp_path / "workspace") as workspace:
        workspace.add(read_audit(EXAMPLES / "B_evasive_vendor.yaml"))
        workspace.add(read_audit(EXAMPLES / "A_strong_vendor.yaml"))
    return tmp_path / "workspace"


def run_json(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> dict:
    assert main(["--data-dir", str(folder), *arguments, "--json"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    return json.loads(out)


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> str:
    assert main(["--data-dir", str(folder), *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err


def test_what_is_due_is_counted_to_the_day_that_is_named(folder: Path, capsys) -> None:
    found = run_json(capsys, folder, "audit", "due", "--today", "2026-11-30")
    assert found["today"] == "2026-11-30"
    late = [(item["audit"], item["question"], item["days_late"]) for item in found["due"]]
    assert late[:2] == [(AUDIT, "MS-02", 31), (AUDIT, "TD-1.05", 10)]
    assert late[-1] == ("AUD-2026-0041", None, 0)
    assert main(["--data-dir", str(folder), "audit", "due", "--today", "2026-11-21"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "22 days late" in lines[0]
    assert " 1 day  late" in lines[1]
    assert "re-audit" in lines[-1]


def test_without_a_workspace_nothing_is_due_and_none_is_made(tmp_path: Path, capsys) -> None:
    assert run_json(capsys, tmp_path / "none", "audit", "due")["due"] == []
    assert not (tmp_path / "none").exists()


def test_a_file_is_attached_to_an_answer_and_listed(folder: Path, tmp_path: Path, capsys) -> None:
    source = tmp_path / "count.pdf"
    source.write_bytes(b"%PDF count")
    options = ["--title", "Count of records", "--source", "Head of data", "--dated", "2026-11-01", "--kind", "written"]
    made = run_json(capsys, folder, "audit", "attach", AUDIT, "TD-2.01", str(source), *options)
    assert made["evidence"] == "B-06"
    entry = run_json(capsys, folder, "audit", "evidence", AUDIT)["evidence"][-1]
    assert (entry["id"], entry["title"], entry["kind"], entry["file"]) == (
        "B-06",
        "Count of records",
        "written",
        "kept",
    )
    assert (entry["source"], entry["dated"], entry["answers"]) == ("Head of data", "2026-11-01", ["TD-2.01"])
    with Workspace.open(folder) as workspace:
        assert workspace.load(AUDIT).answers["TD-2.01"].evidence == ("B-03", "B-06")
        assert workspace.attached_file(made["sha256"]) == b"%PDF count"
        assert workspace.check_changes().problem is None


def test_what_cannot_be_attached_is_said_in_one_sentence_and_changes_nothing(
    folder: Path, tmp_path: Path, capsys
) -> None:
    before = folder.joinpath("workspace.db").read_bytes()
    source = tmp_path / "count.pdf"
    source.write_bytes(b"%PDF")
    assert "there is no question TD-99" in refused(capsys, folder, "audit", "attach", AUDIT, "TD-99", str(source))
    assert "attach a single file" in refused(capsys, folder, "audit", "attach", AUDIT, "TD-2.01", str(tmp_path))
    assert "no audit of this id" in refused(capsys, folder, "audit", "attach", "AUD-0", "TD-2.01", str(source))
    assert folder.joinpath("workspace.db").read_bytes() == before


def test_a_late_promise_in_a_file_is_counted_when_it_is_scored(tmp_path: Path, capsys) -> None:
    text = (EXAMPLES / "B_evasive_vendor.yaml").read_text(encoding="utf-8")
    file = tmp_path / "open.yaml"
    file.write_text(text.replace("closed: 2026-11-20\n", "").replace(", overdue_days: 21", ""), encoding="utf-8")
    shown = run_json(capsys, tmp_path / "none", "audit", "show", str(file))
    assert shown["audit"]["answers"]["MS-02"]["overdue_days"] >= 22
