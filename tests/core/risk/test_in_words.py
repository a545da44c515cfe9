from __future__ import annotations

import numpy as np
import pytest

from core.risk.grouped import grouped
from core.risk.in_words import percent_in_words, value_in_words, values_in_words
from core.risk.parameters import load_parameters
from core.risk.score import score_risk
from core.risk.wording import chance_beside
from questionnaires.answer import Answer
from questionnaires.library import load_library

PARAMETERS = load_parameters().parameters


def words(name: str, *values: float) -> str:
    return values_in_words(PARAMETERS[name], np.array(values)).replace("\N{NO-BREAK SPACE}", " ")


def test_shares_are_percentages_with_their_ends():
    assert words("generated_share", *np.linspace(0, 1, 101)) == "50 % (5 to 95 %)"
    assert words("generated_share", 0.72) == "72 %"
    assert words("filter_recall", 0.0) == "0 %"
    assert words("growth", 0.33) == "33 %"


def test_counts_stand_in_groups_of_three_and_claim_no_more_than_three_digits():
    assert words("anchors", 21_437.0) == "21 400 examples"
    assert words("round_size", *np.linspace(1e6, 2e6, 101)) == "1 500 000 examples (1 050 000 to 1 950 000)"
    assert words("months_between_rounds", 6.2) == "6 months"
    assert grouped(999.6).replace("\N{NO-BREAK SPACE}", " ") == "1 000"
    assert grouped(0.2) == "0"


def test_choices_are_words_with_percentages_and_one_that_is_certain_stands_alone():
    assert words("regime", 0, 0, 0, 1) == "each round replaces the last 75 %, new data are added 25 %"
    assert words("regime", 1, 1) == "new data are added"
    assert words("tail_aware", 0, 1) == "yes 50 %, no 50 %"
    assert value_in_words(PARAMETERS["tail_aware"], 0.0) == "no"


def test_scales_keep_two_digits_and_their_sign():
    assert words("web_drift", -0.256) == "\N{MINUS SIGN}0.26 log-odds a year"
    assert words("fluency_bias", 1.5) == "1.5 times"


@pytest.mark.parametrize(
    ("share", "printed"), [(0, "0"), (0.004, "under 1"), (0.026, "3"), (0.996, "over 99"), (1, "100")]
)
def test_a_percentage_never_rounds_a_chance_to_none_or_all(share, printed):
    assert percent_in_words(share) == printed


def test_no_printed_value_holds_a_raw_number_or_name():
    answers = {"MS-11": Answer(status="specific", grade=2, choice="fed_back")}
    result = score_risk(answers, load_library().packs_of(["meeting_screen"]), "A", seed=7, draws=400)
    for entry in result.assumptions:
        assert "_" not in entry.value
        assert "share (" not in entry.value
        assert "e+" not in entry.value
        assert "prior" not in entry.value


def test_what_follows_from_other_parameters_is_not_printed_as_none():
    result = score_risk({}, load_library().packs_of(["meeting_screen"]), "A", seed=7, draws=400)
    printed = {entry.parameter: entry.value for entry in result.assumptions}
    assert printed["new_human_share"] == "follows from the part renewed each round"
    assert printed["inherited_share"].startswith("follows from")


@pytest.mark.parametrize(
    ("after", "before", "words"),
    [(0.03, 0.09, "3 % instead of 9 %"), (0.001, 0.004, "under 1 %, as before"), (0.999, 1.0, "over 99 %, as before")],
)
def test_a_chance_that_reads_as_before_is_not_set_against_itself(after, before, words):
    assert chance_beside(after, before) == words
