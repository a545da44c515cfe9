"""The set-up script: what it installs, what it asks for, and that a second call has nothing to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
import dev  # noqa: E402


def test_arguments_after_the_dashes_go_to_the_program() -> None:
    assert dev.split_arguments(["run", "--neural", "--", "demo", "--out", "x"]) == (
        ["run", "--neural"],
        ["demo", "--out", "x"],
    )
    assert dev.split_arguments(["test"]) == (["test"], [])


def test_a_word_it_does_not_know_prints_how_to_use_it(capsys) -> None:
    assert dev.main(["dance"]) == 2
    assert "python3 dev.py test" in capsys.readouterr().out


def test_missing_libraries_are_named_with_the_line_that_installs_them(monkeypatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev.ctypes.util, "find_library", lambda name: None if name == "EGL" else "found")
    with pytest.raises(SystemExit) as stopped:
        dev.require(dev.DRAWING_LIBRARIES)
    assert "sudo apt-get install --no-install-recommends libegl1" in str(stopped.value)


def test_a_second_call_installs_nothing(monkeypatch, tmp_path) -> None:
    python = tmp_path / "python"
    python.touch()
    monkeypatch.setattr(dev, "PYTHON", python)
    monkeypatch.setattr(dev, "ENVIRONMENT", tmp_path)
    monkeypatch.setattr(dev, "INSTALLED", tmp_path / "installed.txt")
    installations: list[list[str]] = []

    def installed(command: list[str], cwd: Path) -> int:
        installations.append(command)
        return 0

    monkeypatch.setattr(subprocess, "call", installed)
    dev.install(["test", "neural"])
    assert len(installations) == 1
    assert ".[neural,test]" in installations[0]
    assert str(dev.CONSTRAINTS) in installations[0]
    dev.install(["test", "neural"])
    dev.install([])
    assert len(installations) == 1


def test_a_failed_installation_is_said_and_not_remembered(monkeypatch, tmp_path) -> None:
    (tmp_path / "python").touch()
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(dev, "INSTALLED", tmp_path / "installed.txt")
    monkeypatch.setattr(subprocess, "call", lambda command, cwd: 1)
    with pytest.raises(SystemExit, match="The installation failed"):
        dev.install([])
    assert not dev.INSTALLED.exists()


def test_the_constraints_pin_every_version_exactly() -> None:
    lines = [line for line in dev.CONSTRAINTS.read_text().splitlines() if line and not line.startswith("#")]
    assert all(line.count("==") == 1 for line in lines)
    assert "torch==2.13.0" in lines


def test_it_runs_on_the_standard_library_alone() -> None:
    run = subprocess.run(
        [sys.executable, "-S", "-I", str(ROOT / "dev.py"), "help"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "Set up and start Headwater" in run.stdout
