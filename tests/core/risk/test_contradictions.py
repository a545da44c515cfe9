from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from core.audit.document import AuditDocument
from core.risk.contradictions import Contradiction, find_contradictions
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES, load_library
from questionnaires.safe_yaml import read_yaml

VENDOR = ("meeting_screen", "training_data")


def said(status: str = "specific", **rest: Any) -> Answer:
    return Answer.model_validate({"status": status, "grade": 2, **rest})


def stages(pretraining: float, later: float, **rest: Any) -> Answer:
    value = {"pretraining": {"best": pretraining}, "later_training": {"best": later}}
    return said(value=value, **rest)


def found(answers: dict[str, Answer], *packs: str) -> tuple[Contradiction, ...]:
    return find_contradictions(answers, load_library().packs_of(packs or VENDOR))


CONTRADICTING: dict[str, tuple[dict[str, Answer], str]] = {
    "shares of 160 percent": (
        {"TD-1.02": said(value={"licensed": {"best": 80}, "crawled": {"best": 80}})},
        "add up to 160 %",
    ),
    "replace and accumulate": (
        {"MS-06": said(choice="accumulate"), "TD-2.03": said(choice="replace_all")},
        "answered differently",
    ),
    "no check and a test against the truth": (
        {"MS-04": said(choice="none"), "TD-3.01": said(choice=["ground_truth", "other_model"])},
        "answered differently",
    ),
    "a tenth and two thirds": ({"MS-02": stages(5, 10), "TD-2.01": stages(5, 65)}, "answered differently"),
    "5,000 and 50,000 examples": ({"MS-05": said(value=5000), "TD-4.01": said(value=50_000)}, "answered differently"),
    "nothing made, models named": (
        {"TD-2.01": stages(0, 0), "TD-2.05": said(choice="single_ext")},
        "models that wrote some are named",
    ),
    "nothing made, a list of models": (
        {"TD-2.01": stages(0, 0), "TD-2.05": said(text="see list", extra={"generator_list": "Model X 2"})},
        "models that wrote some are named",
    ),
    "nothing made, own output fed back": (
        {"TD-2.01": stages(0, 0), "TD-7.02": said(choice="unlabelled")},
        "own output goes back in",
    ),
    "nothing made, a row of it": (
        {"TD-2.01": stages(0, 0), "TD-1.02": said(value={"machine_generated": {"low": 2, "high": 4}})},
        "row of the sources",
    ),
    "nothing made, yet drawn plainly": (
        {"TD-2.01": stages(0, 0), "TD-2.06": said(choice="unbiased")},
        "how it was drawn",
    ),
    "some made, none used": (
        {"TD-2.01": stages(0, 40), "TD-2.05": said(choice="none_used")},
        "none is said to be used",
    ),
    "fed back and never fed back": (
        {"MS-11": said(choice="fed_back"), "TD-7.02": said(choice="never")},
        "answered differently",
    ),
    "floor of 40 beside 90 percent": (
        {"TD-2.01": stages(0, 90), "TD-4.02": said(value={"low": 40, "high": 45})},
        "make 130 % of a round",
    ),
    "a share of all outside all stages": (
        {"TD-2.01": stages(5, 20), "TD-1.02": said(value={"machine_generated": {"best": 60}})},
        "outside the shares of every stage",
    ),
    "anchors in a round of machine text": (
        {"TD-2.01": stages(0, 100), "TD-4.01": said(value=8000)},
        "all of a round is machine-written",
    ),
    "anchors larger than the round": (
        {"TD-2.01": stages(0, 60, basis="counted", n=3000), "TD-4.01": said(value=20_000)},
        "more than the examples that were counted",
    ),
    "more new cases than cases": (
        {"TD-6.05": said(value=12, extra={"newly_collected": 40})},
        "40 examples are new, more than there are",
    ),
    "inherited beyond the whole": (
        {"TD-2.01": stages(5, 10), "TD-2.02": said(choice="all_measured", extra={"inherited_low": 30})},
        "larger than the machine-written share",
    ),
    "collected before it was written": (
        {"TD-1.04": said(value={"low": 20, "high": 40}, extra={"last_date": "2021-06-30"})},
        "ended before the date",
    ),
    "ended before it began": (
        {"TD-1.04": said(value={"best": 0}, extra={"first_date": "2024-01-01", "last_date": "2023-01-01"})},
        "ended before it began",
    ),
}


