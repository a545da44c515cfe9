"""Memory of the process after two hundred page switches; what is counted is memory that no other program shares."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop_app.window import MainWindow
from tests.desktop_app.every_page import STAGES, open_and_score, settle

SWITCHES, ALLOWED = 200, 0.05
WARM_ROUNDS = 4
OWN = Path("/proc/self/smaps_rollup")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not OWN.exists(), reason="this system has no /proc/self/smaps_rollup"),
]


def own_memory() -> int:
    """Kilobytes that belong to this process alone (its unique set size)."""
    gc.collect()
    settle(0.2)
    gc.collect()
    lines = OWN.read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty")))


def growth(window: MainWindow, also: Callable[[], object] = lambda: None) -> float:
    """Share by which memory grows over the switches, each page being drawn; ``also`` is done at every one of them."""
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


def test_two_hundred_page_switches_leave_memory_as_it_was(window):
    open_and_score(window)
    assert growth(window) < ALLOWED


def test_the_measure_sees_two_hundred_kilobytes_kept_at_every_switch(window):
    open_and_score(window)
    kept: list[QImage] = []

    def keep() -> None:
        picture = QImage(256, 200, QImage.Format.Format_ARGB32)
        picture.fill(1)
        kept.append(picture)

    assert growth(window, keep) > ALLOWED
    assert len(kept) == SWITCHES


def test_ten_audits_opened_and_closed_leave_memory_as_it_was(window):
    """What an audit held is let go when it is closed."""
    for _ in range(4):
        open_and_score(window)
    before = own_memory()
    for _ in range(10):
        open_and_score(window)
    assert own_memory() / before - 1 < ALLOWED
