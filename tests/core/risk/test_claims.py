from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.risk.claims import feeds, read_claims
from core.risk.distributions import ChoiceOf
from core.risk.elicitation import draw_parameters
from core.risk.parameters import load_parameters
from questionnaires.answer import Answer
from questionnaires.evidence import effective_grade
from questionnaires.library import load_library
from questionnaires.pack import AnswerSpec, Question, SimulationLink

PARAMETERS = load_parameters()


def question(question_id: str) -> Question:
    found = load_library().question(question_id)
    assert found is not None
    return found


def answer(status: str = "specific", grade: int = 3, **rest: Any) -> Answer:
    return Answer.model_validate({"status": status, "grade": grade, **rest})


def drawn(question_id: str, given: Answer, parameter: str, blocks: int = 4000) -> np.ndarray:
    claims = read_claims([question(question_id)], {question_id: given}, PARAMETERS)
    return draw_parameters(PARAMETERS, claims, blocks=blocks, within=1, seed=5).values[parameter]


def claimed(question_id: str, given: Answer) -> dict[str, float]:
    """Median of what is said about each parameter."""
    claims = read_claims([question(question_id)], {question_id: given}, PARAMETERS)
    rng = np.random.default_rng(1)
    return {claim.parameter: float(np.median(claim.says.draw(rng, 4001))) for claim in claims}


@pytest.mark.parametrize("status", ["vague", "pending", "dont_know", "refused", "not_asked", "na"])
def test_an_answer_without_substance_claims_nothing_at_any_grade(status):
    given = answer(status, grade=4, value={"pretraining": {"best": 5}, "later_training": {"best": 5}})
    assert read_claims([question("TD-2.01")], {"TD-2.01": given}, PARAMETERS) == ()


def test_the_share_of_draws_that_believe_an_answer_follows_its_grade():
    for grade, weight in ((1, 0.40), (2, 0.70), (3, 0.92), (4, 1.0)):
        values = drawn("TD-2.03", answer(grade=grade, choice="replace_all"), "regime")
        assert (values == 0).mean() == pytest.approx(weight + (1 - weight) * 0.30, abs=0.03)


def test_better_evidence_never_takes_the_draws_further_from_the_answer_nor_widens_what_it_says():
    share = {"pretraining": {"best": 30}, "later_training": {"best": 30}}
    distances, widths = [], []
    for grade in (1, 2, 3, 4):
        given = answer(grade=grade, basis="counted", value=share)
        distances.append(float(np.abs(drawn("TD-2.01", given, "generated_share") - 0.30).mean()))
        (claim,) = read_claims([question("TD-2.01")], {"TD-2.01": given}, PARAMETERS)
        widths.append(float(np.ptp(np.quantile(claim.says.draw(np.random.default_rng(2), 4000), (0.05, 0.95)))))
    assert distances == sorted(distances, reverse=True)
    assert widths == sorted(widths, reverse=True)


def test_a_partial_answer_is_believed_in_fewer_draws():
    full = read_claims([question("MS-04")], {"MS-04": answer(choice="human_sample")}, PARAMETERS)
    partial = read_claims([question("MS-04")], {"MS-04": answer("partial", choice="human_sample")}, PARAMETERS)
    assert partial[0].weight == pytest.approx(0.6 * full[0].weight)


def test_a_percentage_without_method_counts_as_partial_and_so_does_one_stage_alone():
    both = {"pretraining": {"best": 10}, "later_training": {"best": 20}}

    def weight(**rest: Any) -> float:
        return read_claims([question("TD-2.01")], {"TD-2.01": answer(**rest)}, PARAMETERS)[0].weight

    assert weight(value=both, basis="counted") == 0.92
    assert weight(value=both, basis="asserted") == pytest.approx(0.92 * 0.6)
    assert weight(value={"later_training": {"best": 20}}, basis="counted") == pytest.approx(0.92 * 0.6)


ROUGH_SHARE = {"pretraining": {"low": 0, "high": 10}, "later_training": {"low": 10, "high": 50}}


