from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.audit.workspace import Workspace
from desktop_app.command_line import main
from questionnaires.library import EXAMPLES

A, B, B0 = (
    str(EXAMPLES / f"{name}.yaml") for name in ("A_strong_vendor", "B_evasive_vendor", "B0_evasive_vendor_meeting_day")
)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_two_vendors_are_printed_side_by_side_with_a_workbook(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "both.xlsx"
    found = printed(capsys, "compare", A, B, "--xlsx", str(out))
    assert [side["audit"] for side in found["audits"]] == ["AUD-2026-0041", "AUD-2026-0042"]
    assert set(found["dials"]) == {"disclosure", "practice", "rare_case", "general"}
    assert found["dials"]["disclosure"]["standings"][0][0] == "cannot tell"
    assert all(len(concept["answers"]) == 2 for concept in found["concepts"])
    assert out.read_bytes()[:2] == b"PK"
    assert not {"score", "ranking", "best"} & found.keys()


def test_over_time_says_what_became_of_each_promise(capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, "compare", "--over-time", B0, B)
    assert len({side["vendor"] for side in found["audits"]}) == 1
    kept = {change["promise"]["kept"] for change in found["changes"] if change["promise"]}
    assert kept


def test_people_read_words_and_what_may_not_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", A, B]) == 0
    text = capsys.readouterr().out
    assert "cannot be told apart" in text
    assert "in the adverse case" in text


def test_two_vendors_over_time_are_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--over-time", A, B]) == 2
    assert "audits of one vendor" in capsys.readouterr().err


def test_a_wrong_ending_is_refused_before_anything_is_simulated(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["compare", A, B, "--xlsx", str(tmp_path / "both.csv")]) == 2
    assert "both.csv" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_the_next_audit_begins_with_answers_to_confirm(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = printed(capsys, "--data-dir", str(tmp_path), "audit", "reaudit", B)
    assert found["previous"] == "AUD-2026-0042"
    with Workspace.open(tmp_path, read_only=True) as workspace:
        begun = workspace.load(found["audit"]["audit_id"])
    assert begun.answers
    assert {answer.status for answer in begun.answers.values()} == {"not_asked"}
    assert begun.seed is not None
