"""The line that says whether everything is saved, and offers to try again when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop_app.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from desktop_app.open_audit import OpenAudit

_QUIET_BEFORE_SPEAKING_MS = 1200
"""Typing commits again and again; it is spoken of once, when it has paused."""


class SaveLine(QWidget):
    """Follows the open audit."""

    spoken = Signal(str)
    """What was just given to the screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PlainLabel("", self, size="small", wrap=False)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._again = QPushButton(self.tr("Try again"), self)
        self._again.setAccessibleName(self.tr("Try to save again"))
        self._again.clicked.connect(self._try_again)
        self._audit: OpenAudit | None = None
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

    def follow(self, audit: OpenAudit) -> None:
        """Say how an audit stands from now on."""
        self._audit = audit
        audit.save_state_changed.connect(self._tell)
        self._show()

    def clear(self) -> None:
        """Say nothing: no audit is open."""
        self._audit = None
        self._quiet.stop()
        self._words.setText("")
        self._again.hide()

    def _show(self) -> None:
        """Say what the state is; a workspace that cannot be written, or not backed up, says why."""
        if self._audit is None:
            return
        state, workspace = self._audit.save_state, self._audit.workspace
        if workspace.read_only_reason is not None:
            self._words.setText(self.tr("Opened for reading: {}").format(workspace.read_only_reason))
        elif state.saved and workspace.backup_problem is not None:
            self._words.setText(self.tr("All changes saved, but not backed up: {}").format(workspace.backup_problem))
        elif state.saved:
            self._words.setText(self.tr("All changes saved"))
        else:
            self._words.setText(self.tr("Not saved: {}").format(state.problem))
        self._again.setVisible(not state.saved and workspace.read_only_reason is None)

    def _tell(self) -> None:
        """Show and speak of a change that was just saved, or not: once, after a burst of them; a problem at once."""
        self._show()
        if self._audit is None:
            return
        if self._audit.save_state.saved:
            self._quiet.start()
        else:
            self._quiet.stop()
            self._speak(self._words.text())

    def _try_again(self) -> None:
        if self._audit is not None:
            self._audit.save_again()

    def _speak(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._words, words))
        self.spoken.emit(words)
