"""The page about the house says what the tests of the walls hold, and the house is in order."""

from __future__ import annotations

import ast
import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
OURS = ("core", "questionnaires", "reports", "desktop_app")
SCREEN_LINES, SCREEN_COLUMNS = 64, 140
LONGEST_FILE = 330


def walls() -> ModuleType:
    spec = importlib.util.spec_from_file_location("walls", ROOT / "tests" / "test_walls.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(page: str) -> dict[str, list[str]]:
    """The rows of the tables of a page: the first cell, and the others."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:1] == "|"]
    return {first.strip("`"): others for first, *others in cells}


def may_import(page: str) -> dict[str, set[str]]:
    """What the table says each package may import of the others."""
    packages = {name.strip("/").replace("/", "."): others for name, others in rows(page).items() if name.endswith("/")}
    return {name: set(re.findall(r"`([\w/]+)`", others[1])) for name, others in packages.items()}


def test_the_table_of_imports_is_the_one_that_is_tested() -> None:
    said = may_import(PAGE)
    for name, allowed in walls().MAY_IMPORT.items():
        parts = {part for part in allowed if part != "core.version"}
        if name in ("reports", "desktop_app"):
            assert rows(PAGE)[f"{name}/"][1] == "everything above"
        else:
            assert {part.replace("/", ".").strip(".") for part in said[name]} == parts, name


def test_a_row_that_allows_more_is_seen() -> None:
    page = PAGE.replace("| nothing of ours |", "| `reports` |", 1)
    assert may_import(page)["questionnaires"] != walls().MAY_IMPORT["questionnaires"]


def test_the_page_fits_on_a_screen_and_names_what_is_there() -> None:
    lines = PAGE.splitlines()
    assert len(lines) <= SCREEN_LINES
    assert all(len(line) <= SCREEN_COLUMNS or line.startswith("|") for line in lines)
    for _, place in re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE):
        for path in re.findall(r"`([\w*./-]+/[\w*./-]*)`", place):
            assert list(ROOT.glob(path.rstrip("/"))), path


def test_every_package_says_what_belongs_in_it_and_what_does_not() -> None:
    for name in OURS:
        text = ast.get_docstring(ast.parse((ROOT / name / "__init__.py").read_text(encoding="utf-8"))) or ""
        assert "does not belong here" in text.lower(), name


def test_no_file_of_the_program_has_grown_too_long_to_read() -> None:
    files = [path for name in OURS for path in (ROOT / name).rglob("*.py")]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {str(path.relative_to(ROOT)): length for path, length in lengths.items() if length > LONGEST_FILE} == {}
    assert sorted(lengths.values())[len(lengths) // 2] < 120


def test_every_kind_of_file_that_the_program_reads_is_installed_with_it() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        patterns = tomllib.load(file)["tool"]["setuptools"]["package-data"]["*"]
    endings = {pattern.rpartition(".")[2] for pattern in patterns} | {"py"}
    held = {
        path for name in OURS for path in (ROOT / name).rglob("*") if path.is_file() and "__pycache__" not in str(path)
    }
    assert {path.name for path in held if path.suffix.lstrip(".") not in endings and path.name != "py.typed"} == set()
