from __future__ import annotations

import math
from dataclasses import asdict
from functools import cache
from typing import Any

import pytest

from core.audit.document import AuditDocument
from core.risk.parameters import load_parameters
from core.risk.result import RiskResult
from core.risk.score import DEFAULT_DRAWS, score_risk
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES, load_library
from questionnaires.safe_yaml import read_yaml

DRAWS = 4_000
SEED = 11
MONTE_CARLO = 0.03
"""Two means of 800 draws with common random numbers differ by less, but for one time in a thousand."""


def packs(*names: str):
    return load_library().packs_of(names)


def score(answers: dict[str, Answer], *names: str, lane: str = "A", seed: int = SEED, draws: int = DRAWS) -> RiskResult:
    return score_risk(answers, packs(*names), lane, seed=seed, draws=draws)  # type: ignore[arg-type]


def specific(grade: int = 4, **rest: Any) -> Answer:
    return Answer.model_validate({"status": "specific", "grade": grade, **rest})


@cache
def example(name: str) -> AuditDocument:
    return AuditDocument.model_validate(read_yaml(EXAMPLES / f"{name}.yaml"))


@cache
def example_risk(name: str) -> RiskResult:
    audit = example(name)
    return score_risk(audit.answers, packs(*audit.packs), audit.context.lane, seed=0, draws=DEFAULT_DRAWS)


STRONG, MEETING, EVASIVE = "A_strong_vendor", "B0_evasive_vendor_meeting_day", "B_evasive_vendor"
IN_HOUSE, LARGE = "C_in_house_finetune", "D_large_model_moderate_use"


def numbers(value: object) -> list[float]:
    if isinstance(value, dict):
        return [number for part in value.values() for number in numbers(part)]
    if isinstance(value, (list, tuple)):
        return [number for part in value for number in numbers(part)]
    return [float(value)] if isinstance(value, (int, float)) else []


@pytest.mark.parametrize(
    ("name", "average", "adverse"),
    [
        (STRONG, (0.0, 0.02), (0.0, 0.05)),
        # Both meetings: "it learns from every customer" and "not used for training" used to be recorded as an answer to
        # whether human material stays. Nobody said so; with that open the worst answers may be that it is replaced.
        (MEETING, (0.05, 0.14), (0.80, 0.95)),
        (EVASIVE, (0.07, 0.20), (0.75, 1.00)),
        # "1 to 5" real examples name no best figure: all orders from 1 to 5 count alike instead of a peak at 3.
        (IN_HOUSE, (0.40, 0.65), (0.40, 0.75)),
        (LARGE, (0.04, 0.13), (0.70, 0.88)),
    ],
)
def test_worked_audits_come_out_where_an_experienced_reviewer_would_put_them(name, average, adverse):
    gauge = example_risk(name).rare_case
    assert average[0] <= gauge.probability <= average[1]
    assert adverse[0] <= gauge.adverse <= adverse[1]


def test_only_audits_with_every_such_gate_answered_are_quantified():
    assert example_risk(STRONG).quantified
    assert example_risk(STRONG).rare_case.band == "low"
    assert example_risk(IN_HOUSE).quantified
    assert example_risk(IN_HOUSE).wide
    assert example_risk(MEETING).open_gates == ("MS-02", "MS-04", "MS-05", "MS-06")
    assert example_risk(EVASIVE).open_gates == ("TD-2.01", "TD-2.03", "TD-3.01", "TD-4.01")
    for name in (MEETING, EVASIVE, LARGE):
        assert not example_risk(name).quantified
        assert example_risk(name).rare_case.band is None
        assert example_risk(name).general.band is None


def test_the_evasive_vendor_is_asked_first_whether_data_are_replaced():
    assert example_risk(EVASIVE).ask_next[0].question == "TD-2.03"
    first = example_risk(EVASIVE).ask_next[0]
    assert first.probability_if_best < 0.05 < 0.2 < first.probability_if_worst


def test_no_answer_at_all_gives_average_and_adverse_together_and_no_band():
    result = score({}, "training_data")
    assert not result.quantified
    assert result.rare_case.band is None
    assert result.rare_case.probability < 0.2
    assert result.rare_case.adverse > 0.9
    assert "on average" in result.sentence
    assert "worst answers" in result.sentence


