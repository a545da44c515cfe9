from __future__ import annotations

import numpy as np
import pytest

from core.samples.candidates import Candidates, candidates
from core.samples.compare import compare, describe, holm
from core.samples.echo import find_echoes, without_echoes
from core.samples.matching import NotComparableError, match
from core.samples.measures.cross_gain import CROSS_GAIN
from core.samples.measures.distinct import DISTINCT_1, DISTINCT_3
from core.samples.measures.mtld import MTLD
from core.samples.measures.overlap import PAIR_OVERLAP
from core.samples.measures.simpson import SIMPSON
from core.samples.measures.unseen import UNSEEN
from core.samples.text_set import TextSet

OPENING = "Once upon a time in a land far far away"
ZIPF = 1 / (np.arange(28 + 5_000) + 2.7)  # the weights of the words in the made texts
TRUE_SIMPSON = 10_000 * float(((ZIPF / ZIPF.sum()) ** 2).sum())
PLAIN = (DISTINCT_1, DISTINCT_3, PAIR_OVERLAP, SIMPSON)


def side(name, texts, prompt_ids=None):
    return Candidates(name, tuple(texts), tuple(prompt_ids or [None] * len(texts)))


def test_holm_multiplies_the_smallest_by_all_the_next_by_one_less_and_never_falls():
    assert holm([0.01, 0.04, 0.03, float("nan")])[:3] == pytest.approx((0.03, 0.06, 0.06))
    assert np.isnan(holm([0.01, float("nan")])[1])
    assert holm([0.01, 0.01]) == pytest.approx((0.02, 0.02))
    assert holm([0.9, 0.8]) == (1.0, 1.0)


def test_two_sets_from_one_source_differ_at_five_percent_about_one_time_in_twenty(made_texts):
    """100 comparisons of 7 measures at 5 %; more than 12 of 100 false alarms of one measure would occur once in 800."""
    measures = (*PLAIN, MTLD, CROSS_GAIN, UNSEEN)
    false_alarms = np.zeros(len(measures))
    for run in range(100):
        texts = made_texts(60, 40, 1_000 + run)
        compared = compare(measures, texts[:30], texts[30:], np.random.default_rng(run))
        false_alarms += [comparison.p <= 0.05 for comparison in compared]
    assert (false_alarms <= 12).all()


def test_a_set_of_fewer_words_is_found_narrower(made_texts):
    narrow = [text.replace("w2", "w1").replace("w3", "w1").replace("w4", "w1") for text in made_texts(40, 60, 1)]
    compared = compare(PLAIN, narrow, made_texts(40, 60, 2), np.random.default_rng(0))
    assert [comparison.p for comparison in compared if comparison.measure is DISTINCT_1] == [0.005]
    assert compared[0].narrower


def test_the_interval_of_a_set_covers_the_true_value_nine_times_in_ten(made_texts):
    inside = 0
    for run in range(40):
        (_, value, interval), _ = describe((SIMPSON, PAIR_OVERLAP), made_texts(60, 60, run), np.random.default_rng(run))
        inside += interval[0] <= TRUE_SIMPSON <= interval[1]
        assert interval[0] < value < interval[1]
    assert inside >= 31  # fewer than 31 of 40 would occur once in 140 at 90 %


def test_texts_are_cut_to_the_words_that_four_fifths_of_both_sides_reach(made_texts):
    ours = side("the sample", [*made_texts(80, 90, 1), *made_texts(20, 70, 2)])
    theirs = side("the reference", made_texts(200, 150, 3))
    matched = match(ours, theirs, np.random.default_rng(0))
    assert matched.cut == 90 or matched.cut == 70
    assert {len(text.split()) for text in (*matched.sample, *matched.reference, *matched.spare)} == {matched.cut}
    assert len(matched.sample) == len(matched.reference)
    assert matched.with_vocabulary == min(len(matched.sample), 100)
    assert not set(matched.spare) & set(matched.reference[: matched.with_vocabulary])


