"""What the window remembers beside the audits themselves: which were opened last, and how it looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.recent import RecentAudit, RecentAudits
from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance

if TYPE_CHECKING:
    from desktop_app.open_audit import OpenAudit

_PAUSE_MS = 500
"""The list of recent audits is written once typing pauses, not with every answer."""


class Memory(QObject):
    """Writes small files of convenience. ``failed`` carries why one could not be written; nothing else happens."""

    failed = Signal(str)

    def __init__(self, data_dir: Path, settings: Settings, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._settings = settings
        self._appearance = appearance
        self._recent = RecentAudits(data_dir)
        self._audit: OpenAudit | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._note_audit)
        appearance.changed.connect(self._note_looks)

    def recent(self) -> tuple[RecentAudit, ...]:
        """The audits opened last, the newest first."""
        return self._recent.all()

    def follow(self, audit: OpenAudit) -> None:
        """Put an audit first on the list, and keep its line true."""
        self._audit = audit
        for happened in (audit.answer_changed, audit.context_changed):
            happened.connect(self._soon.start)
        self._note_audit()

    def audit_closed(self) -> None:
        """Note a last time how the audit stands."""
        self._note_audit()
        self._soon.stop()
        self._audit = None

    def forget_audit(self, audit_id: str) -> None:
        """Take an audit off the list."""
        self._quietly(lambda: self._recent.remove(audit_id))

    def keep_settings(self) -> None:
        """Write the settings down as they are now."""
        self._quietly(lambda: self._settings.write(self._data_dir))

    def _note_audit(self) -> None:
        audit = self._audit
        if audit is None:
            return
        settled, total = audit.progress()
        document = audit.document
        today = dt.date.today().isoformat()
        entry = RecentAudit(document.audit_id, document.vendor, document.product, settled, total, today)
        self._quietly(lambda: self._recent.put(entry))

    def _note_looks(self) -> None:
        self._settings.mode = self._appearance.mode
        self._settings.more_contrast = self._appearance.more_contrast
        self._settings.text_percent = self._appearance.text_percent
        self.keep_settings()

    def _quietly(self, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError as error:  # a full disk is told where answers are saved
            self.failed.emit(error.strerror or str(error))
