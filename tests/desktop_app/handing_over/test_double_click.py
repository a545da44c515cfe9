"""The program started on an audit file, as by a double click: it shows the file and takes it in only when told to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFileOpenEvent

from core.audit.workspace import Workspace
from desktop_app.command_line import main, without_file
from desktop_app.files_asked_for import FilesAskedFor
from desktop_app.handing_over.take_in_dialog import TakeInDialog
from desktop_app.pages.start_page import StartPage

KEYS = Qt.KeyboardModifier.NoModifier

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop_app.command_line import main
from desktop_app.handing_over.take_in_dialog import TakeInDialog
from desktop_app.window import MainWindow
application = QApplication([])
def window(): return next(w for w in application.topLevelWidgets() if isinstance(w, MainWindow))
def take():
    if window().view is not None: application.quit()
    dialog = window().findChild(TakeInDialog)
    if dialog is not None and dialog.isVisible(): dialog.take.click()
    QTimer.singleShot(50, take)
QTimer.singleShot(50, take)
sys.exit(main(sys.argv[1:]))
"""


def run(*arguments: str) -> tuple[int, list[str]]:
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]


def test_an_audit_file_alone_opens_the_window_on_it(tmp_path: Path, handed) -> None:
    assert run("--data-dir", str(tmp_path / "mine"), str(handed())) == (0, [])
    with Workspace.open(tmp_path / "mine") as workspace:
        assert len(workspace.audits()) == 1


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["a b.headwater"], ([], Path("a b.headwater"))),
        (["A.HEADWATER", "--data-dir", "x"], (["--data-dir", "x"], Path("A.HEADWATER"))),
        (["--data-dir=x", "a.headwater"], (["--data-dir=x"], Path("a.headwater"))),
        (["assess", "a.headwater"], (["assess", "a.headwater"], None)),
        (["audit", "import", "a.headwater"], (["audit", "import", "a.headwater"], None)),
        (["--data-dir", "a.headwater"], (["--data-dir", "a.headwater"], None)),
        ([], ([], None)),
    ],
)
def test_only_a_file_without_a_command_is_taken_off_the_arguments(given, expected) -> None:
    assert without_file(given) == expected


def test_another_file_is_still_no_command() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["letter.docx"])
    assert stopped.value.code == 2


def test_a_file_the_system_asks_for_is_opened_and_other_events_pass(qapp) -> None:
    opened: list[Path] = []
    asked = QObject()
    passes_on = FilesAskedFor(asked, opened.append)
    asked.installEventFilter(passes_on)
    QCoreApplication.sendEvent(asked, QFileOpenEvent(QUrl.fromLocalFile("/tmp/an audit.headwater")))
    QCoreApplication.sendEvent(asked, QEvent(QEvent.Type.User))
    assert opened == [Path("/tmp/an audit.headwater")]


def drop(page: StartPage, *paths: Path) -> bool:
    """Whether a drop of files was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QCoreApplication.sendEvent(page.viewport(), QDragEnterEvent(QPoint(9, 9), copy, data, button, KEYS))
    event = QDropEvent(QPointF(9, 9), copy, data, button, KEYS)
    event.setAccepted(False)
    QCoreApplication.sendEvent(page.viewport(), event)
    return event.isAccepted()


def test_an_audit_file_dropped_on_the_start_page_is_shown_and_other_files_are_not_taken(qtbot, window, handed) -> None:
    assert not drop(window.start_page, Path("letter.docx"))
    assert not drop(window.start_page, handed(), handed())
    assert drop(window.start_page, handed())
    qtbot.waitUntil(lambda: window.findChild(TakeInDialog) is not None, timeout=20_000)
    window.findChild(TakeInDialog).reject()


def test_a_file_that_holds_nothing_new_opens_the_audit_that_is_here(qtbot, window, handed) -> None:
    path = handed()
    window.open_file(path)
    qtbot.waitUntil(lambda: window.findChild(TakeInDialog) is not None, timeout=20_000)
    dialog = window.findChild(TakeInDialog)
    dialog.take.click()
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    audit_id = window.view.audit.document.audit_id
    dialog.setParent(None)
    window.show_start()
    window.open_file(path)
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    assert window.view.audit.document.audit_id == audit_id
    assert window.findChild(TakeInDialog) is None
