"""Nothing leaves the computer: proved where there is no network, and under a trace of every system call about one.

The only internet sockets opened here are those of the controls, and they lead from this computer to itself.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEADWATER = [sys.executable, "-m", "desktop_app"]
PARTS = (
    "tests/questionnaires",
    "tests/core/audit",
    "tests/core/assessment",
    "tests/core/samples",
    "tests/core/simulation/neural",
    "tests/desktop_app",
)
TALKS_TO_ITSELF = "tests/desktop_app/test_offline_guard.py"
"""Tests that connect this computer to itself, which is not possible either where there is no network."""
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m"]
QUICK = "not slow and not soak"

INTERNET = re.compile(r"\bAF_INET6?\b")
REACH = "import socket; socket.create_connection(('127.0.0.1', {port}), timeout=5).close()"


def run(command: list[str], **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **more}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def listener() -> Iterator[int]:
    """The port of somebody who listens on this computer."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture(scope="module")
def without_network() -> list[str]:
    """What to put before a command so that it has no network, not even one to this computer."""
    superuser = sys.platform != "win32" and os.geteuid() == 0
    cut_off = ["unshare", "--net"] if superuser else ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") is None or run([*cut_off, "true"]).returncode:
        pytest.skip(
            "It could not be proved here that the program needs no network: this system lets nobody take it away."
        )
    return cut_off


def test_where_the_network_is_taken_away_nothing_can_be_reached(without_network: list[str], listener: int) -> None:
    reach = [sys.executable, "-c", REACH.format(port=listener)]
    assert run(reach).returncode == 0
    found = run([*without_network, *reach])
    assert found.returncode == 1
    assert "Network is unreachable" in found.stderr


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_the_suite_passes_without_a_network(part: str, without_network: list[str]) -> None:
    found = run([*without_network, *PYTEST, QUICK, part, f"--ignore={TALKS_TO_ITSELF}"])
    assert found.returncode == 0, found.stdout[-3000:]
    assert re.search(r"\d+ passed", found.stdout)


@pytest.mark.slow
def test_the_demo_writes_its_reports_without_a_network(without_network: list[str], tmp_path: Path) -> None:
    found = run([*without_network, *HEADWATER, "demo", "--out", str(tmp_path)])
    assert found.returncode == 0, found.stderr
    assert len(list(tmp_path.glob("*.pdf"))) == 5


@pytest.fixture(scope="module")
def tracer() -> list[str]:
    """The command that traces a program, its threads and its children."""
    trace = ["strace", "-f", "-qq", "-e", "trace=network"]
    if shutil.which("strace") is None or run([*trace, "true"]).returncode:
        pytest.skip(
            "It could not be proved here that no connection is tried: this system has no tracer of system calls."
        )
    return trace


def internet_calls(tracer: list[str], command: list[str], folder: Path) -> list[str]:
    """Every system call of a command that speaks of an internet address or socket; the command must succeed."""
    log = folder / "calls.txt"
    found = run([*tracer, "-o", str(log), *command])
    assert found.returncode == 0, found.stdout[-3000:] + found.stderr[-3000:]
    return [line for line in log.read_text(errors="replace").splitlines() if INTERNET.search(line)]


@pytest.mark.slow
def test_the_demo_asks_the_system_for_no_connection(tracer: list[str], tmp_path: Path) -> None:
    assert internet_calls(tracer, [*HEADWATER, "demo", "--out", str(tmp_path / "reports")], tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("part", ["test_window_start.py", "test_window_answers.py", "test_window_pages.py"])
def test_a_walk_through_the_window_asks_the_system_for_no_connection(
    part: str, tracer: list[str], tmp_path: Path
) -> None:
    assert internet_calls(tracer, [*PYTEST, "not soak", f"tests/desktop_app/{part}"], tmp_path) == []


@pytest.mark.slow
def test_the_language_model_libraries_ask_the_system_for_no_connection(tracer: list[str], tmp_path: Path) -> None:
    assert internet_calls(tracer, [*PYTEST, QUICK, "tests/core/simulation/neural"], tmp_path) == []


PAST_PYTHON = "import ctypes; ctypes.CDLL(None).socket({family}, 1, 0)"
"""A socket by way of the system's C library, which no hook in Python sees."""


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_socket_that_python_does_not_see_is_seen_by_the_trace(family: int, tracer: list[str], tmp_path: Path) -> None:
    found = internet_calls(tracer, [sys.executable, "-c", PAST_PYTHON.format(family=int(family))], tmp_path)
    assert len(found) == 1


def test_a_connection_by_a_child_of_a_child_is_seen_by_the_trace(
    tracer: list[str], tmp_path: Path, listener: int
) -> None:
    child = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {REACH.format(port=listener)!r}], check=True)"
    )
    found = internet_calls(tracer, [sys.executable, "-c", child], tmp_path)
    assert any("connect(" in line and "127.0.0.1" in line for line in found)


def test_a_process_that_opens_no_socket_is_not_accused(tracer: list[str], tmp_path: Path) -> None:
    local = "import socket; one, two = socket.socketpair(); one.close(); two.close()"
    assert internet_calls(tracer, [sys.executable, "-c", local], tmp_path) == []
