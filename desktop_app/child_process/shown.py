"""What is shown of a sample's own words. It stays in the window's memory and is never written to the workspace."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repeat:
    """A run of words and the number of texts it stands in; elsewhere: of the reference, None without one."""

    words: str
    texts: int
    elsewhere: int | None


@dataclass(frozen=True, slots=True)
class AlikeTexts:
    """Texts that belong side by side. name: what they have in common; size: how many there are; texts: the first ones,
    long ones cut. likeness: share of words that two of them have in common, 0 to 1, where it was measured.
    """

    name: str
    size: int
    texts: tuple[str, ...]
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """repeats: groups of near copies, the largest first; prompts: those with several answers, the most alike first.
    all_repeats, all_prompts: how many there are, of which the first are held. unused: words and in how many texts of
    the reference they stand.
    """

    phrases: tuple[Repeat, ...]
    openings: tuple[Repeat, ...]
    unused: tuple[tuple[str, int], ...]
    repeats: tuple[AlikeTexts, ...]
    all_repeats: int
    prompts: tuple[AlikeTexts, ...]
    all_prompts: int
    has_reference: bool
