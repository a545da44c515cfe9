"""The texts of one side that may be compared: without echoes, copies and further answers to a prompt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.samples.echo import without_echoes
from core.samples.text_set import TextSet
from core.samples.tokens import words


@dataclass(frozen=True, slots=True)
class Candidates:
    """name: of the side, for a person. prompt_ids: as long as texts."""

    name: str
    texts: tuple[str, ...]
    prompt_ids: tuple[str | None, ...]


def candidates(name: str, texts: TextSet, echoes: Sequence[int], rng: np.random.Generator) -> Candidates:
    """The different texts without their echoed beginnings, one drawn at random for each prompt."""
    stripped = without_echoes(texts.texts, echoes)
    firsts: dict[tuple[str, ...], int] = {}
    for position, text in enumerate(stripped):
        firsts.setdefault(tuple(words(text)), position)
    kept = _one_a_prompt(list(firsts.values()), texts, rng)
    return Candidates(
        name,
        tuple(stripped[position] for position in kept),
        tuple(texts.prompt_id(position) for position in kept),
    )


def _one_a_prompt(positions: Sequence[int], texts: TextSet, rng: np.random.Generator) -> list[int]:
    """Positions in order, one for each prompt; texts without a known prompt all stay."""
    seen: set[str] = set()
    kept = []
    for position in rng.permutation(positions).tolist():
        prompt_id = texts.prompt_id(position)
        if prompt_id is None or prompt_id not in seen:
            kept.append(position)
        if prompt_id is not None:
            seen.add(prompt_id)
    return sorted(kept)