def test_a_rough_share_stands_for_every_value_of_its_band_alike():
    rough = drawn("MS-02", answer(grade=4, value=ROUGH_SHARE, basis="counted"), "generated_share")
    assert 0.05 < rough.min() < 0.12
    assert 0.48 < rough.max() < 0.55
    quarters = np.quantile(rough, (0.25, 0.5, 0.75))
    assert quarters == pytest.approx([0.2, 0.3, 0.4], abs=0.02)  # five standard errors of a quartile of 4,000 draws


def test_a_rough_share_is_never_more_certain_than_an_exact_one_in_its_middle():
    exact_share = {"pretraining": {"best": 5}, "later_training": {"best": 30}}
    for grade in (1, 2, 3, 4):
        said = {"grade": grade, "basis": "counted"}
        rough = drawn("MS-02", answer(value=ROUGH_SHARE, **said), "generated_share")
        exact = drawn("MS-02", answer(value=exact_share, **said), "generated_share")
        assert rough.std() >= exact.std() - 0.005, grade


@pytest.mark.parametrize(("low", "high"), [(1, 100), (100, 1000), (10_000, 100_000)])
def test_an_order_of_magnitude_spreads_evenly_over_the_orders_of_its_band(low, high):
    counts = drawn("MS-05", answer(grade=4, value={"low": low, "high": high}), "anchors")
    assert counts.min() >= 0.99 * low
    assert counts.max() <= 1.01 * high
    assert (counts < (low * high) ** 0.5).mean() == pytest.approx(0.5, abs=0.04)  # five standard errors


def test_no_reference_set_is_none_and_an_open_band_is_read_at_its_lower_end():
    assert claimed("MS-05", answer(grade=4, value={"low": 0, "high": 0})) == {"anchors": 0}
    assert claimed("MS-05", answer(grade=4, value={"low": 100_000}))["anchors"] == pytest.approx(100_000, rel=0.02)


def test_what_a_detector_catches_in_a_hundred_reaches_the_simulation():
    said = {"choice": ["classifier_measured"], "extra": {"caught_in_100": 60, "wrongly_flagged_in_100": 5}}
    found = claimed("MS-07", answer(grade=4, **said))
    assert found["filter_recall"] == pytest.approx(0.60, abs=0.02)
    assert found["filter_false_alarms"] == pytest.approx(0.05, abs=0.02)


def test_of_two_stages_the_higher_share_counts():
    value = {"pretraining": {"best": 8}, "later_training": {"best": 72}}
    assert claimed("TD-2.01", answer(value=value, basis="counted"))["generated_share"] == pytest.approx(0.72, abs=0.03)


@pytest.mark.parametrize(
    ("question_id", "given", "expected"),
    [
        ("TD-2.07", {"choice": "clean_base"}, {"training": 2}),
        ("TD-2.06", {"choice": "narrow"}, {"decoding": 2}),
        ("TD-2.06", {"choice": "mixed"}, {"decoding": 1}),
        ("TD-3.01", {"choice": ["heuristics", "human_sample"]}, {"verification": 2}),
        ("TD-3.01", {"choice": ["none"]}, {"verification": 0}),
        ("TD-3.04", {"choice": "cross"}, {"dedup": 3}),
        ("TD-4.01", {"value": 0}, {"anchors": 0}),
        ("TD-7.02", {"choice": "never"}, {"own_output_share": 0}),
        ("TD-7.02", {"choice": "unlabelled"}, {"own_output_share": 1}),
        ("MS-06", {"choice": "accumulate"}, {"regime": 1}),
        ("MS-11", {"choice": "fed_back"}, {"own_output_share": 1}),
        ("MS-11", {"choice": "supplier_never"}, {"own_output_share": 0}),
        ("MS-06", {"choice": "budget_free"}, {"regime": 2}),
        ("MS-07", {"choice": ["none"]}, {"filter_recall": 0}),
        ("TD-2.04", {"value": {"low": 3, "best": 3, "high": 3}}, {"rounds_so_far": 3}),
        ("IF-1.04", {"value": {"best": 3}, "extra": {"restarts_from_base": "no"}}, {"rounds_so_far": 3, "training": 3}),
        ("IF-1.04", {"value": {"best": 3}, "extra": {"restarts_from_base": True}}, {"rounds_so_far": 3, "training": 2}),
        ("IF-3.05", {"choice": "listed", "extra": {"real_examples_per_case": "1 to 5"}}, {"rare_count": 5**0.5}),
        ("TD-6.02", {"choice": "weighted"}, {"tail_aware": 1}),
        ("TD-3.03", {"value": {"best": 30}, "basis": "counted"}, {"tail_aware": 0}),
        ("TD-7.01", {"choice": "dated", "extra": {"per_year": 3}}, {"months_between_rounds": 4}),
        ("TD-2.02", {"choice": "own_only"}, {"inherited_counted": 0}),
    ],
)
def test_answers_reach_the_parameters_they_speak_of(question_id, given, expected):
    found = claimed(question_id, answer(grade=4, **given))
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, rel=0.02)


