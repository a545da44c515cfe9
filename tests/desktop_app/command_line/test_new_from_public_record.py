from __future__ import annotations

import json

from core.audit.workspace import Workspace
from desktop_app.command_line import main

NEW = ["audit", "new", "--vendor", "Reseller Ltd", "--product", "Reader", "--auditor", "M. Field", "--stakes", "S2"]


def new(tmp_path, *more: str) -> int:
    return main(["--data-dir", str(tmp_path), *NEW, "--lane", "B", *more])


def test_a_new_audit_takes_over_what_is_on_public_record(tmp_path, capsys):
    assert new(tmp_path, "--developer", "openai", "--json") == 0
    audit = json.loads(capsys.readouterr().out)["audit"]
    assert audit["packs"] == ["training_data", "regulatory_disclosure"]
    assert len(audit["answers"]) == 20
    assert audit["answers"]["RD-A03"]["choice"] == ["yes"]
    with Workspace.open(tmp_path, read_only=True) as workspace:
        assert len(workspace.load(audit["audit_id"]).answers) == 20


def test_the_source_and_its_licence_are_said(tmp_path, capsys):
    assert new(tmp_path, "--developer", "IBM") == 0
    out = capsys.readouterr().out
    assert "20 of 20" in out
    assert "CC BY 4.0" in out
    assert "Granite 3.0" in out


def test_a_developer_that_is_not_on_record_stops_everything(tmp_path, capsys):
    assert new(tmp_path, "--developer", "Nobody Ltd") == 2
    assert "Nobody Ltd" in capsys.readouterr().err
    assert not (tmp_path / "workspace.db").exists()
