"""The line that says whether everything is saved, and offers to try again when it is not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop_app.save_state import SaveState
from desktop_app.widgets.plain_label import PlainLabel


class SaveLine(QWidget):
    """Shows a save state; ``again_wanted`` asks to try again."""

    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PlainLabel("", self, size="small", wrap=False)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._again = QPushButton(self.tr("Try again"), self)
        self._again.setAccessibleName(self.tr("Try to save again"))
        self._again.clicked.connect(self.again_wanted)
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
        self._words.setText("")
        self._again.hide()

    def show_state(self, state: SaveState, read_only_reason: str | None) -> None:
        """Say what the state is; a workspace that cannot be written says why."""
        if read_only_reason is not None:
            self._words.setText(self.tr("Opened for reading: {}").format(read_only_reason))
        elif state.saved:
            self._words.setText(self.tr("All changes saved"))
        else:
            self._words.setText(self.tr("Not saved: {}").format(state.problem))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._words, self._words.text()))
        self._again.setVisible(not state.saved and read_only_reason is None)
