"""The one error for anything from outside that cannot be used."""

from __future__ import annotations


class UnusableInputError(ValueError):
    """A file or answer cannot be used.

    source: the file's name, or the audit's id when there is no file.
    place: the question, key or line, as a person would look for it; empty when the whole file is meant.
    cause: what is wrong and what to do, without a full stop.
    """

    def __init__(self, source: str, place: str, cause: str) -> None:
        self.source = source
        self.place = place
        self.cause = cause
        where = f"{source}, {place}" if place else source
        super().__init__(f"{where}: {cause}.")
