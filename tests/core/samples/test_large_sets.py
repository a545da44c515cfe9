from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest

from core.samples import subsample
from core.samples.measure import measure
from core.samples.subsample import random_part, words_and_exact_repeats
from core.samples.text_set import TextSet


class EnoughError(Exception):
    pass


@pytest.fixture
def read_at_most_200(monkeypatch):
    monkeypatch.setattr(subsample, "MOST_READ", 200)


def test_a_very_large_set_is_read_in_part_and_says_so(read_at_most_200, made_texts):
    texts = made_texts(1_000, 60, 1)
    copied = TextSet((*texts, *texts[:150]))
    reading = measure(copied, seed=1)
    assert reading.texts == 1_150
    assert reading.words == 1_150 * 60
    (note,) = [reason for reason in reading.reasons if "drawn at random" in reason]
    assert note.startswith("The sample has 1,150 texts; 200 drawn at random were read.")
    assert "within 6.3 points" in note
    assert next(entry.value for entry in reading.readings if entry.measure == "exact_repeats") == 150 / 1_150
    assert reading.overall == "degraded"  # copies whose twin was not drawn count, since exact ones are sought in all


def test_a_share_over_the_part_is_as_near_as_the_note_says():
    """100 draws of a share of one half; more than 12 further off than a 95 % interval would occur once in 200."""
    off, total = 0.063, 1_000
    texts = TextSet(tuple("ab"[number % 2] for number in range(total)))
    shares = []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        places = rng.permutation(total)[:200]
        shares.append(np.mean([texts.texts[place] == "a" for place in places]))
    assert sum(abs(share - 0.5) > off for share in shares) <= 12


def test_the_same_seed_draws_the_same_prompts_from_every_set(read_at_most_200, made_texts):
    prompts = tuple(str(number // 2) for number in range(1_000))
    one = TextSet(made_texts(1_000, 5, 1), (), prompts)
    other = TextSet(made_texts(1_000, 5, 2), (), tuple(reversed(prompts)))
    drawn = [random_part("a", texts, 7, np.random.default_rng(0)) for texts in (one, other)]
    assert set(drawn[0].prompt_ids) == set(drawn[1].prompt_ids)
    assert len(drawn[0].texts) == 200
    assert set(random_part("a", one, 8, np.random.default_rng(0)).prompt_ids) != set(drawn[0].prompt_ids)


def test_exact_repeats_have_the_same_words_and_wordless_texts_their_own_signs():
    assert words_and_exact_repeats(["One two.", "one TWO", "!", "?", "!"]) == (4, 2)


def test_progress_rises_to_its_end_and_what_it_raises_ends_the_reading(made_texts):
    told = []
    sample, reference = TextSet(made_texts(40, 90, 1)), TextSet(made_texts(80, 90, 2))
    measure(sample, reference, earlier=reference, seed=1, progress=lambda done, wanted: told.append((done, wanted)))
    assert len({wanted for _, wanted in told}) == 1
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]
    assert len(told) > 50

    for share in (0, 0.1, 0.5, 0.99):  # while counting, while comparing, while looking for words

        def stop(done, wanted, share=share):
            if done >= share * wanted:
                raise EnoughError

        with pytest.raises(EnoughError):
            measure(sample, reference, seed=1, progress=stop)


@pytest.mark.slow
def test_nobody_waits_two_seconds_for_a_sign(made_texts):
    """Processor time between two signs of a reading of 20,000 texts beside as many, of two threads at most."""
    moments = [time.process_time()]
    sample, reference = TextSet(made_texts(20_000, 60, 1)), TextSet(made_texts(20_000, 60, 2))
    measure(sample, reference, seed=1, progress=lambda done, wanted: moments.append(time.process_time()))
    assert max(after - before for before, after in pairwise([*moments, time.process_time()])) < 4


@pytest.mark.slow
def test_five_times_as_many_texts_take_less_than_ten_times_as_long(made_texts):
    """Processor time of the part that grows: 4,000 and 20,000 texts; the limits leave room for a busy machine."""
    took = []
    for count in (4_000, 20_000):
        texts = TextSet(made_texts(count, 60, 3))
        start = time.process_time()
        measure(texts, seed=1)
        took.append(time.process_time() - start)
    assert took[1] < 10 * took[0]
    assert took[1] < 15
