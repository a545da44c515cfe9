"""The engine against closed forms, with one type a draw so that "lost" can be seen.

Comparisons of shares allow 4.5 standard errors: about one false alarm in 150,000.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest

from core.risk.dynamics import simulate
from core.risk.rare_types import follow_rare_types
from core.risk.training_loop import TrainingLoop, mix_of_round

DRAWS = 20_000
Z_LIMIT = 4.5


def loop(draws: int = DRAWS, **changes: Any) -> TrainingLoop:
    """A closed loop that replaces its data, samples without bias and checks nothing, changed as named."""
    values: dict[str, Any] = {
        "rounds": 5, "replaces": True, "fixed_size": False, "growth": 1.0, "round_size": 1e6, "web": 0.0,
        "generated": 1.0, "anchors": 0.0, "own": 1.0, "renewed": 1.0, "anchors_renewed": False, "web_ai": 0.4,
        "web_drift": 0.0, "web_odds": 1.0, "recall": 0.0, "false_alarms": 0.0, "tail": 1.0, "variety": 1.0,
        "compounding": 1.0, "web_tail": 1.0, "web_variety": 1.0, "web_compounding": 1.0, "right_kept": 1.0,
        "wrong_kept": 1.0, "tail_kept": 1.0, "new_errors": 0.0, "from_base": 0.0, "carried_over": 0.0,
        "rare_count": 5.0,
    }  # fmt: skip
    return TrainingLoop(**{name: np.full(draws, value) for name, value in (values | changes).items()})


def run(training: TrainingLoop, types: int = 1, spread: float = 0.0, seed: int = 4):
    follow = partial(follow_rare_types, types=types)
    return simulate(training, np.random.default_rng(seed), follow=follow, types_log_sd=spread, horizon_years=3)


def chance_lost(count: float, fresh: float, fits: int) -> float:
    """exp(-count A), A = w_{n-1} + r sum of earlier w, w_0 = 1, w_{k+1} = 1 - exp(-(1-r) w_k)."""
    w = [1.0]
    for _ in range(fits - 1):
        w.append(1 - np.exp(-(1 - fresh) * w[-1]))
    return float(np.exp(-count * (w[-1] + fresh * sum(w[:-1]))))


@pytest.mark.parametrize(("count", "fresh", "rounds"), [(5.0, 0.0, 4), (5.0, 0.1, 8), (12.0, 0.0, 20), (3.0, 0.5, 12)])
def test_a_rare_case_is_lost_as_often_as_the_closed_form_says(count, fresh, rounds):
    outcome = run(loop(rare_count=count, generated=1 - fresh, rounds=rounds))
    lost = (outcome.tail_coverage == 0).mean()
    expected = chance_lost(count, fresh, fits=rounds + 1)
    assert abs(lost - expected) < Z_LIMIT * np.sqrt(expected * (1 - expected) / DRAWS)


def test_the_check_above_sees_one_round_too_many():
    lost = (run(loop(rounds=5)).tail_coverage == 0).mean()
    expected = chance_lost(5.0, 0.0, fits=5)
    assert abs(lost - expected) > Z_LIMIT * np.sqrt(expected * (1 - expected) / DRAWS)


def test_added_data_lose_no_case_that_was_learnt():
    history = run(loop(replaces=False, rounds=10)).history
    assert (history[1:] == 0).mean(axis=1) == pytest.approx((history[1] == 0).mean(), abs=0)


@pytest.mark.parametrize("fresh", [0.0, 0.1, 0.5])
def test_variance_settles_where_fresh_data_and_sampling_balance(fresh):
    size = 20.0
    outcome = run(loop(draws=2, generated=1 - fresh, round_size=size, rounds=600))
    kept = 1 - 1 / size
    assert outcome.variance_retained[0] == pytest.approx(fresh * kept / (1 - (1 - fresh) * kept), abs=1e-9)


def test_a_check_that_lets_fewer_errors_through_bounds_them_and_a_blind_one_does_not():
    blind = run(loop(draws=2, new_errors=0.02, rounds=20)).error_mass[0]
    sharp = run(loop(draws=2, new_errors=0.02, right_kept=0.9, wrong_kept=0.3, rounds=20)).error_mass[0]
    assert blind == pytest.approx(1 - 0.98**20)
    assert sharp == pytest.approx(0.01, abs=0.002)


def test_all_human_rounds_keep_the_average_coverage_of_a_round():
    outcome = run(loop(draws=4000, generated=0.0, rare_count=30.0, rounds=8), types=16)
    assert np.median(outcome.tail_coverage) > 0.97
    assert (outcome.tail_coverage < 0.75).mean() < 0.001


def test_a_clean_base_and_a_fixed_human_set_each_hold_rare_cases():
    closed = run(loop(tail=0.7, draws=2000), types=16).tail_coverage.mean()
    restarted = run(loop(tail=0.7, draws=2000, from_base=0.6), types=16).tail_coverage.mean()
    anchored = run(loop(tail=0.7, draws=2000, generated=0.5, anchors=0.5), types=16).tail_coverage.mean()
    assert closed < 0.3 < 0.6 < restarted
    assert closed < anchored < 1


def test_losses_compound_faster_with_a_higher_exponent():
    mild = run(loop(tail=0.8, generated=0.6, compounding=1.0, draws=4000, rounds=8), types=16)
    harsh = run(loop(tail=0.8, generated=0.6, compounding=2.0, draws=4000, rounds=8), types=16)
    assert harsh.tail_coverage.mean() < mild.tail_coverage.mean() - 0.02


def test_the_make_up_of_a_round_adds_up():
    rng = np.random.default_rng(8)
    web, generated, anchors = rng.dirichlet([1, 1, 1, 1], 500).T[:3]
    training = loop(
        draws=500, web=0.0, generated=0.0, recall=0.3, false_alarms=0.1, renewed=0.4, web_drift=0.5, own=0.6
    )
    training = TrainingLoop(
        **{name: getattr(training, name) for name in TrainingLoop.__dataclass_fields__}
        | {"web": web, "generated": generated, "anchors": anchors}
    )
    mix = mix_of_round(training, 4, 3.0)
    total = mix.human + mix.outside + mix.own + mix.web + mix.fixed
    assert total == pytest.approx(np.ones(500))
    assert min(part.min() for part in (mix.human, mix.outside, mix.own, mix.web, mix.fixed)) >= 0


def test_a_filter_leaves_the_share_of_machine_text_that_its_two_rates_imply():
    mix = mix_of_round(loop(draws=1, generated=0.0, web=1.0, web_ai=0.4, recall=0.5, false_alarms=0.1), 1, 3.0)
    assert mix.web[0] == pytest.approx(0.4 * 0.5 / (0.4 * 0.5 + 0.6 * 0.9))


def test_nothing_is_ever_not_a_number_even_when_no_real_example_was_drawn():
    outcome = run(loop(rare_count=0.5, rounds=40), types=1)
    for values in (outcome.tail_coverage, outcome.variance_retained, outcome.error_mass, outcome.history):
        assert np.isfinite(values).all()
        assert values.min() >= 0
        assert values.max() <= 1


def test_the_same_stream_gives_the_same_outcome():
    first, second = run(loop(draws=3000), types=4, spread=0.7), run(loop(draws=3000), types=4, spread=0.7)
    assert np.array_equal(first.history, second.history)
