"""What is going on in the background, said in a line: how far it is, a button that ends it, and how it ended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop_app.widgets.announce import announce
from desktop_app.widgets.fields import name_field
from desktop_app.widgets.plain_label import PlainLabel

_PATIENCE_MS = 700
"""Work that takes longer shows that it goes on, and can be ended."""

Step = Callable[[int, int], None]
"""Called by the work, in its own thread, with how much is done of how much; 0 of all while nobody knows yet."""


class WorkCancelledError(Exception):
    """The person who asked for the work has ended it."""


class WorkLine(QWidget):
    """``begin`` says what goes on, ``end`` how it ended; ``cancelled`` when a person ends it."""

    cancelled = Signal()
    told = Signal(str)
    """What was just given to the screen reader."""
    _stepped = Signal(int, int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turn = 0
        self._going_on: dict[str, int] = {}
        self.words = PlainLabel(secondary=True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(6)
        name_field(self.bar, name)
        self.stop = QPushButton(self.tr("Cance&l"), self)
        self.stop.setAccessibleName(self.tr("Cancel: {}").format(name))
        self.stop.clicked.connect(lambda _checked=False: self.cancel())
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.bar)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._show_work(True))
        self._stepped.connect(self._show_step)
        self._show_work(False)

    def begin(self, task: str, doing: str) -> Step:
        """Say what goes on. What is returned is called by the work now and then; it raises once the work is to end.

        Beginning a task again ends what it was doing; other tasks go on.
        """
        self._turn += 1
        self._going_on[task] = turn = self._turn
        self.words.setText(doing)
        self.bar.setRange(0, 0)
        self._patience.start()

        def step(done: int, wanted: int) -> None:
            if self._going_on.get(task) != turn:
                raise WorkCancelledError
            self._stepped.emit(turn, done, wanted)

        return step

    def end(self, task: str, words: str) -> None:
        """Say how a task ended, aloud too; without words where something else says it."""
        self._going_on.pop(task, None)
        self._show_work(bool(self._going_on) and self.bar.isVisible())
        if words:
            self.tell(words)

    def cancel(self) -> None:
        """End everything that goes on; nothing of it stays."""
        if self._going_on:
            self._going_on.clear()
            self._show_work(False)
            self.tell(self.tr("Cancelled. Nothing has changed."))
            self.cancelled.emit()

    def say(self, words: str) -> None:
        """Show words without speaking them."""
        self.words.setText(words)

    def tell(self, words: str) -> None:
        """Show words and speak them."""
        self.words.setText(words)
        announce(self, words)
        self.told.emit(words)

    def _show_work(self, going_on: bool) -> None:
        if not self._going_on or going_on:
            self._patience.stop()
        self.bar.setVisible(going_on)
        self.stop.setVisible(going_on)

    def _show_step(self, turn: int, done: int, wanted: int) -> None:
        if turn in self._going_on.values():
            self.bar.setRange(0, wanted)
            self.bar.setValue(done)
