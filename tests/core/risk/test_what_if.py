from __future__ import annotations

import pytest

from core.audit.document import AuditDocument
from core.risk.live import score_live
from core.risk.parameters import load_parameters
from core.risk.what_if import Comparison, begin_trial, sliders, what_if
from questionnaires.library import EXAMPLES, load_library
from questionnaires.safe_yaml import read_yaml

IN_HOUSE = AuditDocument.model_validate(read_yaml(EXAMPLES / "C_in_house_finetune.yaml"))
PACKS = load_library().packs_of(IN_HOUSE.packs)


def moved(changes: dict[str, float | str], seed: int = 1) -> Comparison:
    return what_if(IN_HOUSE.answers, PACKS, IN_HOUSE.context.lane, changes, seed=seed)


def test_both_sides_stand_beside_each_other_from_the_same_draws():
    result = moved({"regime": "accumulate"})
    live = score_live(IN_HOUSE.answers, PACKS, IN_HOUSE.context.lane, seed=1)
    assert result.stated.early == live.rare_case.probability
    assert result.stated.early_interval == live.rare_case.interval
    assert result.stated.tail_coverage == live.tail_coverage
    assert result.changed.early < result.stated.early - 0.2
    assert result.changed.tail_coverage.p50 > result.stated.tail_coverage.p50


def test_nothing_moved_changes_nothing_and_says_so():
    result = moved({})
    assert result.stated == result.changed
    assert "nothing was moved" in result.sentence


def test_what_was_moved_is_told_in_words():
    (one,) = moved({"generated_share": 0.1}).moved
    assert one.meaning == "share of a round's data that was written by a machine on purpose"
    assert one.stated.endswith("%)")
    assert one.moved_to == "10 %"
    (two,) = moved({"crawled": 0.5}).moved
    assert two.moved_to == "50 %"
    assert "trial, not an answer" in moved({"tail_aware": "yes"}).sentence


def test_no_answer_is_touched():
    before = IN_HOUSE.model_dump_json()
    moved({"regime": "accumulate", "anchors": 20_000})
    assert IN_HOUSE.model_dump_json() == before


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"new_human_share": 0.6}, {"new_human_share": 0.0}),
        ({"decoding": "unbiased"}, {"decoding": "mode_seeking"}),
        ({"training": "restart"}, {"training": "sequential"}),
        ({"months_between_rounds": 36}, {"months_between_rounds": 2}),
        ({"generated_share": 0.05}, {"generated_share": 1.0}),
    ],
)
def test_moving_to_the_better_end_helps_and_to_the_worse_end_harms(better, worse):
    assert moved(better).changed.early < moved(worse).changed.early


def test_what_was_answered_does_not_overrule_what_is_moved():
    """The in-house answers settle the size of a round and say that nothing was crawled; a person may still try both."""
    all_web = {"crawled": 1.0, "recent_web": 1.0, "generated_share": 0.0, "web_ai_share": 0.9}
    assert moved(all_web).changed.early > moved({"generated_share": 0.0}).changed.early + 0.2


def test_every_parameter_has_a_slider_whose_ends_can_be_tried():
    for slider in sliders():
        assert slider.meaning
        values: list[float | str] = [value for value, _ in slider.choices]
        if not slider.choices:
            assert slider.low is not None
            assert slider.high is not None
            assert slider.low < slider.high
            values = [slider.low, slider.high]
        for value in values:
            result = what_if({}, PACKS, "A", {slider.parameter: value}, seed=3, draws=200)
            assert 0 <= result.changed.early <= 1
    assert {slider.parameter for slider in sliders()} == set(load_parameters().parameters)
    by_name = {slider.parameter: slider for slider in sliders()}
    assert by_name["regime"].choices[0] == ("replace", "each round replaces the last")
    assert by_name["round_size"].logarithmic
    assert not by_name["web_ai_share"].logarithmic


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"regim": "replace"}, "no such parameter"),
        ({"regime": "sometimes"}, "not one of replace"),
        ({"growth": 3.0}, "between 0.1 and 1"),
        ({"growth": "much"}, "between 0.1 and 1"),
        ({"web_ai_share": float("nan")}, "between 0 and 1"),
    ],
)
def test_a_value_that_a_parameter_cannot_have_is_refused(changes, words):
    with pytest.raises(ValueError, match=words):
        moved(changes)


def test_one_trial_answers_again_and_again_as_a_fresh_one_does():
    trial = begin_trial(IN_HOUSE.answers, PACKS, IN_HOUSE.context.lane, seed=1)
    assert trial.compare({"regime": "accumulate"}) == moved({"regime": "accumulate"})
    assert trial.compare({}) == moved({})


def test_a_trial_says_what_stands_for_a_parameter_as_answered():
    trial = begin_trial(IN_HOUSE.answers, PACKS, IN_HOUSE.context.lane, seed=1)
    assert 0.42 < trial.stated_middle("generated_share") < 0.68
    assert trial.stated_in_words("generated_share").startswith("5")
    assert trial.stated_middle("regime") == 0
    assert trial.in_words("regime", "accumulate") == "new data are added"
    with pytest.raises(ValueError, match="must lie between"):
        trial.in_words("generated_share", 2)
