"""The check of every page of a database, beside other work: reading may begin before it is done, writing may not."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from sqlalchemy import Engine

from core.audit.connection import READING
from core.audit.errors import WorkspaceError
from core.audit.schema import check_pages


class PageCheck:
    """A check that is going on, or its result."""

    def __init__(self, engine: Engine, path: Path) -> None:
        """Begin to check."""
        self._engine = engine
        self._path = path
        self._found: WorkspaceError | None = None
        self._work = Thread(target=self._check, name="page check", daemon=True)
        self._work.start()

    def wait(self) -> None:
        """Wait until it is done. Raises WorkspaceError, every time, for a database with a damaged page."""
        self._work.join()
        if self._found is not None:
            raise self._found

    def finish(self) -> None:
        """Wait until it is done, whatever it found."""
        self._work.join()

    def _check(self) -> None:
        try:
            with self._engine.execution_options(**{READING: True}).begin() as connection:
                check_pages(connection, self._path)
        except WorkspaceError as error:
            self._found = error
