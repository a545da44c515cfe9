"""The walls of the house: who may import whom, and what nobody may call."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

MAY_IMPORT = {
    "questionnaires": set(),
    "core.simulation": {"core.version", "core.neural"},
    "core.samples": {"core.version", "core.neural"},
    "core.neural": set(),
    "core.risk": {"core.version", "core.simulation", "questionnaires"},
    "core.audit": {"core.version", "questionnaires"},
    "core.assessment": {"core.version", "core.risk", "core.samples", "core.audit", "questionnaires"},
    "core.comparison": {"core.version", "core.assessment", "core.audit", "core.risk", "questionnaires"},
    "reports": {"core", "questionnaires"},
    "desktop_app": {"core", "questionnaires", "reports"},
}
"""What each part of the house may import of ours, besides itself (the table of ARCHITECTURE.md)."""

ONLY_IN = {"PySide6": "desktop_app", "shiboken6": "desktop_app", "reportlab": "reports"}
NEURAL = {"torch", "transformers", "safetensors"}
FORBIDDEN_IMPORTS = {"pickle", "marshal", "shelve", "dill", "requests", "httpx", "aiohttp", "urllib.request"}
FORBIDDEN_CALLS = {"eval", "exec", "compile"}

OURS = ("questionnaires", "core", "reports", "desktop_app")
SOURCES = sorted(path for package in OURS for path in (ROOT / package).rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(module: str) -> str | None:
    """The part of the house a module belongs to, or None for the root of ``core``."""
    return next((part for part in MAY_IMPORT if module == part or module.startswith(part + ".")), None)


def breaches(module: str, tree: ast.AST) -> list[str]:
    """What a module imports although it may not."""
    part = part_of(module)
    if part is None:
        return [name for name in imports(tree) if name.split(".")[0] in OURS and not module.startswith("core")]
    allowed = MAY_IMPORT[part] | {part}
    found = []
    for name in imports(tree):
        root = name.split(".")[0]
        ours = root in OURS and name != "core"
        if ours and not any(name == other or name.startswith(other + ".") for other in allowed):
            found.append(name)
        if root in ONLY_IN and part != ONLY_IN[root]:
            found.append(name)
    return found


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_imports_go_down_the_table_only(path: Path) -> None:
    assert breaches(module_name(path), ast.parse(path.read_text())) == []


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("core.simulation.gaussian", "from questionnaires.pack import Pack"),
        ("core.samples.read", "import questionnaires"),
        ("core.risk.score", "from core.audit.document import AuditDocument"),
        ("core.audit.workspace", "from core.risk.result import RiskResult"),
        ("core.assessment.assess", "import reports.report"),
        ("core.assessment.assess", "from core.comparison.compare import compare"),
        ("reports.report", "from PySide6.QtGui import QPainter"),
        ("core.assessment.assess", "import reportlab"),
        ("desktop_app.window", "from reportlab.platypus import Paragraph"),
        ("questionnaires.pack", "import core.version"),
        ("reports.report", "import desktop_app"),
    ],
)
def test_a_breach_of_the_table_is_seen(module: str, line: str) -> None:
    assert breaches(module, ast.parse(line)) != []


def dangers(tree: ast.AST) -> list[str]:
    """Calls that run, unpack or fetch what comes from outside."""
    found = [name for name in imports(tree) if name in FORBIDDEN_IMPORTS]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if name in FORBIDDEN_CALLS or name in ("os.system", "os.popen", "yaml.unsafe_load", "yaml.full_load"):
            found.append(name)
        if name == "yaml.load" and "_PlainLoader" not in ast.unparse(node):
            found.append(name)
        if any(keyword.arg == "shell" and ast.unparse(keyword.value) != "False" for keyword in node.keywords):
            found.append(f"{name} with a shell")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_nothing_from_outside_is_run_unpacked_or_fetched(path: Path) -> None:
    assert dangers(ast.parse(path.read_text())) == []


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "eval(text)",
        "yaml.load(text, Loader=yaml.Loader)",
        "subprocess.run(line, shell=True)",
        "os.system(line)",
        "import urllib.request",
    ],
)
def test_a_dangerous_call_is_seen(line: str) -> None:
    assert dangers(ast.parse(line)) != []


def test_torch_and_transformers_are_imported_only_where_they_are_optional() -> None:
    for path in SOURCES:
        if "neural" in path.parts:
            continue
        heavy = {name.split(".")[0] for name in imports(ast.parse(path.read_text()))} & NEURAL
        assert not heavy, path


def test_every_package_says_what_belongs_in_it() -> None:
    for package in (ROOT / name for name in OURS):
        docstring = ast.get_docstring(ast.parse((package / "__init__.py").read_text()))
        assert docstring, package


def test_the_packaging_folder_does_not_hide_the_library_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
    finder = importlib.util.find_spec("packaging.version")
    assert finder is not None
    run = subprocess.run(
        [sys.executable, "-c", "import packaging.version as v; print(v.Version('1.0'))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "1.0"


def test_the_two_commands_of_the_readme_are_the_ones_that_are_run() -> None:
    readme = (ROOT / "README.md").read_text()
    assert "python3 dev.py run" in readme
    assert "python3 dev.py test" in readme
    assert (ROOT / ".ci" / "run").read_text().strip().endswith("python3 dev.py test")


def test_no_style_sheet_is_set_on_a_widget() -> None:
    """A widget with a style sheet of its own stops following the application's font and palette."""
    for path in (ROOT / "desktop_app").rglob("*.py"):
        assert "setStyleSheet" not in path.read_text(), path
