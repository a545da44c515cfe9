"""Two sets of texts made comparable: equal length of text, equal number of texts, one text a prompt, no copies.

Nearly every measure depends on how much text it sees, and longer texts repeat themselves more; comparing sets as they
come reverses conclusions. What cannot be made comparable is refused, in one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.samples.candidates import Candidates
from core.samples.tokens import first_words, words

LEAST_TEXTS = 30
LEAST_WORDS = 3_000
FULL_TEXTS = 100
MOST_TEXTS = 500
LONGEST_CUT = 100
SHORTEST_CUT = 60
REACH = 0.8
MOST_LOST = 0.4
PAIRED_SHARE = 0.8
LEAST_MEDIAN = 25
MOST_CHARACTERS_A_WORD = 20


class NotComparableError(Exception):
    """Two sets cannot be compared; one sentence that says why. A result, not a failure."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Equal numbers of texts of two sides, each cut to ``cut`` words.

    paired: whether texts at the same place of both sides answer the same prompt. spare: reference texts, cut alike,
    from which the vocabulary of the coverage measures is made; it holds none of the first ``with_vocabulary`` that are
    compared with it, 0 where the reference is too small. dropped: texts of both sides left out.
    """

    sample: tuple[str, ...]
    reference: tuple[str, ...]
    spare: tuple[str, ...]
    paired: bool
    with_vocabulary: int
    cut: int
    dropped: tuple[int, int]


def match(sample: Candidates, reference: Candidates, rng: np.random.Generator) -> Matched:
    """Texts drawn and cut so that they can be compared.

    The cut is the number of words that 80 % of both sides reach, 60 to 100; shorter texts are left out, and texts
    of more than 20 characters a word, which are no running text. At least 30 texts and 3,000 words a side must remain,
    at most 500 texts are used. Raises NotComparableError.
    """
    (our_usable, their_usable), cut = _usable([sample, reference])
    ours, theirs, pairs = _order(
        sample, reference, rng.permutation(our_usable).tolist(), rng.permutation(their_usable).tolist()
    )
    size = min(pairs or len(ours), len(theirs), MOST_TEXTS)
    with_vocabulary = min(size, len(theirs) // 2)
    return Matched(
        _cut(sample, ours[:size], cut),
        _cut(reference, theirs[:size], cut),
        _cut(reference, theirs[with_vocabulary:][-MOST_TEXTS:], cut),
        pairs > 0,
        with_vocabulary if _enough(with_vocabulary, cut) else 0,
        cut,
        (len(sample.texts) - len(our_usable), len(reference.texts) - len(their_usable)),
    )


def cut_alone(sample: Candidates, rng: np.random.Generator) -> tuple[str, ...]:
    """Texts drawn and cut as for a comparison, where there is nothing to compare with. Raises NotComparableError."""
    (usable,), cut = _usable([sample])
    return _cut(sample, rng.permutation(usable)[:MOST_TEXTS].tolist(), cut)


def _usable(sides: Sequence[Candidates]) -> tuple[list[NDArray[np.int64]], int]:
    """Positions of the texts of each side that reach the common cut, and the cut."""
    lengths = [np.array([len(words(text)) for text in side.texts]) for side in sides]
    for side, length in zip(sides, lengths, strict=True):
        if len(length) < LEAST_TEXTS:
            raise NotComparableError(_too_few(side.name, len(length)))
        if np.median(length) < LEAST_MEDIAN:
            raise NotComparableError(
                f"Half of the texts of {side.name} have fewer than {LEAST_MEDIAN} words, too short to compare."
            )
    reached = int(min(np.quantile(length, 1 - REACH, method="lower") for length in lengths))
    cut = min(max(reached, SHORTEST_CUT), LONGEST_CUT)
    usable = [
        np.array([place for place in np.flatnonzero(length >= cut) if _is_running(side.texts[place], cut)], np.int64)
        for side, length in zip(sides, lengths, strict=True)
    ]
    for side, positions in zip(sides, usable, strict=True):
        if len(positions) < (1 - MOST_LOST) * len(side.texts):
            raise NotComparableError(
                f"{len(side.texts) - len(positions)} of {len(side.texts)} texts of {side.name} have fewer than"
                f" {cut} words or are no running text, too many to leave out."
            )
        if not _enough(len(positions), cut):
            raise NotComparableError(_too_few(side.name, len(positions), cut))
    return usable, cut


def _is_running(text: str, cut: int) -> bool:
    return len(first_words(text, cut)) <= MOST_CHARACTERS_A_WORD * cut


def _enough(texts: int, cut: int) -> bool:
    return texts >= LEAST_TEXTS and texts * cut >= LEAST_WORDS


def _order(
    sample: Candidates, reference: Candidates, ours: list[int], theirs: list[int]
) -> tuple[list[int], list[int], int]:
    """Positions of both sides, answers to the same prompt first and in the same order, and the number of these pairs.

    Pairs are formed only if at least 30 are, and at least 80 % of what could be; else the order stays and there are 0.
    """
    answers = {reference.prompt_ids[position]: position for position in theirs}
    answers.pop(None, None)
    pairs = [(position, answers[prompt]) for position in ours if (prompt := sample.prompt_ids[position]) in answers]
    if len(pairs) < max(LEAST_TEXTS, PAIRED_SHARE * min(len(ours), len(theirs))):
        return ours, theirs, 0
    partners = [partner for _, partner in pairs]
    answering = set(partners)
    rest = [position for position in theirs if position not in answering]
    return [position for position, _ in pairs], partners + rest, len(pairs)


def _cut(side: Candidates, positions: Sequence[int], cut: int) -> tuple[str, ...]:
    return tuple(first_words(side.texts[position], cut) for position in positions)


def _too_few(name: str, texts: int, cut: int | None = None) -> str:
    of = f" of {cut} words" if cut is not None else ""
    left = f"{texts} different texts" if texts != 1 else "1 different text"
    return (
        f"{name[0].upper()}{name[1:]} leaves {left}{of} to compare; at least {LEAST_TEXTS} texts and"
        f" {LEAST_WORDS:,} words are needed, so nothing can be said."
    )
