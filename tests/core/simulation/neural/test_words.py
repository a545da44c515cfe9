from __future__ import annotations

import pytest

from core.simulation.neural.demonstration_text import demonstration_text
from core.simulation.neural.text_measures import coverage, distinct_share, rare_words, repetition_share
from core.simulation.neural.words import Vocabulary, split_words


def test_words_and_marks_are_split_and_nothing_else_is_lost():
    assert split_words('The <unk> don\'t sell "co-op" milk, 3.5 %.') == (
        ["The", "<unk>", "don't", "sell", '"', "co-op", '"', "milk", ",", "3", ".", "5", "%", "."]
    )
    assert split_words(" \n\t") == []


def test_a_vocabulary_holds_the_most_common_words_and_turns_the_others_into_one():
    vocabulary = Vocabulary(split_words("a a a b b c <unk>"), 2)
    assert len(vocabulary) == 4
    assert vocabulary.words(vocabulary.encode("b c a <unk>")) == ["b", "<unk>", "a", "<unk>"]


def test_distinct_sequences_are_counted_over_all_texts_and_never_across_two():
    texts = [["a", "b", "a", "b"], ["a", "b"]]
    assert distinct_share(texts, 1) == 2 / 6
    assert distinct_share(texts, 2) == 2 / 4
    assert distinct_share(texts, 3) == 2 / 2
    assert distinct_share(texts, 5) == 0


def test_repetition_looks_back_within_one_text_only():
    assert repetition_share([["a", "b", "c"], ["a", "b", "c"]]) == 0
    assert repetition_share([["a", "a", "a", "a", "a"]]) == pytest.approx(2 / 3)
    assert repetition_share([["a"]]) == 0


def test_rare_words_are_known_and_outside_the_common_four_fifths():
    training = ["the"] * 80 + ["cat"] * 10 + ["dog"] * 9 + ["axolotl"]
    assert rare_words(training, ["the", "cat", "axolotl", "unheard"]) == {"cat", "axolotl"}
    assert coverage([["the", "cat"], ["cat"]], frozenset({"cat", "axolotl"})) == 0.5


def test_made_up_text_repeats_for_a_seed_and_has_a_long_tail():
    text = demonstration_text(5000)
    words = split_words(text)
    assert text == demonstration_text(5000)
    assert text != demonstration_text(5000, seed=1)
    assert demonstration_text(6000).startswith(text)
    assert 5000 <= len(words) < 5010
    counts = sorted((words.count(word) for word in set(words)), reverse=True)
    assert len(counts) > 500
    assert sum(count <= 2 for count in counts) > 0.3 * len(counts)


@pytest.mark.parametrize("words", [0, 1])
def test_made_up_text_may_be_short(words):
    assert len(split_words(demonstration_text(words))) >= words
