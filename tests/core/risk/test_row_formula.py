from __future__ import annotations

import pytest

from core.risk.row_formula import read_rows

SHARES = {"edited": (0.1, 0.2, 0.3), "unedited": (0.3, 0.4, 0.5)}


def test_a_weighted_sum_of_rows_is_read():
    assert read_rows("unedited + 0.5 x edited", SHARES, set(SHARES)) == pytest.approx((0.35, 0.5, 0.65))


def test_a_difference_from_a_hundred_turns_the_ends_round_and_words_after_a_comma_are_ignored():
    assert read_rows("100 - unedited, as a ceiling", SHARES, set(SHARES)) == pytest.approx((0.5, 0.6, 0.7))


@pytest.mark.parametrize(
    "formula", ["", "everything we know", "edited unedited", "other", "100", "edited * 2", "edited +"]
)
def test_what_is_no_sum_of_rows_is_not_guessed(formula):
    assert read_rows(formula, SHARES, set(SHARES)) is None


def test_rows_that_were_all_left_out_say_nothing():
    assert read_rows("edited", {}, set(SHARES)) is None
