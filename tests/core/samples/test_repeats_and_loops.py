from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from core.samples.measures import duplicates
from core.samples.measures.duplicates import find_repeats
from core.samples.measures.loops import looped
from core.samples.tokens import TextIndex, words


def five_word_sequences(text):
    found = words(text)
    return {tuple(found[start : start + 5]) for start in range(len(found) - 4)}


def with_changes(text, count, rng):
    changed = text.split()
    for position in rng.permutation(len(changed))[:count]:
        changed[position] = "changed"
    return " ".join(changed)


def test_exact_repeats_ignore_capitals_punctuation_and_spacing():
    repeats = find_repeats(TextIndex(["One two, three.", "other", "one TWO  three!", "one two three", "?!", "?!", "!"]))
    assert repeats.exact.tolist() == [-1, -1, 0, 0, -1, 4, -1]
    assert (repeats.near == -1).all()


def test_signs_without_words_are_never_taken_for_words():
    assert (find_repeats(TextIndex(["a b", "\x00" * 8, "\x01" + "\x00" * 7])).exact == -1).all()


def test_near_repeats_are_those_whose_plain_index_reaches_a_half(made_texts):
    rng = np.random.default_rng(2)
    originals = made_texts(60, 100, 4)
    texts = [*originals, *(with_changes(text, changes, rng) for changes, text in enumerate(originals[:30], start=1))]
    near = find_repeats(TextIndex(texts)).near
    sets = [five_word_sequences(text) for text in texts]
    pairs = [
        (i, j) for i, j in combinations(range(len(texts)), 2) if len(sets[i] & sets[j]) >= 0.5 * len(sets[i] | sets[j])
    ]
    expected = {j: min(i for i, k in pairs if k == j) for _, j in pairs}
    assert {j: near[j] for j in np.flatnonzero(near >= 0)} == expected
    assert 5 < len(expected) < 25


def test_a_crowd_of_near_repeats_is_found_without_comparing_all_pairs(made_texts, monkeypatch):
    monkeypatch.setattr(duplicates, "CROWD", 5)
    rng = np.random.default_rng(3)
    (template,) = made_texts(1, 100, 4)
    texts = [with_changes(template, 2, rng) for _ in range(300)]
    repeats = find_repeats(TextIndex(texts))
    assert ((repeats.exact >= 0) | (repeats.near >= 0)).sum() == 299


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I do not know what to say about it. " * 10, True),
        ("ha " * 40, True),
        ("ha " * 10, False),
        (" ".join(f"w{number}" for number in range(40)), False),
        (" ".join(f"w{number}" for number in range(40)) + " w1 w2 w3 w4 w5 w6", False),
    ],
)
def test_a_text_is_looped_when_a_third_of_its_sequences_came_before(text, expected):
    assert looped(TextIndex([text])).tolist() == [expected]


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("paired/writing_gpt2-xl.jsonl", "human"),
        ("controls/HewlettStudentEssay_real_88.jsonl", None),
        ("controls/TOEFL_real_91.jsonl", None),
        ("recursion/real.jsonl", None),
    ],
)
def test_no_human_text_is_looped_and_less_than_a_tenth_repeat_another(real_texts, file, source):
    index = TextIndex(real_texts(file, source).texts)
    repeats = find_repeats(index)
    assert not looped(index).any()
    assert ((repeats.exact >= 0) | (repeats.near >= 0)).mean() < 0.10