ANSWERS: dict[str, Answer] = {
    "MS-02": specific(value={"pretraining": {"best": 10}, "later_training": {"best": 60}}, basis="counted"),
    "MS-04": specific(choice="human_sample"),
    "MS-05": specific(value=5000),
    "MS-06": specific(choice="replace_all"),
}


@pytest.mark.parametrize("silenced", ANSWERS)
@pytest.mark.parametrize("status", ["vague", "refused"])
def test_silence_never_lowers_the_adverse_case(silenced, status):
    told = score(ANSWERS, "meeting_screen")
    silent = score(ANSWERS | {silenced: Answer(status=status, grade=1)}, "meeting_screen")
    assert silent.rare_case.adverse >= told.rare_case.adverse - MONTE_CARLO
    assert silent.general.adverse >= told.general.adverse - MONTE_CARLO
    assert not silent.quantified


def test_the_check_above_sees_a_silence_that_is_taken_for_a_good_answer():
    def adverse_at(percent: float) -> float:
        stages = {"pretraining": {"best": percent}, "later_training": {"best": percent}}
        answers = ANSWERS | {"MS-02": specific(value=stages, basis="counted")}
        return score(answers, "meeting_screen").rare_case.adverse

    assert adverse_at(0) < adverse_at(99) - MONTE_CARLO


def test_the_adverse_case_is_never_below_the_average():
    for name in (STRONG, MEETING, EVASIVE, IN_HOUSE, LARGE):
        result = example_risk(name)
        assert result.rare_case.adverse >= result.rare_case.probability
        assert result.general.adverse >= result.general.probability


def test_adjectives_narrow_nothing():
    words = {
        question.id: Answer(status="vague", grade=4, text="best in class")
        for question in packs("training_data")[0].questions
    }
    silent, vague = score({}, "training_data"), score(words, "training_data")
    assert vague.rare_case == silent.rare_case
    assert vague.tail_coverage == silent.tail_coverage


def test_calm_words_wait_for_written_answers():
    full = {
        "MS-02": specific(value={"pretraining": {"best": 0}, "later_training": {"best": 0}}, basis="counted"),
        "MS-04": specific(choice="ground_truth"),
        "MS-05": specific(value=50_000),
        "MS-06": specific(choice="accumulate"),
        "MS-11": specific(choice="never"),
    }
    assert score(full, "meeting_screen").rare_case.band == "low"
    spoken = full | {"MS-05": specific(grade=1, value=50_000)}
    result = score(spoken, "meeting_screen")
    assert result.quantified
    assert result.rare_case.band is None
    assert "unlikely" not in result.sentence


def test_the_same_seed_gives_the_same_result_and_another_seed_another():
    first, again, other = (score(ANSWERS, "meeting_screen", seed=seed) for seed in (5, 5, 6))
    assert first == again
    assert first.rare_case != other.rare_case
    assert abs(first.rare_case.probability - other.rare_case.probability) < 0.1


def test_a_seed_is_drawn_and_recorded_where_none_is_given():
    drawn = score_risk(ANSWERS, packs("meeting_screen"), "A", draws=400)
    assert drawn == score_risk(ANSWERS, packs("meeting_screen"), "A", draws=400, seed=drawn.seed)


