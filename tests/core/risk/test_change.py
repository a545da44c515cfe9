from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest

from core.audit.document import AuditDocument
from core.risk.change import WhatWouldChange, what_would_change
from core.risk.claims import read_claims
from core.risk.engine import Engine
from core.risk.parameters import load_parameters
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES, load_library
from questionnaires.routing import shown_questions
from questionnaires.safe_yaml import read_yaml

DRAWS = 2_000
MONTE_CARLO = 0.04
"""Four standard errors of a chance between 0.05 and 0.3 over 2,000 draws with another seed."""
IN_HOUSE = AuditDocument.model_validate(read_yaml(EXAMPLES / "C_in_house_finetune.yaml"))


@cache
def changes(target: float = 0.10, frequency: float = 1e-4) -> WhatWouldChange:
    packs = load_library().packs_of(IN_HOUSE.packs)
    return what_would_change(
        IN_HOUSE.answers, packs, IN_HOUSE.context.lane, target=target, frequency=frequency, seed=1, draws=DRAWS
    )


def chance_with(settings: dict[str, float], seed: int) -> float:
    packs = load_library().packs_of(IN_HOUSE.packs)
    questions = shown_questions(packs, IN_HOUSE.answers, IN_HOUSE.context.lane)
    claims = read_claims(questions, IN_HOUSE.answers, load_parameters())
    (run,) = Engine(load_parameters(), seed).run_each([settings], claims, draws=DRAWS)
    return run.early


def test_each_practice_is_simulated_with_the_chance_before_and_after():
    result = changes()
    named = {one.parameter for one in result.practices}
    assert named == {"training", "regime", "decoding", "anchors", "new_human_share"}
    for one in result.practices:
        assert one.before == result.before
        assert one.after == pytest.approx(chance_with({one.parameter: one.value}, seed=2), abs=MONTE_CARLO)
        assert one.enough == (one.after < result.target)
    afters = [one.after for one in result.practices]
    assert afters == sorted(afters)


def test_the_smallest_change_is_enough_and_fewer_practices_are_not():
    strict = changes(target=0.02)
    assert len(strict.smallest) >= 2
    assert strict.after is not None
    assert strict.after < 0.02
    values = {one.parameter: one.value for one in strict.practices}
    assert chance_with({name: values[name] for name in strict.smallest}, seed=2) < 0.02 + MONTE_CARLO
    others = [name for name in values if name != "new_human_share"]
    for fewer in combinations(others, len(strict.smallest) - 1):
        assert chance_with({name: values[name] for name in fewer}, seed=1) >= 0.02


def test_new_human_data_are_asked_for_in_the_smallest_share_that_is_enough():
    share = next(one.value for one in changes().practices if one.parameter == "new_human_share")
    assert chance_with({"new_human_share": share}, seed=1) < 0.10
    assert chance_with({"new_human_share": share - 0.05}, seed=1) >= 0.10


def test_a_reference_set_is_sized_for_the_case_and_says_what_it_does_not_hold():
    one = next(one for one in changes(frequency=1 / 6_700).practices if one.parameter == "anchors")
    assert one.value == pytest.approx(20_000, rel=0.01)
    assert "once in 6,700 with 95 % certainty" in one.sentence
    assert "once in 100,000" in one.sentence


def test_what_is_in_place_already_is_not_proposed_and_a_low_chance_needs_nothing():
    answers = {
        "MS-02": Answer.model_validate(
            {"status": "specific", "grade": 4, "basis": "counted",
             "value": {"pretraining": {"best": 0}, "later_training": {"best": 0}}}
        ),
        "MS-06": Answer(status="specific", grade=4, choice="accumulate"),
    }  # fmt: skip
    result = what_would_change(answers, load_library().packs_of(["meeting_screen"]), "A", seed=1, draws=400)
    assert "regime" not in {one.parameter for one in result.practices}
    assert result.smallest == ()
    assert "as the answers stand" in result.sentence


def test_the_sentences_name_the_condition_and_both_chances_and_promise_nothing():
    result = changes()
    assert result.sentence.startswith("The simulated chance that rare cases are lost would fall from 5")
    for sentence in [result.sentence, *(one.sentence for one in result.practices)]:
        assert "simulated" in sentence
        assert "safe" not in sentence
        assert "will" not in sentence
        assert " 0 %" not in sentence


def test_the_same_seed_gives_the_same_result():
    packs = load_library().packs_of(["meeting_screen"])
    first = what_would_change({}, packs, "A", draws=200, target=0.03)
    assert what_would_change({}, packs, "A", draws=200, target=0.03, seed=first.seed) == first


@pytest.mark.parametrize(("target", "frequency"), [(0.0, 0.1), (1.0, 0.1), (0.1, 0.0)])
def test_impossible_targets_are_refused(target, frequency):
    with pytest.raises(ValueError, match="must lie between 0 and 1"):
        changes(target, frequency)
