"""Print what is cut off in a window: zoomed.py WIDTH HEIGHT TEXT_PERCENT AUDIT; the zoom is QT_SCALE_FACTOR."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance
from desktop_app.window import MainWindow
from tests.desktop_app.cut_off import cut_off
from tests.desktop_app.every_page import every_page, open_and_score, settle


def look(size: QSize, text_percent: int, audit: str) -> list[str]:
    """Everything cut off on any page of a worked audit, in a window of a size in logical units."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    found: list[str] = []
    with tempfile.TemporaryDirectory() as data:
        window = MainWindow(Path(data), Settings(), Appearance(application, "light", text_percent))
        window.show()
        window.resize(size)
        settle()
        found += [f"start: {problem}" for problem in cut_off(window)]
        open_and_score(window, audit)
        for name, shown in every_page(window):
            if window.size() != size:
                found.append(f"{name}: the window grew to {window.width()} by {window.height()}")
                window.resize(size)
            found += [f"{name}: {problem}" for problem in cut_off(shown)]
        window.close()
    return found


if __name__ == "__main__":
    width, height, percent = (int(word) for word in sys.argv[1:4])
    print("\n".join(look(QSize(width, height), percent, sys.argv[4])))