def test_no_number_is_ever_missing_or_outside_its_range():
    for name in (STRONG, MEETING, EVASIVE, IN_HOUSE, LARGE):
        data = asdict(example_risk(name))
        for key in ("rare_case", "general", "tail_coverage", "variance_retained", "error_mass", "stages", "courses"):
            found = numbers(data[key])
            assert all(math.isfinite(number) and 0 <= number <= 1 for number in found), key
        stages = data["stages"]
        assert sum(stages.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    "answers",
    [
        {"TD-7.01": specific(choice="rolling", extra={"per_year": 1e9})},
        {"TD-7.01": specific(choice="dated", extra={"per_year": 0})},
        {"TD-4.01": specific(value=-3), "TD-6.05": specific(value=0)},
        {"TD-4.01": specific(value=1e30), "TD-4.02": specific(value={"best": 0.001}, basis="counted")},
        {"TD-2.01": specific(value={"pretraining": {"best": 400}}, basis="counted")},
        {"TD-2.02": specific(choice="own_only", extra={"inherited_best": 100})},
        {"TD-5.02": specific(value={"best": 100}, basis="counted", extra={"false_alarm_high": 100})},
        {"TD-2.04": specific(value={"low": 1, "high": 1e12})},
    ],
)
def test_figures_at_and_beyond_their_limits_are_held_inside_them(answers):
    result = score(answers, "training_data", draws=400)
    assert all(math.isfinite(number) for number in numbers(asdict(result)))


def test_courses_begin_whole_run_to_the_horizon_and_stand_in_order():
    result = example_risk(EVASIVE)
    assert result.months == tuple(range(0, 37, 3))
    stated, _, worst, human = result.courses
    assert (stated.name, worst.name, human.name) == ("as stated", "worst answers", "all human")
    for course in result.courses:
        assert course.low[0] == course.high[0] == 1
        assert all(low <= mid <= high for low, mid, high in zip(course.low, course.median, course.high, strict=True))
    assert worst.median[-1] < stated.median[-1] < human.median[-1]
    assert stated.low[-1] == pytest.approx(result.tail_coverage.p05, abs=1e-6)


def test_every_parameter_is_accounted_for_and_every_answer_named():
    result = example_risk(STRONG)
    assert {entry.parameter for entry in result.assumptions} == set(load_parameters().parameters)
    regime = next(entry for entry in result.assumptions if entry.parameter == "regime")
    assert (regime.question, regime.grade, regime.weight) == ("TD-2.03", 3, 0.92)
    assert "without answers" in regime.value
    untold = next(entry for entry in result.assumptions if entry.parameter == "web_tail")
    assert (untold.question, untold.grade, untold.weight) == (None, None, 0)


def test_a_longer_pack_supersedes_the_meeting_answer():
    meeting = {"MS-06": specific(choice="accumulate")}
    longer = meeting | {"TD-2.03": Answer(status="pending")}
    both = ("meeting_screen", "training_data")
    assert "TD-2.03" in score(longer, *both, draws=400).open_gates
    named = {entry.question for entry in score(longer, *both, draws=400).assumptions}
    assert "MS-06" not in named


def test_only_shown_and_unanswered_questions_are_asked_next():
    asked = {entry.question for entry in score(ANSWERS, "meeting_screen").ask_next}
    assert asked.isdisjoint(ANSWERS)
    large = {entry.question for entry in score({}, "training_data", lane="B").ask_next}
    assert "TD-2.07" not in large
    assert "TD-2.03" in large
    shares = [entry.share_of_variance for entry in example_risk(EVASIVE).ask_next]
    assert shares == sorted(shares, reverse=True)


def test_the_sentence_speaks_in_calibrated_words_and_of_the_data_only():
    sentence = example_risk(IN_HOUSE).sentence
    assert "about as likely as not" in sentence
    assert "does not measure the vendor's model" in sentence
    for result in map(example_risk, (STRONG, MEETING, EVASIVE, LARGE)):
        assert "will collapse" not in result.sentence
        assert "safe" not in result.sentence
        assert " 0 %" not in result.sentence.replace("(0 %", "")


def test_own_parameters_are_named_as_such():
    own = load_parameters().model_copy(update={"version": "mine"})
    result = score_risk({}, packs("meeting_screen"), "A", seed=1, draws=400, parameters=own)
    assert result.custom_parameters
    assert result.parameters_version == "mine"
    assert not score({}, "meeting_screen", draws=400).custom_parameters


def test_a_gate_cannot_be_answered_with_does_not_apply():
    result = score({"MS-02": Answer(status="na", reason="not ours")}, "meeting_screen", draws=400)
    assert "MS-02" in result.open_gates


def test_too_few_draws_are_refused():
    with pytest.raises(ValueError, match="at least 200"):
        score({}, "meeting_screen", draws=100)