def test_shares_of_a_breakdown_become_crawled_and_generated_text():
    rows = {"crawled": {"best": 60}, "licensed": {"best": 30}, "machine_generated": {"best": 10}}
    found = claimed("TD-1.02", answer(grade=4, value=rows))
    assert found["crawled"] == pytest.approx(0.60, abs=0.02)
    assert found["generated_share"] == pytest.approx(0.10, abs=0.02)


def test_half_of_an_edited_draft_counts_as_generated_and_a_tuning_set_without_crawl_has_no_web_text():
    rows = {"human_scratch": {"best": 38}, "model_edited": {"best": 18}, "model_unedited": {"best": 44}}
    found = claimed("IF-1.02", answer(grade=4, value=rows, basis="sampled", n=50))
    assert found["generated_share"] == pytest.approx(0.53, abs=0.02)
    assert found["crawled"] == 0


def test_a_figure_behind_a_detector_that_cannot_see_it_claims_nothing():
    blind = answer(value={"pretraining": {"best": 5}, "later_training": {"best": 5}}, basis="detected", n=400,
                   extra={"catch_rate": 80, "false_alarm_rate": 10})  # fmt: skip
    assert read_claims([question("TD-2.01")], {"TD-2.01": blind}, PARAMETERS) == ()


def test_an_unrecorded_choice_claims_nothing():
    assert read_claims([question("TD-2.06")], {"TD-2.06": answer(choice="unrecorded")}, PARAMETERS) == ()


def test_a_number_for_a_category_is_read_by_its_steps_or_not_at_all():
    number = {"answer": AnswerSpec(type="number"), "concept": "drawn_at", "id": "ZZ-1.02"}
    link = SimulationLink.model_validate({"param": "sampling_temperature", "from": "value"})
    temperature = question("TD-2.06").model_copy(update=number | {"sim": link})
    (claim,) = read_claims([temperature], {"ZZ-1.02": answer(value=0.2)}, PARAMETERS)
    assert claim.says == ChoiceOf(weights={"unbiased": 0, "default": 0, "mode_seeking": 1})
    assert claimed("IF-1.04", answer(value=3, extra={"restarts_from_base": 0.0})).keys() == {"rounds_so_far"}


def test_questions_of_other_packs_are_read_by_the_parameter_they_name():
    ours = question("TD-2.03")
    theirs = ours.model_copy(update={"id": "ZZ-1.01", "concept": "how_data_change"})
    assert feeds(theirs, PARAMETERS) == {"regime"}
    (claim,) = read_claims([theirs], {"ZZ-1.01": answer(choice="replace_all")}, PARAMETERS)
    assert claim.parameter == "regime"


@pytest.mark.parametrize(
    ("grade", "adjust", "effective"),
    [(0, [], 1), (3, ["stale"], 2), (1, ["scope"], 1), (4, ["brochure"], 1), (3, ["ticked"], 2), (3, ["self_gen"], 1)],
)
def test_adjustments_lower_the_grade(grade, adjust, effective):
    assert effective_grade(answer(grade=grade, adjust=adjust)) == effective


def test_every_simulation_link_of_every_shipped_question_is_known():
    linked = set(PARAMETERS.links)
    for pack in load_library().packs.values():
        for one in pack.questions:
            if one.sim is not None:
                named = {one.sim.param, *one.sim.also, *(name for c in one.answer.choices for name in c.sets_sim)}
                assert named <= linked, one.id
                assert feeds(one, PARAMETERS) or PARAMETERS.concepts.get(one.concept) is not None, one.id
