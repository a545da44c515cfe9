from __future__ import annotations

import time

import numpy as np
import pytest

from core.samples.measures.rules_of_thumb import sentence_variation
from core.samples.published import published_checks, published_vote
from core.samples.tokens import TextIndex


def by_key(texts):
    return {entry.measure: entry for entry in published_checks(TextIndex(texts))}


def test_sentences_are_told_by_their_ends_and_line_breaks():
    text = 'One two. "Three four five six!" Seven?\nEight nine ten'
    expected = np.std([2, 4, 1, 3], ddof=1) / np.mean([2, 4, 1, 3])
    assert sentence_variation(text) == pytest.approx(expected)
    assert np.isnan(sentence_variation("Too short. Really."))


def test_shares_count_the_texts_below_the_threshold():
    few = "a b c d e f g h i j " * 2  # 10 of 20
    many = " ".join(f"w{number}" for number in range(20))
    assert by_key([few, many, many, "!!"])["published_type_token_ratio"].value == pytest.approx(1 / 3)


def test_the_entropy_floor_lets_three_hundred_identical_outputs_pass(made_texts):
    (text,) = made_texts(1, 100, 1)
    entropy = by_key([text] * 300)["published_word_entropy"]
    assert entropy.value > 3.2
    assert "not even 300 identical outputs" in entropy.sentence


def test_entropy_of_equally_frequent_words_is_the_logarithm_of_their_number():
    assert by_key(["a b c d e f g h"])["published_word_entropy"].value == pytest.approx(3.0)


def test_no_rule_of_thumb_judges(made_texts):
    for texts in (["x"] * 40, [], made_texts(40, 100, 1), ["?"]):
        assert {entry.reading for entry in published_checks(TextIndex(texts))} == {"cannot tell"}


def test_people_are_flagged_as_often_as_the_sentence_says(real_texts):
    stories = by_key(real_texts("paired/writing_gpt2-xl.jsonl", "human").texts)["published_sentence_variation"]
    learners = by_key(real_texts("controls/TOEFL_real_91.jsonl").texts)["published_sentence_variation"]
    assert stories.value == pytest.approx(0.10, abs=0.04)
    assert learners.value == pytest.approx(0.42, abs=0.06)


@pytest.mark.parametrize("text", ["." * 100_000, '."' * 50_000, " " * 100_000 + ".", "\n" * 100_000, "'a" * 50_000])
def test_runs_of_signs_take_no_time(text):
    start = time.process_time()
    published_checks(TextIndex([text]))
    assert time.process_time() - start < 1.0


def test_two_votes_of_three_flag_a_text_and_texts_the_model_cannot_read_are_left_out():
    even = "One two three. Four five six. Seven eight nine."
    poor = "same same same same same. same same. same same same same same same same same same."
    low, high = np.log2(20), np.log2(40)
    (vote,) = published_vote([even, even, poor, poor, even], np.array([low, high, low, high, np.nan]))
    assert vote.value == pytest.approx(2 / 4)  # low and even; low and poor
    assert vote.reading == "cannot tell"
    assert "28 % of people's texts" in vote.sentence
