"""Answers as plain values: what they accept and what they refuse."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from questionnaires.answer import Answer, Range


def test_a_mapping_of_low_best_high_is_a_range() -> None:
    answer = Answer.model_validate({"status": "specific", "value": {"low": 2, "best": 8, "high": 15}})
    assert answer.value == Range(low=2, best=8, high=15)


def test_a_mapping_of_stages_is_a_range_for_each() -> None:
    answer = Answer.model_validate({"status": "specific", "value": {"pretraining": {"best": 8}}})
    assert answer.value == {"pretraining": Range(best=8)}


def test_one_choice_and_several_are_read_alike() -> None:
    assert Answer.model_validate({"status": "specific", "choice": "never"}).choice == ("never",)
    assert Answer.model_validate({"status": "specific", "choice": ["a", "b"]}).choice == ("a", "b")


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "maybe"},
        {"status": "specific", "grade": 5},
        {"status": "specific", "value": float("nan")},
        {"status": "specific", "value": {"low": 9, "best": 2}},
        {"status": "specific", "value": {"low": float("inf")}},
        {"status": "specific", "text": "x" * 20_001},
        {"status": "specific", "colour": "red"},
        {"status": "specific", "n": 0},
    ],
)
def test_nonsense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Answer.model_validate(wrong)


def test_the_ends_of_a_range_stand_in_for_each_other() -> None:
    assert Range(best=4).lowest == Range(best=4).highest == 4
    assert Range(low=2, high=8).central == 5
