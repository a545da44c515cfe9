"""How long the window takes to start, open an audit, change its page, save and search, with a thousand audits.

python -m tests.benchmarks.window [AUDITS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.workspace import fill

AUDITS, STARTS, REPEATS = 1_000, 5, 20
STAGES = ("context", "questions", "evidence", "samples", "risk", "verdict", "letters")
_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 720)
window.show()
window.grab()
"""
_OURS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance
from desktop_app.window import MainWindow
application = QApplication([])
window = MainWindow(Path(sys.argv[1]), Settings(), Appearance(application, "light"))
window.show()
window.grab()
import os
os._exit(0)
"""
_USABLE = """
import sys, os
from pathlib import Path
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance
from desktop_app.window import MainWindow
application = QApplication([])
window = MainWindow(Path(sys.argv[1]), Settings(), Appearance(application, "light"))
window.show()
waiting = QEventLoop()
window.opening.opened.connect(waiting.quit)  # as a person waits: asking again and again would take time from opening
window.open_audit("AUD-0", "TD-3.01")
waiting.exec()
form = window.view.page("questions").page.form
form.status.choose("partial")
assert window.view.audit.save_state.saved
window.grab()
os._exit(0)
"""


@dataclass(frozen=True)
class Times:
    """Milliseconds. bare, start: from a new process to the first paint of an empty window and of ours.

    usable: from a new process to an open audit in which one answer was given, saved and drawn.
    """

    bare: float
    start: float
    usable: float
    page: float
    slowest_page: float
    save: float
    search: float


def measure(folder: Path, audits: int = AUDITS) -> Times:
    """Fill a workspace and measure; the window is drawn off screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    fill(folder, audits)
    bare, start, usable = [], [], []
    for _ in range(STARTS):  # in turn, so that a busy moment of the machine meets both
        bare.append(_process(_BARE, folder))
        start.append(_process(_OURS, folder))
        usable.append(_process(_USABLE, folder))
    pages, saves, searches = _in_window(folder)
    begun = (median(bare), median(start), median(usable))
    return Times(*begun, median(pages), max(pages), median(saves), median(searches))


def _process(code: str, folder: Path) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, capture_output=True)
    return 1000 * (time.perf_counter() - began)


def _in_window(folder: Path) -> tuple[list[float], list[float], list[float]]:
    from PySide6.QtWidgets import QApplication

    from core.audit.search import search
    from core.audit.workspace import Workspace
    from desktop_app.settings import Settings
    from desktop_app.theme.appearance import Appearance
    from desktop_app.window import MainWindow

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    window = MainWindow(folder, Settings(), Appearance(application, "light"))
    window.show()
    window.resize(1280, 720)
    window.open_audit("AUD-0")
    _until(application, lambda: window.view is not None and not window.view.audit.scoring)
    view = window.view
    assert view is not None
    for stage in STAGES:
        view.go_to(stage)
        _until(application, lambda: not view.audit.background.is_busy("what would change the risk"))
    pages = []
    for turn in range(REPEATS * len(STAGES)):
        began = time.perf_counter()
        view.go_to(STAGES[turn % len(STAGES)])
        window.grab()
        pages.append(1000 * (time.perf_counter() - began))
        application.processEvents()
    view.show_question("TD-3.01")
    form = view.page("questions").findChild(_form_class())
    saves = []
    for turn in range(REPEATS):
        form.words.setPlainText(f"{turn} words")
        began = time.perf_counter()
        form.flush()
        saves.append(1000 * (time.perf_counter() - began))
        assert view.audit.save_state.saved
    window.close()
    searches = []
    with Workspace.open(folder) as workspace:
        for words in ("register source", "zebra", "Reader") * 3:
            began = time.perf_counter()
            search(workspace, words)
            searches.append(1000 * (time.perf_counter() - began))
    return pages, saves, searches


def _form_class() -> type:
    from desktop_app.pages.answer_form import AnswerForm

    return AnswerForm


def _until(application: object, happened: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not happened() and time.monotonic() < until:
        application.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.005)


def main() -> None:
    """Print what was measured beside what is wanted."""
    audits = int(sys.argv[1]) if len(sys.argv) > 1 else AUDITS
    with tempfile.TemporaryDirectory() as folder:
        times = measure(Path(folder), audits)
    print(f"{audits} audits, medians in milliseconds")
    against = f"bare window {times.bare:.0f}, {times.start / times.bare:.2f} times (wanted: 2.5)"
    print(f"  start to first paint  {times.start:7.0f}  {against}")
    print(f"  start to usable audit {times.usable:7.0f}  (wanted: 1200)")
    print(f"  page switch           {times.page:7.1f}  slowest {times.slowest_page:.0f} (wanted: 100)")
    print(f"  typed words to saved  {times.save:7.1f}  (wanted: 30)")
    print(f"  search in all audits  {times.search:7.1f}  (wanted: 200)")


if __name__ == "__main__":
    main()
