"""Whether telling and explaining are kept apart, and what belongs together is not."""

from __future__ import annotations

import numpy as np
import pytest

from core.samples.contrast import REFERENCE
from core.samples.matching import Matched, NotComparableError
from core.samples.narrative_guard import MOST, narrative_guard, told_more
from core.samples.tokens import first_words, words

TELLING = "he was there and she had seen him"
EXPLAINING = "it is so and we can see what that is"
DRAWS = 50


def sides(sample, reference):
    return Matched(tuple(sample), tuple(reference), (), False, 0, 100, (0, 0))


def test_pairs_are_counted_and_ties_count_half():
    assert told_more([TELLING] * 3, [EXPLAINING] * 4) == 1
    assert told_more([EXPLAINING], [TELLING]) == 0
    assert told_more([TELLING, EXPLAINING], [TELLING, EXPLAINING]) == 0.5
    assert told_more(["", "no such word"], [""]) == 0.5


def test_stories_beside_explanations_are_refused_in_one_sentence():
    with pytest.raises(
        NotComparableError, match=r"^The texts are of different kinds: in 100 of 100 pairs .* needed\.$"
    ):
        narrative_guard(sides([TELLING] * 40, [EXPLAINING] * 40), REFERENCE, "en")
    (reading,) = narrative_guard(sides([TELLING, EXPLAINING], [TELLING, EXPLAINING]), REFERENCE, "en")
    assert (reading.measure, reading.value, reading.reading) == ("narrative", 0.5, "within")
    assert narrative_guard(sides([TELLING], [EXPLAINING]), REFERENCE, "de") == ()


def refused(ours, theirs, count):
    """How many of 50 draws of so many texts a side are refused; the two halves of one collection where it is one."""
    found = 0
    for draw in range(DRAWS):
        rng = np.random.default_rng(draw)
        here = rng.permutation(len(ours))
        there = here[::-1] if theirs is ours else rng.permutation(len(theirs))
        count = min(count, len(ours) // 2) if theirs is ours else count
        value = told_more([ours[place] for place in here[:count]], [theirs[place] for place in there[:count]])
        found += not 1 - MOST <= value <= MOST
    return found


@pytest.fixture
def collections(real_texts):
    def cut(file, source=None):
        return [first_words(text, 80) for text in real_texts(file, source).texts if len(words(text)) >= 80]

    chat = {model: cut(f"paired/writing_{model}.jsonl", model) for model in ("gpt-3.5-turbo", "gpt-4", "davinci")}
    return {
        **chat,
        "stories": cut("paired/writing_gpt2-xl.jsonl", "human"),
        "learners": cut("controls/TOEFL_real_91.jsonl"),
        "school": cut("controls/HewlettStudentEssay_real_88.jsonl"),
        "encyclopedia": cut("recursion/real.jsonl"),
    }


@pytest.mark.parametrize("name", ["stories", "learners", "school", "encyclopedia"])
def test_two_halves_of_one_collection_are_never_refused(collections, name):
    """0 of 50; a true rate of 6 % would pass this once in 22 times."""
    assert refused(collections[name], collections[name], 40) == 0


@pytest.mark.parametrize("model", ["gpt-3.5-turbo", "gpt-4"])
def test_stories_of_chat_models_belong_beside_peoples(collections, model):
    assert refused(collections[model], collections["stories"], 40) == 0


def test_stories_of_an_older_model_are_refused_in_one_draw_of_ten_or_fewer(collections):
    """Measured 8 of 100 at 40 texts a side."""
    assert refused(collections["davinci"], collections["stories"], 40) <= 8


@pytest.mark.parametrize(("count", "least"), [(40, 42), (80, 47)])
def test_essays_of_learners_are_refused_beside_stories(collections, count, least):
    """Measured 92 of 100 draws at 40 texts a side and 98 at 80; the vocabulary lets all of these pass."""
    assert refused(collections["stories"], collections["learners"], count) >= least
    assert refused(collections["learners"], collections["encyclopedia"], count) == DRAWS
