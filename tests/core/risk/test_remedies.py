from __future__ import annotations

import pytest

from core.risk.remedies import (
    chance_in_reference_set,
    fresh_share_sentence,
    needed_fresh_share,
    needed_reference_set,
    rarest_case_held,
    reference_set_sentence,
    stationary_coverage,
    tail_bracket,
    tail_bracket_sentence,
)


@pytest.mark.parametrize(("tail_rate", "share"), [(0.6, 0.55), (0.8, 0.38), (0.95, 0.13)])
def test_the_needed_share_of_fresh_human_data_is_the_recorded_one(tail_rate, share):
    assert needed_fresh_share(tail_rate, 0.75) == pytest.approx(share, abs=0.006)


@pytest.mark.parametrize("tail_rate", [0.0, 0.3, 0.9, 0.999])
def test_the_needed_share_gives_the_wanted_coverage(tail_rate):
    assert stationary_coverage(tail_rate, needed_fresh_share(tail_rate, 0.75)) == pytest.approx(0.75)


def test_text_that_loses_nothing_needs_no_fresh_data():
    assert needed_fresh_share(1.0, 0.75) == 0
    assert needed_fresh_share(1.0, 1.0) == 0
    assert stationary_coverage(1.0, 0.0) == 1


def test_twenty_thousand_examples_protect_one_case_in_6700_and_not_one_in_100_000():
    assert 1 / rarest_case_held(20_000) == pytest.approx(6_700, rel=0.01)
    assert chance_in_reference_set(1 / 100_000, 20_000) == pytest.approx(0.18, abs=0.005)
    sentence = reference_set_sentence(20_000)
    assert "20,000" in sentence
    assert "once in 100,000 the chance is 18 %" in sentence


def test_limits_of_the_reference_set():
    assert chance_in_reference_set(0.0, 10) == 0
    assert chance_in_reference_set(1.0, 1) == 1
    assert chance_in_reference_set(1.0, 0) == 0
    assert rarest_case_held(1, 0.5) == pytest.approx(0.5)


def test_the_sentence_names_what_is_needed_and_its_range():
    assert "about 38 % of each round (13 to 55 %)" in fresh_share_sentence((0.6, 0.8, 0.95), 0.75)


@pytest.mark.parametrize("call", [
    lambda: needed_fresh_share(1.2, 0.75), lambda: needed_fresh_share(0.5, -0.1), lambda: rarest_case_held(0),
    lambda: needed_reference_set(0.0), lambda: needed_reference_set(0.1, 1.0), lambda: tail_bracket(0.5, 1.1),
    lambda: rarest_case_held(10, 1.0), lambda: chance_in_reference_set(0.1, -1),
])  # fmt: skip
def test_impossible_figures_are_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()


@pytest.mark.parametrize("frequency", [0.5, 0.01, 1 / 6_700, 1e-6])
def test_the_needed_reference_set_is_the_smallest_that_holds_the_case(frequency):
    examples = needed_reference_set(frequency)
    assert chance_in_reference_set(frequency, examples) >= 0.95
    assert chance_in_reference_set(frequency, examples - 1) < 0.95


@pytest.mark.parametrize(("fresh", "rate", "upper"), [(0.5, 0.59, 0.71), (0.1, 0.61, 0.22), (0.5, 0.18, 0.55)])
def test_a_language_model_settled_inside_the_bracket(fresh, rate, upper):
    """Bigram model on WikiText: 0.56, 0.11 and 0.50 of the real rate were seen."""
    low, high = tail_bracket(rate, fresh)
    assert (low, high) == pytest.approx((fresh, upper), abs=0.01)
    seen = {0.71: 0.56, 0.22: 0.11, 0.55: 0.50}[upper]
    assert low <= seen <= high


def test_the_bracket_is_said_with_both_ends_and_what_they_assume():
    sentence = tail_bracket_sentence(0.61, 0.1)
    assert "between 10 % and 22 %" in sentence
    assert "adds nothing" in sentence
