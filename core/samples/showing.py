"""What to show of a sample besides figures: its own words, where they repeat, and words it never uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.samples.measures.duplicates import Repeats, find_repeats
from core.samples.progress import Step, untold
from core.samples.shown import Copies, Shown
from core.samples.shown import Repeated as Repeated
from core.samples.text_set import TextSet
from core.samples.tokens import TextIndex, each_once
from core.samples.unused_words import unused_words

PHRASE_LENGTHS = (8, 7, 6, 5, 4)
OPENING = 4
SHOWN = 12
FEWEST_TEXTS = 3
MOST_GROUPS = 6
MOST_EXCERPTS = 3
EXCERPT = 280


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that repeat each other, by their places in the sample, the earliest first."""

    texts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Showing:
    """phrases, openings: the most repeated first. groups: the largest first. unused: as ``unused_words`` gives them."""

    phrases: tuple[Repeated, ...]
    openings: tuple[Repeated, ...]
    groups: tuple[Group, ...]
    unused: tuple[tuple[str, int], ...]


def showing(sample: TextSet, reference: TextSet | None = None) -> Showing:
    """What repeats in the sample and what it lacks, at most a dozen of each, groups aside.

    Phrases are counted over texts that repeat no earlier one, or those of a copied text would fill the list.
    """
    index = TextIndex(sample.texts)
    return _showing(sample, reference, index, find_repeats(index), untold)


def shown(sample: TextSet, reference: TextSet | None, index: TextIndex, repeats: Repeats, step: Step) -> Shown:
    """What ``showing`` finds, with the beginnings of the texts that repeat each other, to keep beside the readings.

    index, repeats: of the sample, made already.
    """
    found = _showing(sample, reference, index, repeats, step)
    copies = tuple(
        Copies(len(group.texts), tuple(_excerpt(sample.texts[place]) for place in group.texts[:MOST_EXCERPTS]))
        for group in found.groups[:MOST_GROUPS]
    )
    return Shown(found.phrases, found.openings, copies, found.unused)


def _showing(sample: TextSet, reference: TextSet | None, index: TextIndex, repeats: Repeats, step: Step) -> Showing:
    is_once = (repeats.exact < 0) & (repeats.near < 0)
    once = [sample.texts[place] for place in np.flatnonzero(is_once)]
    other = TextIndex(reference.texts) if reference is not None else None
    step()
    phrases = _phrases(index if len(once) == len(index) else TextIndex(once), other, step)
    return Showing(
        phrases, _openings(index, other), _groups(repeats), () if other is None else unused_words(index, other)
    )


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1].rstrip()}…"


def _phrases(index: TextIndex, other: TextIndex | None, step: Step) -> tuple[Repeated, ...]:
    """Runs of 8 to 4 words that stand in at least three texts; a run inside a longer one is not shown again."""
    found: list[Repeated] = []
    for length in PHRASE_LENGTHS:
        for run, texts in _spread(index, length).most_common(4 * SHOWN):
            if texts < FEWEST_TEXTS:
                break
            if not any(f" {run} " in f" {longer.words} " and longer.texts >= texts / 2 for longer in found):
                found.append(Repeated(run, texts, None))
        step()
    best = sorted(found, key=lambda item: (-item.texts * len(item.words.split()), item.words))[:SHOWN]
    theirs = None if other is None else [f" {_words_at(other, *ends)} " for ends in pairwise(other.starts.tolist())]
    return tuple(Repeated(item.words, item.texts, _texts_with(item.words, theirs)) for item in best)


def _spread(index: TextIndex, length: int) -> Counter[str]:
    """In how many texts each run of so many words stands."""
    grams, owners = index.grams(length)
    if not len(grams):
        return Counter()
    pairs = each_once(grams * len(index) + owners)
    runs, counts = np.unique(pairs // len(index), return_counts=True)
    often = np.argsort(-counts, kind="stable")[: 4 * SHOWN]
    places = _places(index, length)
    begins = [int(places[np.argmax(grams == run)]) for run in runs[often]]
    return Counter(
        {_words_at(index, begin, begin + length): int(counts[run]) for begin, run in zip(begins, often, strict=True)}
    )


def _places(index: TextIndex, length: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Where in all words each run that ``grams`` gives begins."""
    starts = np.arange(max(len(index.tokens) - length + 1, 0))
    return np.asarray(starts[index.owners[starts] == index.owners[starts + length - 1]])


def _words_at(index: TextIndex, start: int, end: int) -> str:
    return " ".join([index.vocabulary[token] for token in index.tokens[start:end].tolist()])


def _texts_with(run: str, texts: Sequence[str] | None) -> int | None:
    return None if texts is None else sum(f" {run} " in text for text in texts)


def _openings(index: TextIndex, other: TextIndex | None) -> tuple[Repeated, ...]:
    ours = _first_words(index)
    theirs = _first_words(other) if other is not None else None
    common = [(run, count) for run, count in ours.most_common(SHOWN) if count >= FEWEST_TEXTS]
    return tuple(Repeated(run, count, None if theirs is None else theirs[run]) for run, count in common)


def _first_words(index: TextIndex) -> Counter[str]:
    ends = pairwise(index.starts.tolist())
    return Counter(_words_at(index, start, start + OPENING) for start, end in ends if end - start >= OPENING)


def _groups(repeats: Repeats) -> tuple[Group, ...]:
    members: dict[int, list[int]] = {}
    leader = list(range(len(repeats.exact)))
    for place in leader.copy():
        earlier = int(max(repeats.exact[place], repeats.near[place]))
        if earlier >= 0:
            leader[place] = leader[earlier]
            members.setdefault(leader[place], [leader[place]]).append(place)
    return tuple(Group(tuple(texts)) for texts in sorted(members.values(), key=lambda texts: (-len(texts), texts)))
