"""Two sets of texts made comparable: equal length of text, equal number of texts, one text a prompt, no copies.

Nearly every measure depends on how much text it sees, and longer texts repeat themselves more; comparing sets as they
come reverses conclusions. What cannot be made comparable is refused, in one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.samples.tokens import first_words, words

LEAST_TEXTS = 30
LEAST_WORDS = 3_000
FULL_TEXTS = 100
MOST_TEXTS = 500
LONGEST_CUT = 100
SHORTEST_CUT = 60
REACH = 0.8
MOST_LOST = 0.4
LEAST_MEDIAN = 25


@dataclass(frozen=True, slots=True)
class Candidates:
    """Texts of one side that may be compared. name: "sample" or "reference"; prompt_ids: as long as texts."""

    name: str
    texts: tuple[str, ...]
    prompt_ids: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """Equal numbers of texts, each cut to ``cut`` words. reference is empty where there is none.

    spare: reference texts that are not compared, cut alike; the vocabulary of the coverage measures is made from them.
    with_vocabulary: how many texts a side are compared with the coverage measures, 0 where the reference is too small.
    dropped: texts of the sample and of the reference that are shorter than the cut.
    """

    sample: tuple[str, ...]
    reference: tuple[str, ...]
    spare: tuple[str, ...]
    with_vocabulary: int
    cut: int
    dropped: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why two sets cannot be compared, one sentence."""

    reason: str


def match(sample: Candidates, reference: Candidates | None, rng: np.random.Generator) -> Matched | Refusal:
    """Texts drawn and cut so that they can be compared, or the reason why not.

    The cut is the number of words that 80 % of both sides reach, 60 to 100; shorter texts are left out. At least 30
    texts and 3,000 words a side must remain, at most 500 texts are used.
    """
    sides = [side for side in (sample, reference) if side is not None]
    lengths = [np.array([len(words(text)) for text in side.texts]) for side in sides]
    for side, length in zip(sides, lengths, strict=True):
        if len(length) < LEAST_TEXTS:
            return Refusal(_too_few(side.name, len(length)))
        if np.median(length) < LEAST_MEDIAN:
            return Refusal(
                f"Half of the texts of the {side.name} have fewer than {LEAST_MEDIAN} words, too short to compare."
            )
    cut = int(min(np.quantile(length, 1 - REACH, method="lower") for length in lengths))
    cut = min(max(cut, SHORTEST_CUT), LONGEST_CUT)
    kept = []
    for side, length in zip(sides, lengths, strict=True):
        long_enough = np.flatnonzero(length >= cut)
        if len(long_enough) < (1 - MOST_LOST) * len(length):
            return Refusal(
                f"{len(length) - len(long_enough)} of {len(length)} texts of the {side.name} have fewer than {cut}"
                " words, too many to leave out."
            )
        kept.append(_cut_draw(side.texts, long_enough, cut, rng))
        if len(long_enough) < LEAST_TEXTS or len(long_enough) * cut < LEAST_WORDS:
            return Refusal(_too_few(side.name, len(long_enough), cut))
    ours, theirs = kept[0], kept[1] if reference is not None else ()
    size = min([len(side) for side in kept] + [MOST_TEXTS])
    with_vocabulary = min(size, len(theirs) // 2)
    if with_vocabulary < LEAST_TEXTS or with_vocabulary * cut < LEAST_WORDS:
        with_vocabulary = 0
    dropped = [len(side.texts) - len(texts) for side, texts in zip(sides, kept, strict=True)]
    return Matched(
        ours[:size],
        theirs[:size],
        theirs[with_vocabulary:][-MOST_TEXTS:],
        with_vocabulary,
        cut,
        (dropped[0], dropped[1] if reference is not None else 0),
    )


def one_a_prompt(candidates: Candidates, rng: np.random.Generator) -> Candidates:
    """One text, drawn at random, for each prompt; texts without a known prompt are all kept."""
    order = rng.permutation(len(candidates.texts))
    seen: set[str] = set()
    kept = []
    for position in order:
        prompt_id = candidates.prompt_ids[position]
        if prompt_id is None or prompt_id not in seen:
            kept.append(int(position))
        if prompt_id is not None:
            seen.add(prompt_id)
    kept.sort()
    return Candidates(
        candidates.name,
        tuple(candidates.texts[position] for position in kept),
        tuple(candidates.prompt_ids[position] for position in kept),
    )


def _cut_draw(texts: Sequence[str], positions: np.ndarray, cut: int, rng: np.random.Generator) -> tuple[str, ...]:
    return tuple(first_words(texts[position], cut) for position in rng.permutation(positions))


def _too_few(name: str, texts: int, cut: int | None = None) -> str:
    of = f" of {cut} words" if cut is not None else ""
    return (
        f"The {name} leaves {texts} different texts{of} to compare; at least {LEAST_TEXTS} texts and"
        f" {LEAST_WORDS:,} words are needed, so nothing can be said."
    )
