"""Packs in the workspace's folder, at the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.audit.workspace import Workspace
from desktop_app.command_line import main
from questionnaires.answer import Answer
from questionnaires.library import load_library


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace folder with one pack of the user's own."""
    meeting = load_library().packs["meeting_screen"]
    plain = meeting.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    first = plain["questions"][0]
    for name in ("carries_to", "show_if", "sim", "gate"):
        first.pop(name, None)
    choices = [{"id": "full", "label": "Fully insured"}]
    first |= {"id": "ZZ-01", "concept": "house_insurance", "answer": {"type": "choice", "choices": choices}}
    if "findings" in first:
        first["findings"] = []
    plain["pack"] |= {"id": "house", "title": "House rules"}
    plain["questions"] = [first]
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "house.yaml").write_text(yaml.safe_dump(plain, sort_keys=False))
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_list_says_where_each_pack_comes_from(capsys: pytest.CaptureFixture[str], own: Path) -> None:
    (own / "packs" / "broken.yaml").write_text("schema: qpack/9")
    found = printed(capsys, "--data-dir", str(own), "pack", "list")
    origins = {pack["id"]: pack["origin"] for pack in found["packs"]}
    assert origins["training_data"] == "shipped"
    assert origins["house"].endswith("house.yaml")
    assert [sentence.split(",")[0] for sentence in found["unusable"]] == ["broken.yaml"]


def test_an_audit_opens_without_the_file_its_pack_came_from(capsys: pytest.CaptureFixture[str], own: Path) -> None:
    where = ("--data-dir", str(own))
    settings = ("--vendor", "V", "--product", "P", "--auditor", "M", "--stakes", "S1", "--lane", "A")
    begun = printed(capsys, *where, "audit", "new", *settings, "--pack", "meeting_screen", "--pack", "house")
    audit_id = begun["audit"]["audit_id"]
    with Workspace.open(own) as workspace:
        workspace.save_answer(audit_id, "ZZ-01", Answer(status="specific", grade=2, choice=("full",), text="Yes, all."))
    (own / "packs" / "house.yaml").unlink()
    assert main([*where, "audit", "show", audit_id]) == 0
    assert "Yes, all." in capsys.readouterr().out
    again = printed(capsys, *where, "audit", "reaudit", audit_id)
    assert "house" in again["audit"]["packs"]


def test_check_names_what_gives_a_pack_power(capsys: pytest.CaptureFixture[str], own: Path) -> None:
    path = own / "packs" / "house.yaml"
    path.write_text(path.read_text().replace("id: ZZ-01", "id: ZZ-01\n  gate: true"))
    assert main(["pack", "check", str(path)]) == 1
    assert "ZZ-01: it is marked as a question that must be answered" in capsys.readouterr().out


def test_migrating_previews_then_makes_a_copy_and_leaves_the_old_audit(
    capsys: pytest.CaptureFixture[str], own: Path
) -> None:
    where = ("--data-dir", str(own))
    settings = ("--vendor", "V", "--product", "P", "--auditor", "M", "--stakes", "S1", "--lane", "A")
    begun = printed(capsys, *where, "audit", "new", *settings, "--pack", "meeting_screen", "--pack", "house")
    audit_id = begun["audit"]["audit_id"]
    with Workspace.open(own) as workspace:
        workspace.save_answer(audit_id, "ZZ-01", Answer(status="specific", grade=2, choice=("full",), text="Yes, all."))
    path = own / "packs" / "house.yaml"
    path.write_text(path.read_text().replace("id: ZZ-01", "id: ZZ-02").replace("short:", "short: Insured? #", 1))
    preview = printed(capsys, *where, "audit", "migrate", audit_id)
    assert (preview["copy"], preview["moved"], preview["left_behind"]) == (None, [["ZZ-01", "ZZ-02"]], [])
    made = printed(capsys, *where, "audit", "migrate", audit_id, "--apply")
    with Workspace.open(own, read_only=True) as workspace:
        assert {audit.id for audit in workspace.audits()} == {audit_id, made["copy"]}
        assert workspace.load(made["copy"]).answers["ZZ-02"].text == "Yes, all."
        assert workspace.load(audit_id).answers["ZZ-01"].text == "Yes, all."
    assert list((own / "backups").iterdir())