@pytest.mark.parametrize(
    ("count", "length", "sentence"),
    [
        (29, 200, "The sample leaves 29 different texts"),
        (40, 70, "The sample leaves 40 different texts of 70 words"),
        (100, 20, "Half of the texts of the sample have fewer than 25 words"),
        (100, 50, "100 of 100 texts of the sample have fewer than 60 words"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_sentence(made_texts, count, length, sentence):
    with pytest.raises(NotComparableError) as refusal:
        match(
            side("the sample", made_texts(count, length, 1)),
            side("the reference", made_texts(100, 200, 2)),
            np.random.default_rng(0),
        )
    assert str(refusal.value).startswith(sentence)


def test_texts_of_endless_words_are_no_running_text(made_texts):
    endless = [" ".join("x" * 900 for _ in range(100))] * 60
    with pytest.raises(
        NotComparableError, match="60 of 60 texts of the sample have fewer than 100 words or are no running"
    ):
        match(side("the sample", endless), side("the reference", made_texts(60, 100, 2)), np.random.default_rng(0))


def test_a_small_reference_is_refused_by_name(made_texts):
    with pytest.raises(NotComparableError, match="The reference leaves 20"):
        match(
            side("the sample", made_texts(100, 100, 1)),
            side("the reference", made_texts(20, 100, 2)),
            np.random.default_rng(0),
        )


def test_answers_to_the_same_prompts_are_put_side_by_side(made_texts):
    prompts = [f"p{number}" for number in range(100)]
    ours = [f"{prompt} {text}" for prompt, text in zip(prompts, made_texts(100, 80, 1), strict=True)]
    theirs = [f"{prompt} {text}" for prompt, text in zip(prompts, made_texts(100, 80, 2), strict=True)]
    matched = match(
        side("the sample", ours, prompts),
        side("the reference", theirs[10:] + list(made_texts(30, 80, 3)), prompts[10:] + [None] * 30),
        np.random.default_rng(0),
    )
    assert matched.paired
    assert len(matched.sample) == 90
    assert [text.split()[0] for text in matched.sample] == [text.split()[0] for text in matched.reference]
    few = match(side("the sample", ours, prompts), side("the reference", theirs, None), np.random.default_rng(0))
    assert not few.paired


def test_pairs_show_a_difference_that_the_variety_of_prompts_hides(made_texts):
    rng = np.random.default_rng(1)
    lengths = rng.integers(1, 40, 60)
    ours = [("same " * (3 + length)) + text for length, text in zip(lengths, made_texts(60, 60, 1), strict=True)]
    theirs = [("same " * length) + text for length, text in zip(lengths, made_texts(60, 60, 2), strict=True)]
    (paired,) = compare((SIMPSON,), ours, theirs, np.random.default_rng(0), paired=True)
    (apart,) = compare((SIMPSON,), ours, theirs, np.random.default_rng(0))
    assert paired.p <= 0.01
    assert apart.p > 0.05


def test_paired_sets_without_a_difference_differ_at_five_percent_about_one_time_in_twenty(made_texts):
    """100 comparisons of 4 measures at 5 %; more than 12 false alarms of one measure would occur once in 800."""
    false_alarms = np.zeros(len(PLAIN))
    for run in range(100):
        texts = made_texts(90, 40, 2_000 + run)
        ours, theirs = (
            [f"{a} {b}" for a, b in zip(texts[:30], part, strict=True)] for part in (texts[30:60], texts[60:])
        )
        compared = compare(PLAIN, ours, theirs, np.random.default_rng(run), paired=True)
        false_alarms += [comparison.p <= 0.05 for comparison in compared]
    assert (false_alarms <= 12).all()


def test_one_text_a_prompt_is_kept_and_texts_without_a_prompt_stay():
    texts = TextSet(tuple("abcdef"), prompt_ids=("1", "1", None, "2", "2", None))
    kept = candidates("the sample", texts, [0] * 6, np.random.default_rng(0))
    assert len(kept.texts) == 4
    assert sorted(filter(None, kept.prompt_ids)) == ["1", "2"]
    assert {"c", "f"} < set(kept.texts)


def test_copies_are_left_out():
    kept = candidates("the sample", TextSet(("One two.", "one TWO", "three")), [0, 0, 0], np.random.default_rng(0))
    assert kept.texts == ("One two.", "three")


def test_a_prompt_at_the_beginning_is_an_echo():
    sample = TextSet(
        ("Tell me a story about a cat. A cat sat.", "Once there was.", "What now? Nothing."),
        ("Tell me a story about a cat.", "Tell me", "What now?"),
    )
    echoes = find_echoes(sample, None)
    assert echoes.sample == (7, 0, 0)
    assert echoes.from_prompt == 1
    assert without_echoes(sample.texts, echoes.sample)[0] == "A cat sat."


def test_a_beginning_shared_with_a_reference_text_is_taken_off_both():
    sample = TextSet((f"{OPENING} lived a king.", "Another tale altogether begins right here and now, friends."))
    reference = TextSet(("Zebras are striped.", f"{OPENING.upper()}! Lived a queen.", f"{OPENING[:20]} nothing"))
    echoes = find_echoes(sample, reference)
    assert echoes.sample == (12, 0)
    assert echoes.reference == (0, 12, 0)
    assert echoes.from_reference == 1
    assert without_echoes(reference.texts, echoes.reference)[1] == "queen."
