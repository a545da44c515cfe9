"""Print what stays in a window of its own: memory_growth.py switches | switches-keeping | audits | audits-keeping.

For page switches the share by which the memory grows; for audits opened, the objects that each of them leaves behind,
since the heap of a program that computes in between comes and goes by tens of megabytes.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance
from desktop_app.window import MainWindow
from tests.desktop_app.every_page import STAGES, open_and_score, settle

SWITCHES = 200
WARM_ROUNDS, WARM_AUDITS, AUDITS = 4, 4, 10
OWN = Path("/proc/self/smaps_rollup")


def own_memory() -> int:
    """Kilobytes that belong to this process alone (its unique set size)."""
    gc.collect()
    settle(0.2)
    gc.collect()
    lines = OWN.read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty")))


def over_switches(window: MainWindow, also: Callable[[], object] = lambda: None) -> float:
    """Growth over the switches, each page being drawn; ``also`` is done at every one of them."""
    open_and_score(window)
    view = window.view
    assert view is not None

    def switch(turn: int) -> None:
        view.go_to(STAGES[turn % len(STAGES)])
        settle(0)
        window.grab()

    for turn in range(WARM_ROUNDS * len(STAGES)):
        switch(turn)
    settle(1)
    before = own_memory()
    for turn in range(SWITCHES):
        switch(turn)
        also()
    return own_memory() / before - 1


def over_switches_keeping(window: MainWindow) -> float:
    """Growth where 200 kilobytes are kept at every switch."""
    kept: list[QImage] = []

    def keep() -> None:
        picture = QImage(256, 200, QImage.Format.Format_ARGB32)
        picture.fill(1)
        kept.append(picture)

    return over_switches(window, keep)


def over_audits(window: MainWindow, also: Callable[[], object] = lambda: None) -> float:
    """Objects left behind by each audit opened after the other; ``also`` is done with every one of them."""

    def objects() -> int:
        settle(0.2)
        gc.collect()
        return len(gc.get_objects())

    for _ in range(WARM_AUDITS):
        open_and_score(window)
    before = objects()
    for _ in range(AUDITS):
        open_and_score(window)
        also()
    return (objects() - before) / AUDITS


def over_audits_keeping(window: MainWindow) -> float:
    """Objects left behind where the answers of every audit are kept."""
    kept: list[object] = []
    return over_audits(window, lambda: window.view and kept.append(window.view.audit.document.model_copy(deep=True)))


def main(over: Callable[[MainWindow], float]) -> None:
    """Measure in a window of its own."""
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as data:
        window = MainWindow(Path(data), Settings(), Appearance(application, "light"))
        window.show()
        print(over(window))
        window.close()


_ALL = {
    "switches": over_switches,
    "switches-keeping": over_switches_keeping,
    "audits": over_audits,
    "audits-keeping": over_audits_keeping,
}
if __name__ == "__main__":
    main(_ALL[sys.argv[1]])
