"""The small Boltzmann machine: its likelihood by plain enumeration, and what keeps its entropy."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from core.simulation.boltzmann import (
    HIDDEN,
    VISIBLE,
    BoltzmannScenario,
    Machine,
    fit_machine,
    probabilities,
    true_machine,
)
from core.simulation.regimes import Plan
from core.simulation.systems import run


def joint_states(weights, visible, hidden):
    """Probability of every pair of visible and hidden states, one by one."""
    pairs = [
        (
            np.array(v),
            np.array(h),
            np.exp(np.array(v) @ weights @ np.array(h) + visible @ np.array(v) + hidden @ np.array(h)),
        )
        for v in product([0.0, 1.0], repeat=VISIBLE)
        for h in product([0.0, 1.0], repeat=HIDDEN)
    ]
    total = sum(weight for *_, weight in pairs)
    return [(v, h, weight / total) for v, h, weight in pairs]


def visible_probabilities(weights, visible, hidden):
    return np.reshape([p for *_, p in joint_states(weights, visible, hidden)], (2**VISIBLE, -1)).sum(axis=1)


def test_probabilities_are_those_of_plain_enumeration():
    machine = true_machine(1)
    assert probabilities(machine)[0] == pytest.approx(visible_probabilities(*(part[0] for part in machine)), abs=1e-12)


def test_the_first_step_follows_the_slope_of_the_likelihood():
    rng, machine = np.random.default_rng(1), true_machine(1)
    data = rng.dirichlet(np.ones(2**VISIBLE))

    def likelihood(weights):
        return data @ np.log(visible_probabilities(weights, machine.visible[0], machine.hidden[0]))

    pairs = joint_states(*(part[0] for part in machine))
    expected = sum(p * np.outer(v, h) for v, h, p in pairs)
    given = np.zeros_like(expected)
    for share, v in zip(data, product([0.0, 1.0], repeat=VISIBLE), strict=True):
        active = 1 / (1 + np.exp(-(np.array(v) @ machine.weights[0] + machine.hidden[0])))
        given += share * np.outer(v, active)
    moved = machine.weights[0].copy()
    moved[2, 1] += 1e-5
    slope = (likelihood(moved) - likelihood(machine.weights[0])) / 1e-5
    assert slope == pytest.approx((given - expected)[2, 1], abs=1e-4)


def test_a_fit_reaches_the_data_it_can_represent():
    target = probabilities(Machine(*(0.5 * part for part in true_machine(1))))
    before = probabilities(true_machine(1))
    after = probabilities(fit_machine(true_machine(1), target, penalty=0.0))
    assert np.abs(after - target).sum() < 0.05 * np.abs(before - target).sum()


@pytest.mark.slow
def test_real_data_and_a_penalty_hold_the_entropy_in_their_order():
    settings = {"samples": 60, "rounds": 40, "trajectories": 16, "seed": 2}
    results = [
        run("boltzmann", **settings),
        run("boltzmann", **settings, fresh_human=1 / 60),
        run("boltzmann", **settings, fresh_human=0.1),
        run("boltzmann", {"penalty": 0.02}, **settings),
    ]
    entropy = [result.mean["entropy"][-1] for result in results]
    assert entropy == sorted(entropy)
    assert entropy == pytest.approx([1.5, 2.75, 3.7, 5.3], abs=0.6)
    spread = [result.standard_error["entropy"][-1] for result in results]
    assert np.all(np.diff(entropy) > 3 * np.hypot(spread[1:], spread[:-1]))
    distance = [result.mean["distance"][-1] for result in results]
    assert distance[2] < min(distance[0], distance[1], distance[3])


@pytest.mark.slow
def test_the_tolerance_sees_a_run_without_its_real_point():
    settings = {"samples": 60, "rounds": 40, "trajectories": 16, "seed": 3}
    assert abs(run("boltzmann", **settings).mean["entropy"][-1] - 2.75) > 0.6


@pytest.mark.parametrize("plan", [Plan("replace", 20, 3, anchors=0.3), Plan("fixed-budget", 20, 4, fresh_human=0.1)])
def test_counted_states_and_single_states_give_the_same_machines(plan):
    """Entropies of the last round's machine: counts of the program against states drawn and chosen one by one."""
    rng, runs = np.random.default_rng(4), 96
    truth = probabilities(true_machine(1))[0]
    anchors = [rng.choice(64, plan.anchor_points, p=truth) for _ in range(runs)]
    pools = [np.append(part, rng.choice(64, plan.samples - plan.anchor_points, p=truth)) for part in anchors]
    fit = true_machine(runs)
    for _ in range(plan.rounds):
        chosen = pools
        if plan.regime == "fixed-budget":
            chosen = [rng.permutation(pool)[: plan.samples] for pool in pools]
        counts = np.stack([np.bincount(states, minlength=64) for states in chosen])
        fit = fit_machine(fit, counts / counts.sum(axis=1, keepdims=True), 0.0)
        model = probabilities(fit)
        for number in range(runs):
            own = rng.choice(64, plan.own_points, p=model[number])
            kept = anchors[number] if plan.regime == "replace" else pools[number]
            pools[number] = np.concatenate([kept, own, rng.choice(64, plan.fresh_points, p=truth)])
    entropy = -np.sum(model * np.log2(np.maximum(model, 1e-300)), axis=1)
    fast = BoltzmannScenario(plan).sample(runs, rng)["entropy"][-1]
    assert abs(entropy.mean() - fast.mean()) < 4.5 * np.sqrt((entropy.var() + fast.var()) / runs)


@pytest.mark.slow
def test_the_entropy_is_kept_in_the_order_of_the_regimes_for_every_seed():
    """Replace, then a fixed budget, then accumulating; means of 16 runs, each of two seeds."""
    for seed in (5, 6):
        entropy = [
            run("boltzmann", regime=regime, samples=60, rounds=12, trajectories=16, seed=seed).mean["entropy"][-1]
            for regime in ("replace", "fixed-budget", "accumulate")
        ]
        assert entropy == sorted(entropy)
