"""Every type of answer takes what fits it and refuses the rest in one sentence that names the place."""

from __future__ import annotations

from typing import Any

import pytest

from core.audit.answer_check import check_answer
from questionnaires.answer import Answer
from questionnaires.errors import UnusableInputError
from questionnaires.library import load_library
from questionnaires.pack import AnswerSpec, Question

LIBRARY = load_library()
A_DATE = AnswerSpec(type="date")
IN_WORDS = AnswerSpec(type="text")


def question(asked: str | AnswerSpec) -> Question:
    if isinstance(asked, str):
        found = LIBRARY.question(asked)
        assert found is not None
        return found
    return question("MS-09").model_copy(update={"answer": asked})


def check(asked: str | AnswerSpec, **fields: Any) -> None:
    answer = Answer.model_validate({"status": "specific", **fields})
    check_answer(question(asked), answer, LIBRARY.vocabulary, "audit.yaml")


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ("MS-09", {"choice": "partly"}),
        ("MS-06", {"choice": "single"}),
        ("MS-04", {"choice": ["ground_truth", "other_model"]}),
        ("MS-13", {"value": {"low": 10, "high": 50}, "extra": {"trend": "rising"}}),
        ("MS-13", {"value": 31}),
        ("MS-02", {"value": {"pretraining": {"low": 0, "high": 0}, "later_training": {"best": 72}}}),
        ("TD-1.02", {"value": {"licensed": {"best": 60}, "crawled": {"best": 44}}}),
        ("MS-05", {"value": {"low": 100_000}}),
        ("MS-05", {"value": 21_400}),
        ("TD-2.04", {"value": {"low": 2, "high": 3}}),
        ("MS-07", {"choice": "watermark", "extra": {"caught_in_100": 60, "wrongly_flagged_in_100": "about 5"}}),
        (A_DATE, {"value": "2026-11-20"}),
        (IN_WORDS, {"text": "As long as it takes."}),
    ],
)
def test_what_fits_is_taken(asked, fields):
    check(asked, **fields)


@pytest.mark.parametrize(
    ("asked", "fields", "sentence"),
    [
        ("MS-09", {"choice": "maybe"}, "choice: 'maybe' is not one of yes, partly, no."),
        ("MS-06", {"choice": ["single", "accumulate"]}, "choice: several are given, but only one is allowed."),
        ("MS-04", {"choice": ["none", "ground_truth"]}, "choice: 'none' stands alone, so no other choice fits beside"),
        ("MS-04", {"choice": ["human_sample"] * 2}, "choice: the same choice is given twice."),
        ("MS-04", {"choice": ["human_sample"], "value": 3}, "value: this question takes no figure; put it in the text"),
        ("MS-13", {"value": {"low": 10, "high": 140}}, "value high: it is 140 %, but a share lies between 0 and 100."),
        ("MS-13", {"extra": {"trend": "soaring"}}, "trend: 'soaring' is not one of rising, steady, falling."),
        ("MS-02", {"value": {"low": 10, "high": 50}}, "value: it must be low, best and high for each stage."),
        ("MS-02", {"value": {"dessert": {"best": 5}}}, "value dessert: there is no such row; there are pretraining"),
        ("MS-02", {"value": {"pretraining": {"best": -4}}}, "value pretraining best: it is -4 %, but a share lies"),
        (
            "TD-1.02",
            {"value": {"licensed": {"best": 80}, "crawled": {"best": 80}}},
            "value: the shares add up to 160 %",
        ),
        ("MS-05", {"value": -3}, "value: it is -3, but a count cannot be below 0."),
        ("MS-05", {"value": {"low": -1, "high": 5}}, "value low: it is -1, but a count cannot be below 0."),
        ("MS-05", {"value": "2026-11-20"}, "value: it must be a figure or low, best and high."),
        ("MS-07", {"extra": {"caught_in_100": 140}}, "caught_in_100: it is 140, but it lies between 0 and 100."),
        (A_DATE, {"value": 3}, "value: it must be a date."),
        (IN_WORDS, {"value": 3}, "value: this question takes no figure; put it in the text."),
        (IN_WORDS, {"choice": "yes"}, "choice: this question has no choices; remove it."),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(asked, fields, sentence):
    with pytest.raises(UnusableInputError) as caught:
        check(asked, **fields)
    said = str(caught.value)
    assert said.startswith(f"audit.yaml, answer {question(asked).id}, {sentence}")
    assert said.count(". ") == 0


def test_every_type_of_answer_is_tried_above():
    tried = {"yes_partly_no", "choice", "multi_choice", "percent_range", "stage_percent", "breakdown"}
    tried |= {"number", "number_range", "date", "text"}
    assert set(LIBRARY.vocabulary.answer_types) == tried
