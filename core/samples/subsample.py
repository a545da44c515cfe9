"""A random part of a very large set of texts, so that a reading takes seconds and not minutes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.samples.progress import Step, untold
from core.samples.text_set import TextSet
from core.samples.tokens import words

MOST_READ = 20_000
TO_95 = 1.96
A_STEP = 5_000


def random_part(name: str, texts: TextSet, seed: int, rng: np.random.Generator) -> TextSet:
    """The texts, or 20,000 of them drawn at random where there are more, with a note that says so.

    name: of the set, for a person. Prompts are drawn with all their answers, and the same seed draws the same prompts
    from every set, so that answers to one prompt can still be set side by side. The note tells how far a share counted
    over the part may be from that of all: half of the width of a 95 % interval around one half, with as many
    independent draws as there are prompts.
    """
    total = len(texts.texts)
    if total <= MOST_READ:
        return texts
    drawn_at = [_place(texts.prompt_id(place), seed) for place in range(total)]
    order = np.where(np.isnan(drawn_at), rng.random(total), drawn_at)
    chosen = np.sort(np.argsort(order, kind="stable")[:MOST_READ])
    draws = len(np.unique(order[chosen]))
    off = 100 * TO_95 * 0.5 * np.sqrt((1 - MOST_READ / total) / draws)
    note = (
        f"{name[0].upper()}{name[1:]} has {total:,} texts; {MOST_READ:,} drawn at random were read. A share of"
        f" these is within {off:.1f} points of that of all texts in 95 of 100 draws; near copies of texts that were not"
        " drawn are missed, exact ones are counted over all."
    )
    return replace(texts.at(chosen.tolist()), notes=(*texts.notes, note))


def words_and_exact_repeats(texts: Sequence[str], step: Step = untold) -> tuple[int, int]:
    """All words, and how many texts have the words of an earlier one in the same order."""
    seen: set[bytes] = set()
    total = 0
    for place, text in enumerate(texts):
        if place % A_STEP == A_STEP - 1:
            step()
        found = words(text)
        total += len(found)
        seen.add(hashlib.blake2b(" ".join(found or [text]).encode("utf-8", "replace"), digest_size=16).digest())
    return total, len(texts) - len(seen)


def _place(prompt: str | None, seed: int) -> float:
    """Where in a random order of all prompts this one stands, 0 to 1; nan for none."""
    if prompt is None:
        return float("nan")
    digest = hashlib.blake2b(f"{seed} {prompt}".encode("utf-8", "replace"), digest_size=6).digest()
    return int.from_bytes(digest) / 2**48
