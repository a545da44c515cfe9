"""Running the window: settings, looks, a record of the session, and what happens when something breaks."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.ending import EndsWhenAsked
from desktop_app.problems import UnexpectedErrors
from desktop_app.qt_messages import note_qt_messages
from desktop_app.session_record import SessionRecord
from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance
from desktop_app.window import MainWindow


def run_window(data_dir: Path) -> int:
    """Open the window on the workspace in ``data_dir`` and return when it is closed."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101 - ours is the only one
    application.setApplicationName("Headwater")
    settings = Settings.read(data_dir)
    window = MainWindow(data_dir, settings, Appearance(application, settings.mode, settings.text_percent))
    record = SessionRecord(data_dir)
    broken_off = record.begin()
    UnexpectedErrors(window, window.save, record.add).install()
    note_qt_messages(record.add)
    EndsWhenAsked(window)
    window.show()
    if broken_off is not None:
        window.tell_of_broken_session(broken_off)
    code = application.exec()
    record.end()
    return code
