"""Ending as asked when the system says so: at the end of a login session, or when a script stops the program."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QWidget

_ASKING = {signal.SIGTERM, signal.SIGINT}


class EndsWhenAsked(QObject):
    """Closes the window, which saves what is being typed, when the process is asked to terminate.

    Python may handle a signal in the middle of anything, so the handler does nothing: a pair of sockets tells Qt of the
    signal, and the window is closed between two events.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._inlet, self._outlet = socket.socketpair()
        for end in (self._inlet, self._outlet):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._outlet.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        signal.set_wakeup_fd(self._inlet.fileno(), warn_on_full_buffer=False)
        for asked in _ASKING:
            signal.signal(asked, lambda _number, _frame: None)

    def _woken(self) -> None:
        if set(self._outlet.recv(64)) & _ASKING:
            self._window.close()
