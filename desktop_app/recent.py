"""The audits opened last, kept in a small file so that the start page needs no database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from desktop_app.stored_json import read_json, write_json

_FILE = "recent.json"
_LIMIT = 12


@dataclass(frozen=True, slots=True)
class RecentAudit:
    """One line of the list. opened: ISO date of the last visit."""

    audit_id: str
    vendor: str
    product: str
    answered: int
    total: int
    opened: str


class RecentAudits:
    """The list, newest first."""

    def __init__(self, data_dir: Path) -> None:
        self._file = data_dir / _FILE

    def all(self) -> tuple[RecentAudit, ...]:
        """The audits opened last; a damaged file counts as empty."""
        stored = read_json(self._file, [])
        try:
            return tuple(RecentAudit(**entry) for entry in stored)
        except TypeError:
            return ()

    def put(self, audit: RecentAudit) -> None:
        """Put an audit first. Raises OSError."""
        others = [entry for entry in self.all() if entry.audit_id != audit.audit_id]
        self._write([audit, *others][:_LIMIT])

    def remove(self, audit_id: str) -> None:
        """Take an audit off the list. Raises OSError."""
        self._write([entry for entry in self.all() if entry.audit_id != audit_id])

    def _write(self, entries: list[RecentAudit]) -> None:
        write_json(self._file, [asdict(entry) for entry in entries])
