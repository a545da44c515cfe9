"""Files that the system asks the running program to open: macOS tells of a double click this way, not by arguments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent


class FilesAskedFor(QObject):
    """Filters an application's events and opens each file that is asked for."""

    def __init__(self, parent: QObject, open_file: Callable[[Path], None]) -> None:
        super().__init__(parent)
        self._open_file = open_file

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take what asks for a file; let everything else pass."""
        if not isinstance(event, QFileOpenEvent):
            return False
        if event.file():
            self._open_file(Path(event.file()))
        return True
