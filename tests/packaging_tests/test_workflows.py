"""The workflows that no machine here can run: they name what is there, try every system, and pin what they use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")


def workflow(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / ".github" / "workflows" / f"{name}.yml").read_text()))


def steps(of: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in of["jobs"].values() for step in job["steps"]]


def unpinned(of: dict[str, Any]) -> list[str]:
    """The actions of others that could change under their name."""
    return [step["uses"] for step in steps(of) if "uses" in step and not PINNED.fullmatch(step["uses"])]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_they_name_files_that_are_there(path: Path) -> None:
    for named in set(re.findall(r"packaging[/\\][\w./\\-]+\.\w+", path.read_text())):
        assert (ROOT / named.replace("\\", "/")).exists(), named


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_of_others_are_pinned_to_a_commit(path: Path) -> None:
    assert unpinned(yaml.safe_load(path.read_text())) == []


def test_an_action_that_is_not_pinned_is_seen() -> None:
    assert unpinned({"jobs": {"a": {"steps": [{"uses": "actions/checkout@v7"}, {"run": "true"}]}}})


@pytest.mark.parametrize("job", ["with_extras", "without_extras"])
def test_every_system_and_every_python_is_tried(job: str) -> None:
    matrix = workflow("test")["jobs"][job]["strategy"]["matrix"]
    assert [system.partition("-")[0] for system in matrix["os"]] == ["ubuntu", "windows", "macos"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]


def test_a_release_is_built_checked_listed_and_left_as_a_draft() -> None:
    of = workflow("release")
    assert {row["system"] for row in of["jobs"]["build"]["strategy"]["matrix"]["include"]} == {
        "linux",
        "windows",
        "macos",
    }
    commands = " ".join(step.get("run", "") for step in steps(of))
    for needed in ("--require-hashes", "pip-audit", "headwater selftest", ".cdx.json", "sha256sum", "--draft"):
        assert needed in commands, needed
