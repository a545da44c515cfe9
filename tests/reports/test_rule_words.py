"""The rules in words: made from the data that decides, with no word of the program in them."""

from __future__ import annotations

from questionnaires.answer import Range
from questionnaires.library import load_library
from questionnaires.rule_check import conditions_of
from reports.rule_words import condition_words, limits_words, stakes_in_words
from reports.words import value_words

LIBRARY = load_library()


def test_every_condition_can_be_said_in_words() -> None:
    for place, condition in conditions_of(LIBRARY):
        words = condition_words(condition, LIBRARY)
        assert words, place
        assert "_" not in words, (place, words)


def test_a_condition_names_the_question_and_the_choice_as_people_read_them() -> None:
    words = condition_words(LIBRARY.rules.cap("CAP-REPLACE").condition, LIBRARY)
    assert words == "the answer to “Does the old human material stay?” includes “Replaced”"


def test_limits_are_said_for_each_stakes() -> None:
    said = limits_words(LIBRARY.rules.cap("CAP-SHARE"), LIBRARY)
    assert said == ("Yellow flag", "Yellow flag", "Not defensible")
    assert limits_words(LIBRARY.rules.cap("CAP-OVERDUE"), LIBRARY) == ("one step down",) * 3


def test_stakes_are_called_by_their_names() -> None:
    assert stakes_in_words("the same as at S2", LIBRARY) == "the same as at important stakes"


def test_a_share_that_came_of_counting_has_two_decimals_and_a_given_one_all_of_its_own() -> None:
    question = next(q for pack in LIBRARY.packs.values() for q in pack.questions if q.answer.type == "percent_range")
    said = [value_words(question, Range(best=share)) for share in (66.66666667, 33.25, 0.004)]
    assert said == ["66.67\u00a0%", "33.25\u00a0%", "0.004\u00a0%"]
