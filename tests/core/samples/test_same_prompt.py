from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest
from scipy.stats import spearmanr

from core.samples.alike_answers import answers as answers_of
from core.samples.alike_answers import different_answers, same_meaning, shared_words
from core.samples.contrast import EARLIER
from core.samples.measure import measure
from core.samples.same_prompt import same_prompt_readings
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
    found = shared_words(texts)
    expected = [
        plain_overlap([text for text, asked in zip(texts.texts, texts.prompt_ids, strict=True) if asked == prompt])
        for prompt in found.prompts
    ]
    np.testing.assert_allclose(found.values, expected)


def test_answers_without_words_are_alike_when_they_are_the_same():
    texts = TextSet(("!!", "!! ", "??", "one", "other"), prompt_ids=("a", "a", "b", "c", None))
    assert shared_words(texts).values.tolist() == [1.0]


def test_overlap_does_not_depend_on_how_many_answers_there_are(made_texts):
    few = shared_words(answers(made_texts, 60, 3, 60, 1)).values.mean()
    many = shared_words(answers(made_texts, 60, 20, 60, 2)).values.mean()
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


def sorted_by_people(real_texts, prompts):
    """Answers to the first prompts of the collection, and how many kinds others sorted each prompt's into."""
    path = real_texts.folder / "same_prompt/gemini-1.5-pro_50_prompts.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:prompts]
    texts = TextSet(
        tuple(text for row in rows for text in row["generations"]),
        prompt_ids=tuple(row["id"] for row in rows for _ in row["generations"]),
    )
    return texts, [len(set(row["partition"])) for row in rows]


def test_overlap_follows_the_number_of_kinds_of_answers_others_found(real_texts):
    texts, kinds = sorted_by_people(real_texts, 50)
    assert spearmanr(shared_words(texts).values, kinds).statistic <= -0.65


def test_answers_that_say_the_same_are_counted_in_pairs():
    """Three answers of which two say the same: one pair of three."""
    points = {"yes": [1.0, 0.0], "of course": [0.99, 0.141], "no": [0.0, 1.0]}
    texts = TextSet(("yes", "no", "of course", "alone"), prompt_ids=("p", "p", "p", "q"))
    found = same_meaning(answers_of(texts, lambda chosen: np.array([points[text] for text in chosen], np.float32)))
    assert found.prompts == ("p",)
    assert found.values.tolist() == pytest.approx([1 / 3])


@pytest.mark.slow
def test_what_answers_say_follows_the_kinds_that_people_sorted_them_into(real_texts):
    """A second witness beside words: 30 prompts of ten answers, rank correlation with the number of kinds."""
    from core.samples.neural.embedding_model import installed_folder
    from core.samples.neural.embeddings import Embedder

    texts, kinds = sorted_by_people(real_texts, 30)
    given = answers_of(texts, Embedder(installed_folder()))
    assert spearmanr(same_meaning(given).values, kinds).statistic <= -0.5
    assert spearmanr(different_answers(given).values, kinds).statistic >= 0.5
