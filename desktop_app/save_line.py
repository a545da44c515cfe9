"""The line that says whether everything is saved, and offers to try again when it is not."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop_app.save_state import SaveState
from desktop_app.widgets.plain_label import PlainLabel

_QUIET_BEFORE_SPEAKING_MS = 1200
"""Typing commits again and again; it is spoken of once, when it has paused."""


class SaveLine(QWidget):
    """Shows a save state; ``again_wanted`` asks to try again."""

    again_wanted = Signal()
    spoken = Signal(str)
    """What was just given to the screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PlainLabel("", self, size="small", wrap=False)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._again = QPushButton(self.tr("Try again"), self)
        self._again.setAccessibleName(self.tr("Try to save again"))
        self._again.clicked.connect(self.again_wanted)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_BEFORE_SPEAKING_MS)
        self._quiet.timeout.connect(lambda: self._speak(self.tr("Saved")))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 8, 2)
        row.addWidget(self._words, 1)
        row.addWidget(self._again)
        self.clear()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def clear(self) -> None:
        """Say nothing: no audit is open."""
        self._quiet.stop()
        self._words.setText("")
        self._again.hide()

    def show_state(self, state: SaveState, read_only_reason: str | None, backup_problem: str | None = None) -> None:
        """Say what the state is; a workspace that cannot be written, or not backed up, says why."""
        if read_only_reason is not None:
            self._words.setText(self.tr("Opened for reading: {}").format(read_only_reason))
        elif state.saved and backup_problem is not None:
            self._words.setText(self.tr("All changes saved, but not backed up: {}").format(backup_problem))
        elif state.saved:
            self._words.setText(self.tr("All changes saved"))
        else:
            self._words.setText(self.tr("Not saved: {}").format(state.problem))
        self._again.setVisible(not state.saved and read_only_reason is None)

    def tell(self, state: SaveState) -> None:
        """Speak of a change that was just saved, or not: once, after a burst of them; a problem at once."""
        if state.saved:
            self._quiet.start()
        else:
            self._quiet.stop()
            self._speak(self._words.text())

    def _speak(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._words, words))
        self.spoken.emit(words)
