from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance
from desktop_app.window import MainWindow


@pytest.fixture(scope="session")
def _session_appearance(qapp: QApplication) -> Appearance:
    return Appearance(qapp, "light")


@pytest.fixture
def appearance(_session_appearance: Appearance) -> Iterator[Appearance]:
    yield _session_appearance
    _session_appearance.set_mode("light")
    _session_appearance.set_more_contrast(False)
    _session_appearance.set_text_percent(100)


@pytest.fixture
def window(qtbot, tmp_path: Path, appearance: Appearance) -> Iterator[MainWindow]:
    window = MainWindow(tmp_path, Settings(), appearance)
    window.show()
    yield window
    window.close()
    window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def open_sample(qtbot, window: MainWindow) -> Callable[[str], MainWindow]:
    """Opens a copy of a worked audit in the window."""

    def open_it(name: str = "A_strong_vendor") -> MainWindow:
        window.open_sample(name)
        qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
        return window

    return open_it
