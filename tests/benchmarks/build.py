"""How large the built program is, and how long it takes from its start to the first thing on a screen.

python -m tests.benchmarks.build [FOLDER_OF_THE_PROGRAM]   without a folder, the program is built first
"""

from __future__ import annotations

import mmap
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
STARTS = 7
MOST_MEGABYTES, MOST_SECONDS = 130, 0.6
_WAIT_S = 60
_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 720)
window.show()
application.exec()
"""


@dataclass(frozen=True)
class Screen:
    """A screen of its own. picture: its points as they are at any moment, black where nothing was drawn."""

    name: str
    picture: mmap.mmap

    def is_black(self) -> bool:
        """Whether nothing has been drawn yet; looks at a few thousand points in the middle."""
        middle = len(self.picture) // 2
        return not any(self.picture[middle : middle + 4_000])


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """An Xvfb whose picture lies in a file of ``folder``."""
    read, write = os.pipe()
    size = ["-screen", "0", "1280x800x24", "-fbdir", str(folder), "-nolisten", "tcp"]
    command = ["Xvfb", "-displayfd", str(write), *size]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            name = f":{answer.readline().strip()}"
        with (folder / "Xvfb_screen0").open("rb") as file:
            yield Screen(name, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    finally:
        server.terminate()
        server.wait()


def first_paint(command: list[str], folder: Path) -> float:
    """Seconds from the start of a program to the first thing it draws on an empty screen."""
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "xcb"}
    with screen(folder) as shown:
        began = time.perf_counter()
        program = subprocess.Popen(command, env={**environment, "DISPLAY": shown.name}, stderr=subprocess.DEVNULL)
        while shown.is_black() and time.perf_counter() - began < _WAIT_S:
            time.sleep(0.002)
        took = time.perf_counter() - began
        program.terminate()
        program.wait()
    return took


def main(arguments: list[str]) -> int:
    """Print sizes and times; the exit code says whether both limits hold."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program = Path(arguments[0]) if arguments else built(folder)
        held = [report_size(program, folder), report_start(program, folder)]
    return 0 if all(held) else 1


def built(folder: Path) -> Path:
    """Build the standard program into a folder."""
    command = [sys.executable, str(ROOT / "packaging" / "build.py"), "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "headwater"


def report_size(program: Path, folder: Path) -> bool:
    """Print how large the program is; whether its package keeps the limit."""
    command = [sys.executable, str(ROOT / "packaging" / "linux" / "deb.py"), str(program), str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    packed = next(folder.glob("*.deb")).stat().st_size / 1e6
    whole = sum(path.stat().st_size for path in program.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6
    print(
        f"package {packed:.0f} MB, {verdict(packed <= MOST_MEGABYTES, f'{MOST_MEGABYTES} MB')}; on disk {whole:.0f} MB"
    )
    return packed <= MOST_MEGABYTES


def report_start(program: Path, folder: Path) -> bool:
    """Print how long the program takes to draw; whether that keeps the limit. Needs Xvfb."""
    if shutil.which("Xvfb") is None:
        print("first paint: not measured, since Xvfb is not here")
        return True
    data = folder / "data"
    ours = [str(program / "headwater"), "--data-dir", str(data)]
    bare = [sys.executable, "-c", _BARE]
    pairs = [(first_paint(ours, folder), first_paint(bare, folder)) for _ in range(STARTS)]
    times, others = zip(*pairs, strict=True)
    middle = median(times)
    print(
        f"first paint on Xvfb: median {middle:.2f} s, fastest {min(times):.2f} s of {STARTS}, "
        f"{verdict(middle <= MOST_SECONDS, f'{MOST_SECONDS} s')}"
    )
    print(f"an empty window of the same Qt under Python: median {median(others):.2f} s, fastest {min(others):.2f} s")
    return middle <= MOST_SECONDS


def verdict(holds: bool, limit: str) -> str:
    """Whether a limit holds, in words."""
    return f"wanted at most {limit}: {'held' if holds else 'MISSED'}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
