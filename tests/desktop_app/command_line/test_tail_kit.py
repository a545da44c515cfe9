"""``headwater tail-kit`` from a starter list to what changed between two releases."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from core.samples.tail_kit.cases import starters
from desktop_app.command_line import main


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict:
    assert main([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    trades = [item["trade"] for item in run(capsys, "tail-kit", "list")["trades"]]
    assert "accounting" in trades
    assert run(capsys, "tail-kit", "starter", "accounting", tmp_path / "cases.csv")["cases"] == 5
    return tmp_path / "cases.csv"


def right(case_id: str) -> str:
    case = next(case for case in starters()["accounting"].cases if case.id == case_id)
    return " and ".join(group[0] for group in case.mentions)


def test_prompts_are_written_without_their_answers(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "tail-kit", "prompts", cases, tmp_path / "prompts.txt")
    written = (tmp_path / "prompts.txt").read_text("utf-8")
    assert "Where does the second payment go" in written
    assert "liabilit" not in written


def test_what_came_back_under_the_prompts_is_checked(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.txt"
    answers.write_text(f"ACC-1\n{right('ACC-1')}\n---\nACC-2\nIt depends.\n", encoding="utf-8")
    found = run(capsys, "tail-kit", "check", cases, answers)
    assert (found["covered"], found["answered"]) == (1, 2)
    assert [case["met"] for case in found["cases"]] == [1.0, 0.0, None, None, None]
    assert main(["tail-kit", "check", str(cases), str(answers)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 of 2 answered cases are covered.")
    assert "ACC-2      not covered; never mentioned: liabilit" in said


def test_two_releases_of_one_file_are_compared(cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = tmp_path / "both.csv"
    with both.open("w", encoding="utf-8", newline="") as file:
        rows = [[f"ACC-{n}", "1", right(f"ACC-{n}")] for n in range(1, 6)]
        rows += [[f"ACC-{n}", "2", "It depends."] for n in range(1, 6)]
        csv.writer(file).writerows([["case", "release", "answer"], *rows])
    named = ("--column", "prompt=case", "--only", "release=2", "--earlier-release", "1")
    found = run(capsys, "tail-kit", "check", cases, both, *named)
    assert (found["covered"], found["answered"]) == (0, 5)
    assert len(found["change"]["lost"]) == 5


def test_answers_that_belong_to_no_case_are_refused_with_what_to_do(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "answers.txt").write_text("Something else.", encoding="utf-8")
    assert main(["tail-kit", "check", str(cases), str(tmp_path / "answers.txt")]) == 2
    assert "begin each answer with a line that holds the id" in capsys.readouterr().err
