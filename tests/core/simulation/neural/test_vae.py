from __future__ import annotations

import numpy as np
import pytest

from core.simulation.blocks import sample_in_blocks
from core.simulation.neural.vae import QUANTITIES, SYSTEM, VaeScenario
from core.simulation.regimes import REGIMES, Plan

QUICK = {"epochs": 2}


def scenario(regime="replace", fresh_human=0.0, samples=60, rounds=3):
    return SYSTEM.build(Plan(regime, samples, rounds, fresh_human), SYSTEM.read_options(QUICK))


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("fresh_human", [0.0, 0.1, 1.0])
def test_every_regime_measures_every_quantity_in_every_round(regime, fresh_human):
    values = scenario(regime, fresh_human).sample(1, np.random.default_rng(1))
    assert list(values) == list(QUANTITIES)
    assert all(value.shape == (3, 1) for value in values.values())
    assert all(np.isfinite(value).all() and (value >= 0).all() for value in values.values())
    assert values["latent_ratio"][0, 0] == 1


def test_the_same_seed_gives_the_same_numbers_whatever_runs_beside_it():
    one, three = (sample_in_blocks(scenario(), 2, seed=5, threads=threads) for threads in (1, 3))
    other = sample_in_blocks(scenario(), 2, seed=6)
    for quantity in QUANTITIES:
        assert np.array_equal(one[quantity], three[quantity])
    assert not np.array_equal(one["latent_sd"], other["latent_sd"])
    assert one["latent_sd"][0, 0] != one["latent_sd"][0, 1]


def test_a_run_leaves_the_random_numbers_and_threads_of_torch_as_they_were():
    import torch

    torch.manual_seed(3)
    before = torch.get_rng_state(), torch.get_num_threads()
    scenario(rounds=1).sample(1, np.random.default_rng(1))
    assert torch.equal(before[0], torch.get_rng_state())
    assert before[1] == torch.get_num_threads()


def test_progress_counts_every_pass_and_may_stop_the_run():
    seen = []
    scenario().sample(1, np.random.default_rng(1), lambda done, wanted: seen.append((done, wanted)))
    assert seen == [(number, 6) for number in range(1, 7)]

    def stop(done: int, wanted: int) -> None:
        if done == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        scenario().sample(1, np.random.default_rng(1), stop)
    scenario(rounds=1).sample(1, np.random.default_rng(1))


def test_a_round_trains_as_long_on_accumulated_data_as_on_one_batch():
    seen = []
    scenario("accumulate").sample(1, np.random.default_rng(1), lambda done, wanted: seen.append(wanted))
    assert seen == [6] * 6


@pytest.mark.parametrize("samples", [2, 3])
@pytest.mark.parametrize("beta", [0.0, 1.0, 100.0])
def test_the_ends_of_the_ranges_give_finite_numbers(samples, beta):
    values = VaeScenario(Plan("replace", samples, 4), 50, beta).sample(1, np.random.default_rng(1))
    assert all(np.isfinite(value).all() for value in values.values())


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"epochs": 0}, "epochs must lie between 1 and 10000, got 0"),
        ({"epochs": -5}, "epochs must lie between"),
        ({"beta": -0.1}, "beta must lie between 0 and 100, got -0.1"),
        ({"hidden": 3}, "vae has no option 'hidden'"),
    ],
)
def test_wrong_options_are_refused_in_one_sentence(options, sentence):
    with pytest.raises(ValueError, match=sentence):
        SYSTEM.read_options(options)


@pytest.mark.parametrize("samples", [1, 60_001])
def test_sizes_without_a_spread_or_beyond_memory_are_refused(samples):
    with pytest.raises(ValueError, match="samples must lie between 2 and 60,000 for vae"):
        VaeScenario(Plan("replace", samples, 2))
