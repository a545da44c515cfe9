from __future__ import annotations

import pytest

from core.risk.remedies import (
    chance_in_reference_set,
    fresh_share_sentence,
    needed_fresh_share,
    rarest_case_held,
    reference_set_sentence,
    stationary_coverage,
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
    lambda: rarest_case_held(10, 1.0), lambda: chance_in_reference_set(0.1, -1),
])  # fmt: skip
def test_impossible_figures_are_refused(call):
    with pytest.raises(ValueError, match="must"):
        call()
