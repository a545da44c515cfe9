from __future__ import annotations

import faulthandler
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.version import program_version
from desktop_app.session_record import SessionRecord

PROGRAM = """
import ctypes, os, signal, sys
from pathlib import Path
from core.version import program_version
from desktop_app.session_record import SessionRecord
record = SessionRecord(Path(sys.argv[1]))
record.begin()
record.add("RuntimeError: details\\n")
if sys.argv[2] == "crash": ctypes.string_at(0)
if sys.argv[2] == "kill": os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "end": record.end()
"""


@pytest.fixture(autouse=True)
def _fault_handler_of_the_tests() -> Iterator[None]:
    """A record takes the handler over; the tests get theirs back."""
    yield
    faulthandler.enable(sys.__stderr__)


def session(folder: Path, ending: str) -> int:
    command = [sys.executable, "-c", PROGRAM, str(folder), ending]
    return subprocess.run(command, check=False, capture_output=True, timeout=60).returncode


def left_behind(folder: Path) -> str | None:
    record = SessionRecord(folder)
    found = record.begin()
    record.end()
    return found


def test_a_session_that_ended_well_leaves_nothing(tmp_path):
    assert session(tmp_path, "end") == 0
    assert list(tmp_path.iterdir()) == []
    assert left_behind(tmp_path) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_session_that_was_killed_is_told_of_once(tmp_path):
    assert session(tmp_path, "kill") == -signal.SIGKILL
    assert "RuntimeError: details" in (left_behind(tmp_path) or "")
    assert left_behind(tmp_path) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_crash_of_native_code_leaves_where_it_was(tmp_path):
    assert session(tmp_path, "crash") == -signal.SIGSEGV
    report = left_behind(tmp_path) or ""
    assert "Segmentation fault" in report
    assert f"Headwater {program_version()}, Python " in report


def test_a_second_window_says_nothing_about_the_first_and_leaves_its_record(tmp_path):
    first, second = SessionRecord(tmp_path), SessionRecord(tmp_path)
    assert first.begin() is None
    assert second.begin() is None
    second.add("not kept")
    second.end()
    assert "not kept" not in (tmp_path / "session.txt").read_text(encoding="utf-8")
    first.end()


def test_a_folder_that_is_a_file_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert left_behind(tmp_path / "file") is None
