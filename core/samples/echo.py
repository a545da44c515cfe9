"""Texts that begin with words they were given: the prompt, or the opening of the reference text to the same prompt.

Such words are not the model's own. Left in, they turned a set's lexical variety from above to below the reference in
one published collection, so they are taken off on both sides before anything is compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.samples.text_set import TextSet
from core.samples.tokens import after_words, words

LEAST = 8
LEAST_PROMPT = 3


@dataclass(frozen=True, slots=True)
class Echoes:
    """Words to take off the beginning of each text. from_prompt, from_reference: how many sample texts are affected."""

    sample: tuple[int, ...]
    reference: tuple[int, ...]
    from_prompt: int
    from_reference: int


def find_echoes(sample: TextSet, reference: TextSet | None = None) -> Echoes:
    """Leading words shared with the prompt (all of a prompt, or 8), or 8 or more shared with a reference text."""
    own = _prompt_echoes(sample)
    from_prompt = sum(echo > 0 for echo in own)
    if reference is None:
        return Echoes(tuple(own), (), from_prompt, 0)
    theirs = _prompt_echoes(reference)
    our_tails = [words(text)[echo:] for text, echo in zip(sample.texts, own, strict=True)]
    their_tails = [words(text)[echo:] for text, echo in zip(reference.texts, theirs, strict=True)]
    ours_shared = _longest_shared_starts(our_tails, their_tails)
    theirs_shared = _longest_shared_starts(their_tails, our_tails)
    return Echoes(
        tuple(np.add(own, ours_shared).tolist()),
        tuple(np.add(theirs, theirs_shared).tolist()),
        from_prompt,
        sum(length > 0 for length in ours_shared),
    )


def without_echoes(texts: Sequence[str], echoes: Sequence[int]) -> tuple[str, ...]:
    """The texts with their echoed beginnings taken off."""
    return tuple(after_words(text, echo) if echo else text for text, echo in zip(texts, echoes, strict=True))


def _prompt_echoes(texts: TextSet) -> list[int]:
    if not texts.prompts:
        return [0] * len(texts.texts)
    return [
        _prompt_echo(text, prompt) if prompt is not None else 0
        for text, prompt in zip(texts.texts, texts.prompts, strict=True)
    ]


def _prompt_echo(text: str, prompt: str) -> int:
    asked = words(prompt)
    common = _common_start(words(text), asked)
    return common if common >= min(LEAST, max(len(asked), LEAST_PROMPT)) else 0


def _longest_shared_starts(texts: Sequence[list[str]], others: Sequence[list[str]]) -> list[int]:
    """Longest leading run each text shares with any other, 0 if below 8; the best match is a neighbour in order."""
    ordered = sorted(others)
    lengths = []
    for text in texts:
        place = bisect_left(ordered, text)
        longest = max((_common_start(text, other) for other in ordered[max(place - 1, 0) : place + 1]), default=0)
        lengths.append(longest if longest >= LEAST else 0)
    return lengths


def _common_start(first: Sequence[str], second: Sequence[str]) -> int:
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return length
