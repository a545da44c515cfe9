"""What does not fit a model is said in one sentence: where, and why."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from questionnaires.answer import Answer, Frozen
from questionnaires.errors import UnusableInputError
from questionnaires.reading import validate


class Sheet(Frozen):
    """A small audit."""

    vendor: str
    answers: dict[str, Answer] = {}


def said_about(answer: dict[str, Any]) -> str:
    with pytest.raises(UnusableInputError) as caught:
        validate({"vendor": "x", "answers": {"TD-1": {"status": "specific", **answer}}}, Sheet, "v.yaml")
    return str(caught.value).removeprefix("v.yaml, answers TD-1 ")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"value": "many"}, "value: it is neither a number nor a date such as 2026-11-20."),
        ({"value": [1]}, "value: it must be a number, a date, or low, best and high."),
        ({"value": True}, "value: it must be a number, a date, or low, best and high."),
        ({"value": float("nan")}, "value: it must be a finite number."),
        ({"value": {"first": {"low": float("nan")}}}, "value first low: it must be a finite number."),
        ({"value": {"low": 9, "best": 2}}, "value: low, best and high must not decrease."),
        ({"value": {"first": {"low": 9, "best": 2}}}, "value first: low, best and high must not decrease."),
        ({"grade": 9}, "grade: 9 is more than 4."),
        ({"date": "soon"}, "date: it is not a date such as 2026-11-20."),
        ({"colour": 1}, "colour: this key is not known here."),
        ({"extra": {"a": [1]}}, "extra a: [1] is not a value that fits here."),
        ({"grade": 9, "n": 0}, "grade: 9 is more than 4 (and 1 more place)."),
        ({"grade": 9, "n": 0, "colour": 1}, "grade: 9 is more than 4 (and 2 more places)."),
    ],
)
def test_place_and_cause_of_a_misfit(answer, sentence) -> None:
    assert said_about(answer) == sentence


def test_a_missing_key_is_named() -> None:
    with pytest.raises(UnusableInputError, match=r"^v.yaml, vendor: it is missing\.$"):
        validate({}, Sheet, "v.yaml")


def test_a_list_at_the_top_is_refused() -> None:
    with pytest.raises(UnusableInputError, match="does not hold keys and values"):
        validate([1], Sheet, "v.yaml")


def test_an_extra_field_may_hold_a_date() -> None:
    assert Answer(status="specific", extra={"first_date": dt.date(2026, 1, 1)}).extra["first_date"] == dt.date(
        2026, 1, 1
    )
