"""The row that starts long work on samples, tells how far it is, and cancels it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.child_process.child import ChildProcess
from desktop_app.child_process.job import Job, Request, Result
from desktop_app.widgets.announce import announce
from desktop_app.widgets.plain_label import PlainLabel


class RunRow(QWidget):
    """``wanted`` when the button is pressed; ``run`` does a job in a process of its own and shows its progress."""

    wanted = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.child = ChildProcess(self)
        self.button = QPushButton(words, self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.setAccessibleDescription(self.tr("Stops at once; nothing is changed"))
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.state = PlainLabel(secondary=True)
        self._ready = False
        buttons = QHBoxLayout()
        for part in (self.button, self.cancel_button):
            buttons.addWidget(part)
        buttons.addWidget(self.bar, 1)
        buttons.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(buttons)
        column.addWidget(self.state)
        self.button.clicked.connect(self.wanted)
        self.cancel_button.clicked.connect(self.cancel)
        self._show_running(running=False)

    def set_ready(self, ready: bool, why_not: str = "") -> None:
        """Whether there is enough to start with, and what is missing."""
        self._ready = ready
        if not self.child.is_busy:
            self.button.setEnabled(ready)
            self.say("" if ready else why_not)

    def say(self, words: str) -> None:
        """Show a sentence below the buttons."""
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def run(self, job: Job[Request, Result], request: Request, success: Callable[[Result], None]) -> None:
        """Do the job; a failure is shown here."""

        def done(result: Result) -> None:
            self._show_running(running=False)
            self.say("")
            success(result)

        self.child.run(job, request, done, self._failed, self._progressed)
        self._show_running(running=True)
        self.say(self.tr("Starting…"))

    def cancel(self) -> None:
        """Stop what is running."""
        if self.child.is_busy:
            self.child.cancel()
            self._show_running(running=False)
            self.say(self.tr("Cancelled. Nothing was changed."))
            self.button.setFocus()

    def _failed(self, sentence: str) -> None:
        self._show_running(running=False)
        self.say(sentence)
        announce(self, sentence)

    def _progressed(self, doing: str, done: int, wanted: int) -> None:
        words = {
            "read": self.tr("Reading the texts…"),
            "measure": self.tr("Measuring and comparing…"),
            "pick": self.tr("Looking for repeated words…"),
            "load": self.tr("Loading the language model…"),
            "embed": self.tr("Looking at what the texts say…"),
            "predict": self.tr("Looking at how predictable the texts are…"),
            "keys": self.tr("Trying the disclosed key and keys that nobody used…"),
            "files": self.tr("Checking files…"),
            "count": self.tr("Counting…"),
        }.get(doing, self.tr("Working…"))
        self.bar.setRange(0, wanted)
        self.bar.setValue(done)
        share = self.tr(" {} %").format(100 * done // wanted) if wanted else ""
        self.state.setText(words + share)

    def _show_running(self, *, running: bool) -> None:
        self.button.setEnabled(self._ready and not running)
        self.cancel_button.setVisible(running)
        self.bar.setVisible(running)
        self.bar.setRange(0, 0)
