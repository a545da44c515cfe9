"""Recipes that no machine here can run are at least whole, and name nothing that is not there."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from bundle_rules import NEURAL, is_unused, version
from dependencies import page, reasons
from inventory import UnknownOriginError, system_package
from windows.version_info import text

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s\\]+)", re.MULTILINE)


def pins(path: Path) -> dict[str, str]:
    found = PINNED.findall(path.read_text())
    return {re.sub(r"[-_.]+", "-", name).lower(): exact for name, exact in found}


def test_the_hashed_versions_are_those_of_the_constraints() -> None:
    exact, hashed = pins(PACKAGING / "constraints.txt"), pins(PACKAGING / "constraints-hashed.txt")
    unpinned = {"setuptools"}  # what PyInstaller asks for; pip brings its own
    assert {name: exact.get(name) for name in hashed if name not in unpinned} == {
        name: of for name, of in hashed.items() if name not in unpinned
    }


def test_the_hashes_are_those_of_all_three_systems() -> None:
    content = (PACKAGING / "constraints-hashed.txt").read_text()
    assert "; sys_platform == 'win32'" in content
    assert "; sys_platform == 'darwin'" in content
    assert content.partition("numpy==")[2].partition("\n")[2].partition("==")[0].count("--hash") > 50


def test_every_hashed_line_has_a_hash_and_nothing_neural_or_a_host_is_in_it() -> None:
    content = (PACKAGING / "constraints-hashed.txt").read_text()
    for entry in re.split(r"\n(?=\S+==)", content)[1:]:
        assert "--hash=sha256:" in entry, entry[:60]
    assert not set(NEURAL) & set(pins(PACKAGING / "constraints-hashed.txt"))
    assert "http" not in content


def test_the_table_of_dependencies_is_the_one_of_today() -> None:
    assert (ROOT / "docs" / "dependencies.md").read_text() == page(), "python packaging/dependencies.py makes it anew"


def test_every_dependency_of_the_program_has_a_reason() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        named = tomllib.load(file)["project"]["dependencies"]
    told = dict(reasons((ROOT / "pyproject.toml").read_text())["program"])
    assert {re.split(r"[><=;]", name)[0].strip() for name in named} == set(told)
    assert all(told.values())


def test_windows_is_told_the_one_version() -> None:
    assert f'StringStruct("ProductVersion", "{version()}")' in text()
    assert f"filevers=({version().replace('.', ', ')}, 0)" in text()


def test_shell_recipes_are_whole() -> None:
    assert shutil.which("bash")
    for script in PACKAGING.rglob("*.sh"):
        subprocess.run(["bash", "-n", str(script)], check=True)


def test_qt_parts_that_are_not_used_go_and_those_that_are_stay() -> None:
    assert is_unused("PySide6/Qt/lib/libQt6Network.so.6")
    assert is_unused("libgtk-3.so.0")
    assert not is_unused("PySide6/Qt/lib/libQt6Widgets.so.6")
    assert not is_unused("PySide6/Qt/plugins/platforms/libqxcb.so")


def test_a_library_of_nobody_stops_the_build(tmp_path: Path) -> None:
    stray = tmp_path / "libstray.so.1"
    stray.touch()
    with pytest.raises(UnknownOriginError, match="must not be given away"):
        system_package(stray)
