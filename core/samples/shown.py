"""What a reading shows of the texts themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repeated:
    """A run of words and the number of texts it stands in; elsewhere: of the reference, None without one."""

    words: str
    texts: int
    elsewhere: int | None


@dataclass(frozen=True, slots=True)
class Copies:
    """Texts that repeat each other. texts: how many; excerpts: the beginnings of the first few."""

    texts: int
    excerpts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """phrases, openings: the most repeated first. copies: the largest groups first. unused: words that many reference
    texts use and no sample text does, with the number of reference texts.
    """

    phrases: tuple[Repeated, ...]
    openings: tuple[Repeated, ...]
    copies: tuple[Copies, ...]
    unused: tuple[tuple[str, int], ...]
