"""What is shown of a sample's own words. It stays in the window's memory.

Only the short excerpts that a reading itself brings can be kept with an audit, where a person says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.samples.result import SampleReading
from core.samples.shown import Repeated

Side = Literal["sample", "people", "earlier", "other_vendor"]


@dataclass(frozen=True, slots=True)
class AlikeTexts:
    """Texts that belong side by side. name: what they have in common; size: how many there are; texts: the first ones,
    long ones cut. likeness: share of words that two of them have in common, 0 to 1, where it was measured. sides: of
    each text the set it is from; empty where all are of the sample.
    """

    name: str
    size: int
    texts: tuple[str, ...]
    likeness: float | None = None
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """repeats: groups of near copies, the largest first; prompts: those with several answers, the most alike first,
    whether all answers are of the sample or some of what it was compared with.
    all_repeats, all_prompts: how many there are, of which the first are held. unused: words and in how many texts of
    the reference they stand.
    """

    phrases: tuple[Repeated, ...]
    openings: tuple[Repeated, ...]
    unused: tuple[tuple[str, int], ...]
    repeats: tuple[AlikeTexts, ...]
    all_repeats: int
    prompts: tuple[AlikeTexts, ...]
    all_prompts: int
    has_reference: bool


def kept_with(reading: SampleReading) -> Shown | None:
    """What was kept of the texts with a reading; None where nothing was."""
    kept = reading.shown
    if kept is None:
        return None
    repeats = tuple(AlikeTexts(group.excerpts[0], group.texts, group.excerpts) for group in kept.copies)
    has_reference = reading.reference_texts > 0
    return Shown(kept.phrases, kept.openings, kept.unused, repeats, len(repeats), (), 0, has_reference)
