"""Texts that always take the likeliest next word, as greedy search does, beside the texts they were learned from."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from core.samples.measure import measure
from core.samples.text_set import TextSet
from core.samples.tokens import words

LENGTH = 110


def likeliest_next(texts):
    """The commonest word after each two words, and after each one."""
    after = defaultdict(Counter)
    for text in texts:
        found = words(text)
        for before, word in pairwise(found):
            after[before][word] += 1
        for first, second, word in zip(found, found[1:], found[2:], strict=False):
            after[first, second][word] += 1
    return {seen: min(counts, key=lambda word: (-counts[word], word)) for seen, counts in after.items()}


def greedy(start, best):
    text = list(start)
    while len(text) < LENGTH:
        text.append(best.get((text[-2], text[-1])) or best.get(text[-1]) or "the")
    return " ".join(text)


@pytest.mark.slow
@pytest.mark.parametrize("file", ["recursion/real.jsonl", "paired/writing_gpt2-xl.jsonl"])
def test_greedy_texts_are_degraded_and_the_texts_they_were_learned_from_are_not(real_texts, file):
    """60 texts that begin as a person's did; one draw, which is exact: nothing in it is random."""
    source = real_texts(file, "human" if file.startswith("paired") else None).texts
    best = likeliest_next(source)
    made = TextSet(tuple(greedy(words(text)[:2], best) for text in source[:60]))
    reading = measure(made, TextSet(source[60:]), seed=1)
    assert reading.overall == "degraded"
    assert any("go round in circles" in reason or "repeat another text" in reason for reason in reading.reasons)
    assert measure(TextSet(source[:60]), TextSet(source[60:]), seed=1).overall != "degraded"
