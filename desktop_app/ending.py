"""Ending as asked when the system says so: at the end of a login session, or when a script stops the program."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QWidget


class EndsWhenAsked(QObject):
    """Closes the window, which saves what is being typed, when the process is asked to terminate.

    Python handles a signal only when it next runs; a pair of sockets wakes it while Qt waits for events.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._inlet, self._outlet = socket.socketpair()
        for end in (self._inlet, self._outlet):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._outlet.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        signal.set_wakeup_fd(self._inlet.fileno(), warn_on_full_buffer=False)
        for asked in (signal.SIGTERM, signal.SIGINT):
            signal.signal(asked, lambda _number, _frame: window.close())

    def _woken(self) -> None:
        self._outlet.recv(64)
