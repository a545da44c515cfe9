"""The program on a real X screen with a window manager: real keys, real focus, real full screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.audit.workspace import Workspace

pytestmark = pytest.mark.slow

NEEDED = ("Xvfb", "openbox", "xdotool")
FOLDER = Path(__file__).parent
LONGEST_WAIT = 30.0


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """The environment of a program that is to appear on an X screen of its own, with a window manager."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        pytest.skip(f"this machine lacks {' and '.join(missing)}")
    told, tells = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tells), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[tells],
        stderr=subprocess.DEVNULL,
    )
    os.close(tells)
    with os.fdopen(told) as answer:
        number = answer.readline().strip()
    assert number, "Xvfb did not start"
    environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    manager = subprocess.Popen(["openbox", "--sm-disable"], env=environment, stderr=subprocess.DEVNULL)
    yield environment
    for process in (manager, server):
        process.terminate()
        process.wait(10)


def wait_for(happened: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + LONGEST_WAIT
    while not happened():
        assert time.monotonic() < until, f"{what} did not happen"
        time.sleep(0.05)


def said_by(screen: dict[str, str], *command: str) -> str:
    done = subprocess.run(command, env=screen, capture_output=True, text=True, timeout=LONGEST_WAIT, check=False)
    return done.stdout.strip()


def press(screen: dict[str, str], *keys: str) -> None:
    """Press keys as a keyboard does; whatever window has the focus gets them."""
    for key in keys:
        said_by(screen, "xdotool", "key", "--delay", "30", key)
        time.sleep(0.15)


def front(screen: dict[str, str]) -> str:
    return said_by(screen, "xdotool", "getactivewindow", "getwindowname")


@pytest.mark.parametrize("file", ["test_window_keyboard.py", "test_meeting.py"])
def test_keyboard_tests_hold_on_a_real_screen(screen, file):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(FOLDER / file)]
    done = subprocess.run(command, env=screen, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_meeting_is_held_with_real_keys_and_the_answers_are_there_after_quitting(screen, tmp_path):
    command = [sys.executable, "-m", "desktop_app", "--data-dir", str(tmp_path)]
    program = subprocess.Popen(command, env=screen, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(lambda: front(screen) == "Headwater", "the window")
        press(screen, "alt+i")  # the underlined letter of "An evasive vendor"
        wait_for(lambda: "Brightway" in front(screen), "opening the sample")
        press(screen, "F11")
        wait_for(lambda: geometry(screen) == "1600x1000", "meeting mode on the whole screen")
        press(screen, "r", "w")
        said_by(screen, "xdotool", "type", "--delay", "30", "We do not say 42")
        press(screen, "Return", "Escape")
        wait_for(lambda: geometry(screen) != "1600x1000", "leaving meeting mode")
        press(screen, "ctrl+q")
        wait_for(lambda: program.poll() is not None, "quitting")
    finally:
        if program.poll() is None:
            program.terminate()
        said = program.communicate(timeout=LONGEST_WAIT)[1]
    assert (program.returncode, said) == (0, "")
    with Workspace.open(tmp_path, read_only=True) as workspace:
        answers = workspace.load(workspace.audits()[0].id).answers
    told = [answer for answer in answers.values() if "We do not say 42" in answer.text]
    assert [answer.status for answer in told] == ["refused"]


def geometry(screen: dict[str, str]) -> str:
    lines = said_by(screen, "xdotool", "getactivewindow", "getwindowgeometry").splitlines()
    sizes = [line.split(":")[1].strip() for line in lines if "Geometry" in line]
    return sizes[0] if sizes else ""
