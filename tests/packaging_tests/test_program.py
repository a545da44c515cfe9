"""The program is built, holds what it must and nothing that could reach another computer, and works."""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bundle_rules import FORBIDDEN, version

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def bare(home: Path) -> dict[str, str]:
    """The environment of somebody who has no Python."""
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}


def held(program: Path) -> list[str]:
    """The places of every file and the names of every module in a build."""
    archive = ast.literal_eval((program.parent / "work" / "headwater" / "PYZ-00.toc").read_text())
    modules = [entry[0] for entry in next(part for part in archive if isinstance(part, list))]
    return modules + [path.relative_to(program).as_posix() for path in program.rglob("*")]


def forbidden(names: list[str]) -> list[str]:
    """What could reach another computer."""
    words = [word.lower() for word in (*FORBIDDEN, "libQt6Network")]
    return [name for name in names if any(word in name.lower() for word in words)]


def test_nothing_that_could_reach_another_computer_is_in_it(program: Path) -> None:
    names = held(program)
    assert len(names) > 1000
    assert forbidden(names) == []


def test_what_could_reach_another_computer_is_seen() -> None:
    assert len(forbidden(["httpx._client", "_internal/PySide6/QtNetwork.abi3.so", "_internal/libQt6Network.so.6"])) == 3


def test_it_checks_itself_without_python_around(program: Path, tmp_path: Path) -> None:
    command = [str(program / "headwater"), "selftest", "--json"]
    run = subprocess.run(command, env=bare(tmp_path), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert all(check["ok"] for check in json.loads(run.stdout)["checks"])


def test_it_says_the_one_version_there_is(program: Path, tmp_path: Path) -> None:
    command = [str(program / "headwater"), "--version"]
    run = subprocess.run(command, env=bare(tmp_path), capture_output=True, text=True, check=True)
    assert run.stdout.strip() == f"headwater {version()}"


def test_qt_lies_beside_it_as_files_that_can_be_exchanged(program: Path) -> None:
    libraries = program / "_internal" / "PySide6" / "Qt" / "lib"
    assert {"libQt6Core.so.6", "libQt6Gui.so.6", "libQt6Widgets.so.6"} <= {path.name for path in libraries.iterdir()}


def test_the_licences_of_all_that_went_in_lie_beside_it(program: Path) -> None:
    text = (program / "THIRD_PARTY.md").read_text(encoding="utf-8")
    for name in ("pyside6-essentials", "shiboken6", "numpy", "reportlab", "python", "reports/fonts/LICENSE.txt"):
        assert f"{name}" in text, name
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "| libreadline" not in text, "it is under the GPL and nothing needs it"


def test_the_bill_of_materials_names_the_same_parts(program: Path) -> None:
    bill = json.loads((program.parent / "headwater.cdx.json").read_text())
    table = (program / "THIRD_PARTY.md").read_text(encoding="utf-8")
    assert bill["bomFormat"] == "CycloneDX"
    assert len(bill["components"]) > 20
    assert all(f"| {part['name']} | {part['version']} |" in table for part in bill["components"])


def test_nothing_in_it_names_the_folder_it_was_built_in(program: Path) -> None:
    place = str(Path(__file__).resolve().parents[2]).encode()
    texts = [path for path in program.rglob("*") if path.suffix in (".txt", ".json", ".md", ".toml", "")]
    assert [path for path in texts if path.is_file() and path.name != "headwater" and place in path.read_bytes()] == []


def hashes(program: Path) -> dict[str, str]:
    return {
        path.relative_to(program).as_posix(): str(path.readlink())
        if path.is_symlink()
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(program.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@pytest.mark.soak
def test_two_builds_of_a_commit_hold_the_same_bytes(
    program: Path, build: Callable[[Path], Path], tmp_path: Path
) -> None:
    assert hashes(build(tmp_path)) == hashes(program)
