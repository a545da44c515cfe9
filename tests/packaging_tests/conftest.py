"""One build of each variant of the program for all tests of this folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT / "packaging") not in sys.path:
    sys.path.insert(1, str(ROOT / "packaging"))


def build_program(out: Path, *more: str) -> Path:
    """Build the standard program, or what ``more`` asks for, into ``out`` and return its folder."""
    command = [sys.executable, str(ROOT / "packaging" / "build.py"), "--out", str(out), *more]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    return out / "headwater"


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built program."""
    return build_program(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def neural_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the program built with torch and transformers."""
    return build_program(tmp_path_factory.mktemp("neural"), "--neural")


@pytest.fixture(scope="session")
def build() -> Callable[[Path], Path]:
    """Builds once more, into a folder."""
    return build_program
