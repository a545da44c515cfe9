from __future__ import annotations

import json
from itertools import combinations

import numpy as np
from scipy.stats import spearmanr

from core.samples.contrast import EARLIER
from core.samples.measure import measure
from core.samples.same_prompt import answers_to_one_prompt, same_prompt_readings
from core.samples.text_set import TextSet
from core.samples.tokens import words


def answers(made_texts, prompts, answers, words_each, seed):
    texts = made_texts(prompts * answers, words_each, seed)
    return TextSet(texts, prompt_ids=tuple(f"p{number % prompts}" for number in range(len(texts))))


def plain_overlap(texts):
    sets = [set(words(text)) for text in texts]
    return np.mean([len(one & other) for one, other in combinations(sets, 2)]) / np.mean([len(one) for one in sets])


def test_overlap_equals_the_plain_mean_over_pairs(made_texts):
    texts = answers(made_texts, 7, 4, 30, 1)
    found = answers_to_one_prompt(texts)
    expected = [
        plain_overlap([text for text, asked in zip(texts.texts, texts.prompt_ids, strict=True) if asked == prompt])
        for prompt in found.prompts
    ]
    np.testing.assert_allclose(found.overlap, expected)


def test_answers_without_words_are_alike_when_they_are_the_same():
    texts = TextSet(("!!", "!! ", "??", "one", "other"), prompt_ids=("a", "a", "b", "c", None))
    assert answers_to_one_prompt(texts).overlap.tolist() == [1.0]


def test_overlap_does_not_depend_on_how_many_answers_there_are(made_texts):
    few = answers_to_one_prompt(answers(made_texts, 60, 3, 60, 1)).overlap.mean()
    many = answers_to_one_prompt(answers(made_texts, 60, 20, 60, 2)).overlap.mean()
    assert abs(few / many - 1) < 0.05


def test_too_few_prompts_cannot_tell_and_single_answers_say_nothing(made_texts):
    (reading,) = same_prompt_readings(answers(made_texts, 19, 3, 30, 1), {}, np.random.default_rng(0))
    assert reading.value is None
    assert reading.reading == "cannot tell"
    assert same_prompt_readings(answers(made_texts, 40, 1, 30, 1), {}, np.random.default_rng(0)) == ()


def test_answers_that_grew_more_alike_since_the_earlier_release_are_told(made_texts):
    earlier = answers(made_texts, 30, 4, 40, 1)
    prompts = made_texts(30, 20, 3)
    alike = tuple(f"{text} {prompts[number % 30]}" for number, text in enumerate(earlier.texts))
    now = TextSet(alike, prompt_ids=earlier.prompt_ids)
    (told,) = same_prompt_readings(now, {EARLIER: earlier}, np.random.default_rng(0))
    assert (told.measure, told.reading) == ("earlier_same_prompt_overlap", "above")
    again = answers(made_texts, 30, 4, 40, 2)
    (same,) = same_prompt_readings(again, {EARLIER: earlier}, np.random.default_rng(0))
    assert same.reading == "within"


def test_a_reading_of_answers_to_the_same_prompts_says_how_alike_they_are(made_texts):
    reading = measure(answers(made_texts, 40, 3, 100, 1), seed=1)
    (entry,) = (entry for entry in reading.readings if entry.measure == "same_prompt_overlap")
    assert entry.interval[0] < entry.value < entry.interval[1]


def test_overlap_follows_the_number_of_kinds_of_answers_others_found(real_texts):
    path = real_texts.folder / "same_prompt/gemini-1.5-pro_50_prompts.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = TextSet(
        tuple(text for row in rows for text in row["generations"]),
        prompt_ids=tuple(row["id"] for row in rows for _ in row["generations"]),
    )
    kinds = [len(set(row["partition"])) for row in rows]
    assert spearmanr(answers_to_one_prompt(texts).overlap, kinds).statistic <= -0.65
