"""The newest entry of a change log, as a value; loads nothing of the database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LogHead:
    """The newest entry of a change log: how many there were ever, and its hash, which hangs on all before it."""

    entries: int
    sha256: str
