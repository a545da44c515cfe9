from __future__ import annotations

import numpy as np
import pytest

from core.risk.claim import Claim
from core.risk.distributions import Certain
from core.risk.elicitation import draw_parameters
from core.risk.loop import loop_of
from core.risk.parameters import load_parameters
from core.risk.training_loop import TrainingLoop

PARAMETERS = load_parameters()


def loop(**settings: float | str) -> TrainingLoop:
    claims = [
        Claim(name, f"Q {name}", 4, 1.0, Certain(value=PARAMETERS.parameters[name].number(value)))
        for name, value in settings.items()
    ]
    return loop_of(draw_parameters(PARAMETERS, claims, blocks=300, within=4, seed=6), PARAMETERS)


def test_shares_of_a_round_never_exceed_the_whole():
    for settings in ({}, {"generated_share": 0.9}, {"generated_share": 1.0, "anchors": 1e6, "round_size": 1e4}):
        made = loop(**settings)
        assert (made.web + made.generated + made.anchors).max() <= 1 + 1e-9
        assert min(made.web.min(), made.generated.min(), made.anchors.min()) >= 0


def test_a_stated_share_is_a_share_of_the_whole_round_and_comes_before_the_guess_about_web_text():
    assert loop(generated_share=0.72).generated == pytest.approx(0.72)


def test_a_share_that_includes_inherited_text_is_split_between_web_and_own_generation():
    made = loop(generated_share=0.30, inherited_counted=1, crawled=0.5, recent_web=1.0)
    assert (made.generated + made.web * made.web_ai).mean() == pytest.approx(0.30, abs=0.01)


def test_an_inherited_share_sets_how_much_recent_web_text_there_is():
    made = loop(generated_share=0.1, inherited_share=0.05, anchors=0.0)
    reachable = made.web_ai > 0.06
    assert (made.web * made.web_ai)[reachable] == pytest.approx(0.05)


def test_a_guaranteed_human_share_is_a_ceiling_on_generated_text():
    assert loop(human_floor=0.4).generated.max() <= 0.6
    assert loop(generated_share=0.9, human_floor=0.4).generated.max() <= 0.6


def test_the_size_of_a_round_follows_from_reference_set_and_guaranteed_share():
    assert loop(anchors=21_400.0, human_floor=0.25).round_size == pytest.approx(85_600)


def test_newly_collected_data_are_a_share_of_the_round():
    made = loop(generated_share=0.5, crawled=0.0, anchors=0.0, new_human_share=0.1)
    assert made.renewed == pytest.approx(0.2)


def test_rounds_follow_cadence_and_never_fall_behind_those_already_made():
    assert set(loop(months_between_rounds=4.0).rounds) == {9}
    assert set(loop(months_between_rounds=36.0, rounds_so_far=3.0).rounds) == {3}


def test_a_check_that_is_not_there_keeps_everything():
    made = loop(verification="none", tail_aware=0)
    assert np.array_equal(made.tail_kept, np.ones(1200))
    assert np.array_equal(made.wrong_kept, np.ones(1200))
    assert loop(verification="strong", tail_aware=1).tail_kept.min() >= 0.93


def test_what_the_vendor_could_tell_is_constant_within_a_block_and_what_nobody_knows_is_not():
    made = loop()
    assert np.ptp(made.rare_count.reshape(300, 4), axis=1).max() == 0
    assert np.ptp(made.web_ai.reshape(300, 4), axis=1).min() > 0


def test_new_human_data_that_are_held_take_their_room_from_everything_else_in_proportion():
    drawn = draw_parameters(PARAMETERS, (), blocks=300, within=4, seed=6)
    held = draw_parameters(PARAMETERS, (), blocks=300, within=4, seed=6, settings={"new_human_share": 0.4})
    before, after = loop_of(drawn, PARAMETERS), loop_of(held, PARAMETERS)
    other = 1 - after.web - after.generated - after.anchors
    assert (after.renewed * other).min() >= 0.4 - 1e-9
    assert after.renewed.max() <= 1 + 1e-9
    some = (before.generated > 0.01) & (before.web > 0.01)
    assert (after.web / after.generated)[some] == pytest.approx((before.web / before.generated)[some])
    assert np.all(after.generated <= before.generated + 1e-12)


def test_a_round_of_new_human_data_alone_holds_nothing_else():
    held = draw_parameters(PARAMETERS, (), blocks=300, within=4, seed=6, settings={"new_human_share": 1.0})
    made = loop_of(held, PARAMETERS)
    assert max(made.web.max(), made.generated.max(), made.anchors.max()) == pytest.approx(0, abs=1e-9)
    assert made.renewed == pytest.approx(1)
