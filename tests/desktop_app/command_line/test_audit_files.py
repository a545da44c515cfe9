"""Starting an audit and handing it over on the command line: export, preview, import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.audit.exchange.file import read_package
from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from desktop_app.command_line import main
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES

MEETING = EXAMPLES / "B0_evasive_vendor_meeting_day.yaml"
AUDIT = "AUD-2026-0042-M"
NEW = ["audit", "new", "--vendor", "Example Ltd", "--product", "Reader 2", "--auditor", "M. Field"]
SIDE = ["--stakes", "S2", "--lane", "A"]


def run_json(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> dict:
    assert main(["--data-dir", str(folder), *arguments, "--json"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    return json.loads(out)


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> str:
    """The one sentence of a command that was refused."""
    assert main(["--data-dir", str(folder), *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err


def said(folder: Path, question: str, text: str) -> None:
    with Workspace.open(folder) as workspace:
        workspace.save_answer(AUDIT, question, Answer(status="partial", grade=1, text=text))


@pytest.fixture
def two_copies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Path, Path, str]:
    """The same audit in two workspaces, and the name of a file to hand it over with."""
    here, there, out = tmp_path / "here", tmp_path / "there", str(tmp_path / "audit.headwater")
    for folder in (here, there):
        run_json(capsys, folder, "audit", "import", str(MEETING), "--apply")
    return here, there, out


def test_a_new_audit_is_in_the_workspace_with_a_seed_of_its_own(tmp_path: Path, capsys) -> None:
    found = [run_json(capsys, tmp_path, *NEW, *SIDE, "--jurisdiction", "EU", "--jurisdiction", "UK") for _ in range(2)]
    assert found[0]["audit"]["audit_id"] != found[1]["audit"]["audit_id"]
    assert found[0]["audit"]["seed"] != found[1]["audit"]["seed"]
    assert found[0]["audit"]["context"]["jurisdictions"] == ["EU", "UK"]
    assert found[0]["audit"]["packs"] == ["training_data"]
    with Workspace.open(tmp_path) as workspace:
        assert {audit.id for audit in workspace.audits()} == {new["audit"]["audit_id"] for new in found}
        assert workspace.load(found[0]["audit"]["audit_id"]).seed == found[0]["audit"]["seed"]
    assess = run_json(capsys, tmp_path, "risk", found[0]["audit"]["audit_id"], "--draws", "1000")
    assert assess["seed"] == found[0]["audit"]["seed"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--pack", "nonsense"], "nonsense"),
        (["--pack", "training_data", "--pack", "training_data"], "pack"),
        (["--jurisdiction", "Mars"], "Mars"),
        (["--vendor", "  "], "vendor"),
    ],
)
def test_a_new_audit_that_makes_no_sense_is_refused(more: list[str], words: str, tmp_path: Path, capsys) -> None:
    assert words in refused(capsys, tmp_path / "none", *NEW, *SIDE, *more)
    assert not (tmp_path / "none").exists()


def test_an_import_previews_and_changes_nothing_until_it_is_applied(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "none"
    preview = run_json(capsys, folder, "audit", "import", str(MEETING))
    assert (preview["applied"], preview["new"], preview["audit"]) == (False, True, AUDIT)
    assert "answer MS-01" in [change["place"] for change in preview["changes"]]
    assert not folder.exists()
    applied = run_json(capsys, folder, "audit", "import", str(MEETING), "--apply")
    assert applied == {**preview, "applied": True}
    with Workspace.open(folder) as workspace:
        assert workspace.load(AUDIT).answers == read_audit(MEETING).answers


def test_what_was_exported_comes_back_with_its_history(two_copies: tuple[Path, Path, str], capsys) -> None:
    _, there, out = two_copies
    said(there, "MS-01", "Half an answer")
    exported = run_json(capsys, there, "audit", "export", AUDIT, out)
    assert (exported["path"], exported["audit"], exported["history"]) == (out, AUDIT, 16)
    assert exported["missing_files"] == ["B-01", "B-02"]
    package = read_package(Path(out))
    assert package.document.answers["MS-01"].text == "Half an answer"
    first = Path(out).read_bytes()
    run_json(capsys, there, "audit", "export", AUDIT, out)
    assert Path(out).read_bytes() == first


def test_an_answer_that_follows_ours_is_shown_old_and_new_and_taken_in(two_copies, capsys) -> None:
    here, there, out = two_copies
    said(there, "MS-01", "Half an answer")
    run_json(capsys, there, "audit", "export", AUDIT, out)
    preview = run_json(capsys, here, "audit", "import", out)
    assert [change["place"] for change in preview["changes"]] == ["answer MS-01"]
    assert preview["changes"][0]["new"]["text"] == "Half an answer"
    assert preview["changes"][0]["old"]["status"] != preview["changes"][0]["new"]["status"]
    assert main(["--data-dir", str(here), "audit", "import", out, "--apply"]) == 0
    assert "Taken in." in capsys.readouterr().out
    again = run_json(capsys, here, "audit", "import", out)
    assert (again["changes"], again["conflicts"]) == ([], [])


def test_conflicts_stand_side_by_side_and_wait_for_a_choice(two_copies, capsys) -> None:
    here, there, out = two_copies
    said(here, "MS-01", "Our words")
    said(there, "MS-01", "Their words")
    run_json(capsys, there, "audit", "export", AUDIT, out)
    assert main(["--data-dir", str(here), "audit", "import", out]) == 0
    shown = capsys.readouterr().out
    assert "text, ours: Our words\n      text, theirs: Their words" in shown
    assert "Nothing was changed" in shown
    assert "answer MS-01; choose ours or theirs" in refused(capsys, here, "audit", "import", out, "--apply")
    assert "no conflict" in refused(capsys, here, "audit", "import", out, "--apply", "--theirs", "answer MS-02")
    run_json(capsys, here, "audit", "import", out, "--apply", "--ours", "all")
    with Workspace.open(here) as workspace:
        assert workspace.load(AUDIT).answers["MS-01"].text == "Our words"
    found = run_json(capsys, here, "audit", "import", out, "--apply", "--ours", "all", "--theirs", "answer MS-01")
    assert found["conflicts"][0]["theirs"]["text"] == "Their words"
    with Workspace.open(here) as workspace:
        assert workspace.load(AUDIT).answers["MS-01"].text == "Their words"


def test_a_damaged_file_is_refused_and_makes_nothing(two_copies, tmp_path: Path, capsys) -> None:
    _, there, out = two_copies
    run_json(capsys, there, "audit", "export", AUDIT, out)
    Path(out).write_bytes(Path(out).read_bytes()[:-40])
    assert refused(capsys, tmp_path / "none", "audit", "import", out, "--apply").startswith(
        "audit.headwater: it is cut off"
    )
    assert not (tmp_path / "none").exists()


def test_an_import_beside_an_open_workspace_says_who_holds_it(two_copies, capsys) -> None:
    here, there, out = two_copies
    said(there, "MS-01", "Half an answer")
    run_json(capsys, there, "audit", "export", AUDIT, out)
    with Workspace.open(here) as workspace:
        assert run_json(capsys, here, "audit", "import", out)["changes"] != []
        assert "has the workspace open" in refused(capsys, here, "audit", "import", out, "--apply")
        assert workspace.load(AUDIT).answers["MS-01"].text != "Half an answer"


def test_an_export_of_what_is_not_there_writes_nothing(tmp_path: Path, capsys) -> None:
    out = tmp_path / "out.headwater"
    assert "no such file" in refused(capsys, tmp_path / "none", "audit", "export", "AUD-0", str(out))
    assert refused(capsys, tmp_path, "audit", "export", str(MEETING), str(tmp_path / "no" / "out.headwater"))
    assert not out.exists()
