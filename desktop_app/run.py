"""Running the window: settings, looks, a record of the session, and what happens when something breaks."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.ending import EndsWhenAsked
from desktop_app.files_asked_for import FilesAskedFor
from desktop_app.problems import UnexpectedErrors
from desktop_app.qt_messages import note_qt_messages
from desktop_app.session_record import SessionRecord
from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance
from desktop_app.window import MainWindow


def run_window(data_dir: Path, file: Path | None = None) -> int:
    """Open the window on the workspace in ``data_dir`` and return when it is closed.

    file: an audit that somebody opened the program with; it is shown, and taken in only after a question.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101 - ours is the only one
    application.setApplicationName("Headwater")
    settings = Settings.read(data_dir)
    looks = Appearance(application, settings.mode, settings.text_percent, more_contrast=settings.more_contrast)
    window = MainWindow(data_dir, settings, looks)
    record = SessionRecord(data_dir)
    broken_off = record.begin()
    UnexpectedErrors(window, window.save, record.add).install()
    note_qt_messages(record.add)
    EndsWhenAsked(window)
    if sys.platform == "darwin":  # elsewhere files come as arguments, and a filter would cost every event a call
        asked = FilesAskedFor(window, window.open_file)
        application.installEventFilter(asked)
    window.show()
    if file is not None:
        window.open_file(file)
    if broken_off is not None:
        window.tell_of_broken_session(broken_off)
    code = application.exec()
    record.end()
    return code
