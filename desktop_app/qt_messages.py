"""What Qt complains of, written down beside our own errors: it never reaches a person, and often names the cause."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_TOLD = {
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "critical",
    QtMsgType.QtFatalMsg: "fatal",
}
"""Kinds that are written down; a fatal one ends the program, and this is the last that is heard of it."""


def note_qt_messages(note: Callable[[str], None]) -> None:
    """From now on give every warning or worse to ``note``, one line each, and to standard error."""

    def handle(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        word = _TOLD.get(kind)
        if word is not None:
            line = f"Qt {word}: {' '.join(message.split())}\n"
            note(line)
            if sys.stderr is not None:  # a program without a console has none
                sys.stderr.write(line)

    qInstallMessageHandler(handle)
