"""What to show of a sample besides figures: its own words, where they repeat, and words it never uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.samples.language import function_words, guess_language
from core.samples.measures.duplicates import Repeats, find_repeats
from core.samples.shown import Copies, Shown
from core.samples.shown import Repeated as Repeated
from core.samples.text_set import TextSet
from core.samples.tokens import TextIndex, words

PHRASE_LENGTHS = (8, 7, 6, 5, 4)
OPENING = 4
SHOWN = 12
FEWEST_TEXTS = 3
MOST_GROUPS = 6
MOST_EXCERPTS = 3
EXCERPT = 280
BY_CHANCE = 0.01
"""A word counts as never used only if a sample of this size would miss it by chance less often than this."""


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that repeat each other, by their places in the sample, the earliest first."""

    texts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Showing:
    """phrases, openings: the most repeated first. groups: the largest first. unused: words that many reference texts
    use and no sample text does, the commonest first, with the number of reference texts.
    """

    phrases: tuple[Repeated, ...]
    openings: tuple[Repeated, ...]
    groups: tuple[Group, ...]
    unused: tuple[tuple[str, int], ...]


def showing(sample: TextSet, reference: TextSet | None = None) -> Showing:
    """What repeats in the sample and what it lacks, at most a dozen of each, groups aside.

    Phrases are counted over texts that repeat no earlier one, or those of a copied text would fill the list.
    """
    index = TextIndex(sample.texts)
    repeats = find_repeats(index)
    is_once = (repeats.exact < 0) & (repeats.near < 0)
    once = [sample.texts[place] for place in np.flatnonzero(is_once)]
    other = TextIndex(reference.texts) if reference is not None else None
    phrases = _phrases(index if len(once) == len(index) else TextIndex(once), other)
    return Showing(phrases, _openings(sample.texts, reference), _groups(repeats), _unused(index, other))


def shown(sample: TextSet, reference: TextSet | None = None) -> Shown:
    """What ``showing`` finds, with the beginnings of the texts that repeat each other, to keep beside the readings."""
    found = showing(sample, reference)
    copies = tuple(
        Copies(len(group.texts), tuple(_excerpt(sample.texts[place]) for place in group.texts[:MOST_EXCERPTS]))
        for group in found.groups[:MOST_GROUPS]
    )
    return Shown(found.phrases, found.openings, copies, found.unused)


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1].rstrip()}…"


def _phrases(index: TextIndex, other: TextIndex | None) -> tuple[Repeated, ...]:
    """Runs of 8 to 4 words that stand in at least three texts; a run inside a longer one is not shown again."""
    found: list[Repeated] = []
    for length in PHRASE_LENGTHS:
        for run, texts in _spread(index, length).most_common(4 * SHOWN):
            if texts < FEWEST_TEXTS:
                break
            if not any(f" {run} " in f" {longer.words} " and longer.texts >= texts / 2 for longer in found):
                found.append(Repeated(run, texts, None))
    best = sorted(found, key=lambda item: (-item.texts * len(item.words.split()), item.words))[:SHOWN]
    theirs = None if other is None else [f" {' '.join(words(text))} " for text in other.texts]
    return tuple(Repeated(item.words, item.texts, _texts_with(item.words, theirs)) for item in best)


def _spread(index: TextIndex, length: int) -> Counter[str]:
    """In how many texts each run of so many words stands."""
    grams, owners = index.grams(length)
    if not len(grams):
        return Counter()
    pairs = np.unique(grams * len(index) + owners)
    runs, counts = np.unique(pairs // len(index), return_counts=True)
    often = np.argsort(-counts, kind="stable")[: 4 * SHOWN]
    _, firsts = np.unique(grams, return_index=True)
    begins = _places(index, length)[firsts]
    spoken = {int(runs[place]): _words_at(index, int(begins[place]), length) for place in often}
    return Counter({spoken[int(runs[place])]: int(counts[place]) for place in often})


def _places(index: TextIndex, length: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Where in all words each run that ``grams`` gives begins."""
    starts = np.arange(max(len(index.tokens) - length + 1, 0))
    return np.asarray(starts[index.owners[starts] == index.owners[starts + length - 1]])


def _words_at(index: TextIndex, start: int, length: int) -> str:
    return " ".join(index.vocabulary[token] for token in index.tokens[start : start + length])


def _texts_with(run: str, texts: Sequence[str] | None) -> int | None:
    return None if texts is None else sum(f" {run} " in text for text in texts)


def _openings(texts: Sequence[str], reference: TextSet | None) -> tuple[Repeated, ...]:
    ours = _first_words(texts)
    theirs = _first_words(reference.texts) if reference is not None else None
    common = [(run, count) for run, count in ours.most_common(SHOWN) if count >= FEWEST_TEXTS]
    return tuple(Repeated(run, count, None if theirs is None else theirs[run]) for run, count in common)


def _first_words(texts: Sequence[str]) -> Counter[str]:
    return Counter(" ".join(found[:OPENING]) for text in texts if len(found := words(text)) >= OPENING)


def _groups(repeats: Repeats) -> tuple[Group, ...]:
    members: dict[int, list[int]] = {}
    leader = list(range(len(repeats.exact)))
    for place in leader.copy():
        earlier = int(max(repeats.exact[place], repeats.near[place]))
        if earlier >= 0:
            leader[place] = leader[earlier]
            members.setdefault(leader[place], [leader[place]]).append(place)
    return tuple(Group(tuple(texts)) for texts in sorted(members.values(), key=lambda texts: (-len(texts), texts)))


def _unused(index: TextIndex, other: TextIndex | None) -> tuple[tuple[str, int], ...]:
    if other is None or not len(other) or not len(index):
        return ()
    grammar = function_words(guess_language(other.texts) or "en")
    ours = set(index.vocabulary)
    spread = Counter(word for text in other.texts for word in set(words(text)))
    missed = (
        (word, texts)
        for word, texts in spread.items()
        if word not in ours and word not in grammar and (1 - texts / len(other)) ** len(index) < BY_CHANCE
    )
    return tuple(sorted(missed, key=lambda item: (-item[1], item[0]))[:SHOWN])
