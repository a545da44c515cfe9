"""Words that many reference texts use and the sample never does, as an owner would want to read them.

Left out is what says nothing of the subject: function words, words with a digit, one or two letters, names (written
with a capital more often than not), and words of which the sample uses another form. What remains is ranked by the
number of reference texts that use it, and only words stay that so many sample texts would hardly miss by chance.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from core.samples.language import function_words, guess_language
from core.samples.tokens import WORD, TextIndex, each_once

SHOWN = 12
BY_CHANCE = 0.001
"""Of a thousand words that people use so often, one would be missing from as many texts by chance."""
LEAST_LETTERS = 3
LEAST_ROOT = 4
_ENDINGS = ("ings", "ing", "ers", "er", "est", "ed", "es", "ly", "s", "e", "d")
_CAPITAL_NOUNS = ("de",)


def unused_words(sample: TextIndex, reference: TextIndex) -> tuple[tuple[str, int], ...]:
    """At most a dozen words with the number of reference texts that use each, the commonest first."""
    if not len(sample) or not len(reference):
        return ()
    language = guess_language(reference.texts)
    spread = _texts_with(reference)
    told = (1 - spread / len(reference)) ** len(sample) < BY_CHANCE
    skipped = function_words(language or "en") | set(sample.vocabulary)
    roots = {_root(word) for word in sample.vocabulary}
    missed = [
        (reference.vocabulary[place], int(spread[place]))
        for place in np.flatnonzero(told).tolist()
        if _says_something(reference.vocabulary[place], skipped, roots)
    ]
    names = set() if language in _CAPITAL_NOUNS else _names(reference, {word for word, _ in missed})
    kept = [(word, texts) for word, texts in missed if word not in names]
    return tuple(sorted(kept, key=lambda item: (-item[1], item[0]))[:SHOWN])


def _texts_with(index: TextIndex) -> NDArray[np.int64]:
    """In how many texts each word of the vocabulary stands."""
    grams, owners = index.grams(1)
    return np.bincount(each_once(grams * len(index) + owners) // len(index), minlength=len(index.vocabulary))


def _says_something(word: str, skipped: frozenset[str], roots: set[str]) -> bool:
    return len(word) >= LEAST_LETTERS and word.isalpha() and word not in skipped and _root(word) not in roots


def _root(word: str) -> str:
    """The word without endings of English inflection, as long as four letters are left; a crude stem."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_ROOT:
            return _root(word.removesuffix(ending))
    return word


def _names(index: TextIndex, words: set[str]) -> set[str]:
    """Those of the words that are written in small letters in less than half of their places."""
    small = Counter(found for text in index.texts for found in WORD.findall(text) if found in words)
    every = Counter(word for text in index.texts for word in WORD.findall(text.lower()) if word in words)
    return {word for word in words if small[word] < every[word] / 2}
