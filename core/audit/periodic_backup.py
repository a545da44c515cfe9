"""A backup now and then, without anybody asking: after half an hour of saving, and at the end."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from core.audit.backup import backups_in, moment_of
from core.audit.errors import WorkspaceError

EVERY = dt.timedelta(minutes=30)


class PeriodicBackup:
    """Told of every save, it backs up when one is due. ``problem``: why the last one failed, a sentence; or None."""

    def __init__(self, folder: Path, back_up: Callable[[], object]) -> None:
        self.problem: str | None = None
        self._folder = folder
        self._back_up = back_up
        self._unsaved_since = time.monotonic()
        self._changed = False
        self._lock = Lock()

    def saved(self) -> None:
        """Something was committed; what happens here cannot undo that."""
        self._changed = True
        if time.monotonic() - self._unsaved_since >= EVERY.total_seconds():
            self._make()

    def finish(self) -> None:
        """Nothing more will be saved: back up what has changed, unless the newest backup is younger than EVERY."""
        if self._changed and not self._has_recent():
            self._make()

    def _make(self) -> None:
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._changed = False
            self._unsaved_since = time.monotonic()
            self._back_up()
        except WorkspaceError as error:
            self.problem = str(error)
        else:
            self.problem = None
        finally:
            self._lock.release()

    def _has_recent(self) -> bool:
        made = [moment for path in backups_in(self._folder)[:1] if (moment := moment_of(path)) is not None]
        now = dt.datetime.now(dt.UTC)
        return any(dt.timedelta(0) <= now - moment < EVERY for moment in made)