@pytest.mark.parametrize("name", CONTRADICTING)
def test_answers_that_cannot_both_be_true_are_reported_with_both_claims(name):
    answers, words = CONTRADICTING[name]
    about = [one for one in found(answers) if words in one.sentence]
    assert len(about) == 1, found(answers)
    (one,) = about
    assert {one.question_a, one.question_b} == set(answers)
    assert one.claim_a
    assert one.claim_b
    assert one.sentence.endswith(".")


@pytest.mark.parametrize("name", CONTRADICTING)
def test_either_answer_alone_contradicts_nothing(name):
    answers, words = CONTRADICTING[name]
    if len(answers) == 2:
        for question, answer in answers.items():
            assert found({question: answer}) == ()
            vague = {**answers, question: answer.model_copy(update={"status": "vague"})}
            assert not [one for one in found(vague) if words in one.sentence]


@pytest.mark.parametrize(
    "answers",
    [
        {"MS-06": said(choice="accumulate"), "TD-2.03": said(choice="single")},
        {"MS-04": said(choice="ground_truth"), "TD-3.01": said(choice="expert_all")},
        {"MS-02": stages(5, 60), "TD-2.01": stages(8, 64)},
        {"MS-05": said(value=20_000), "TD-4.01": said(value=21_400)},
        {"TD-2.01": stages(0, 72), "TD-4.02": said(value={"best": 28})},
        {"TD-2.01": stages(8, 72), "TD-1.02": said(value={"machine_generated": {"best": 40}})},
        {"TD-1.02": said(value={"licensed": {"best": 52}, "crawled": {"best": 50}})},
        {"TD-2.01": stages(0, 0), "TD-2.05": said(choice="none_used", extra={"generator_list": "None"})},
        {"TD-2.01": stages(0, 0), "TD-2.06": said(choice="unrecorded")},
        {"TD-1.04": said(value={"best": 35}, extra={"last_date": "not known"})},
    ],
)
def test_answers_that_fit_with_the_looseness_of_speech_are_left_alone(answers):
    assert found(answers) == ()


def test_what_the_buyer_does_in_house_does_not_contradict_what_the_vendor_does():
    answers = {"TD-2.03": said(choice="accumulate"), "IF-1.03": said(choice="replace_all")}
    assert found(answers, "training_data", "in_house_finetune") == ()


def test_claims_are_quoted_in_words_and_figures_are_never_averaged():
    answers, _ = CONTRADICTING["a tenth and two thirds"]
    (one,) = found(answers)
    assert one.claim_a == "pretraining 5 %, later training 10 %"
    assert one.claim_b == "pretraining 5 %, later training 65 %"
    (two,) = found(CONTRADICTING["replace and accumulate"][0])
    assert two.claim_a == "It stays; new material is added"
    assert two.claim_b == "Replaced entirely"
    (three,) = found(CONTRADICTING["5,000 and 50,000 examples"][0])
    assert (three.claim_a, three.claim_b) == ("5\N{NO-BREAK SPACE}000 examples", "50\N{NO-BREAK SPACE}000 examples")


def test_a_contradiction_cannot_be_changed():
    (one,) = found(CONTRADICTING["replace and accumulate"][0])
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.sentence = "fine"  # type: ignore[misc]


def test_the_worked_audits_contradict_themselves_nowhere():
    for path in EXAMPLES.glob("*.yaml"):
        audit = AuditDocument.model_validate(read_yaml(path))
        assert find_contradictions(audit.answers, load_library().packs_of(audit.packs)) == ()
