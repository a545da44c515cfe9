"""Recursive training of a small Boltzmann machine with its exact likelihood.

Six visible and three hidden units that are on or off. There are only 64 visible states, so their probabilities and the
gradient of the likelihood are exact sums and no chain has to be run. Every round fits all weights by a fixed number of
gradient steps from the last fit, or from the true machine for a restart from a clean base, and the next round's data
are states drawn from the fit.

The entropy of the model falls as it repeats itself; real data hold it, and so does a penalty on the weights, which
pulls towards all states alike rather than towards the truth. Only these orders are known, no closed form.

Source: Jangjoo, di Sarra, Marsili and Roudi, PRL 136, 197301 (2026), for maximum likelihood, one real point and
penalties; the machine here is our own small one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple, cast

import numpy as np

from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.rounds import Material, train_rounds
from core.simulation.system import ANCHORS, START, Option, Start, System
from core.simulation.tallies import Integers, take_counts

VISIBLE, HIDDEN = 6, 3
STATES = np.array(list(product([0.0, 1.0], repeat=VISIBLE)))
STEPS = 400
STEP = 0.4
MOMENTUM = 0.8
LARGEST_WEIGHT = 12.0
TRUTH = 4  # seed of the one true machine; its entropy is 4.69 bits


class Machine(NamedTuple):
    """Weights (trajectories, visible, hidden), visible biases and hidden biases (trajectories, units)."""

    weights: Floats
    visible: Floats
    hidden: Floats


@dataclass(frozen=True, slots=True)
class BoltzmannScenario:
    """What is run.

    penalty: strength of the squared penalty on weights and biases, 0 for likelihood alone.
    start: each fit starts from the last one, or from the true machine.
    """

    plan: Plan
    penalty: float = 0.0
    start: Start = "last"

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return 16

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        plan, clean = self.plan, true_machine(trajectories)
        fit, truth = clean, probabilities(clean)
        entropy, distance = np.empty((plan.rounds, trajectories)), np.empty((plan.rounds, trajectories))

        def learn(round_index: int, counts: Integers) -> Callable[[int], Integers]:
            nonlocal fit
            shares = counts / counts.sum(axis=1, keepdims=True)
            fit = fit_machine(clean if self.start == "base" else fit, shares, self.penalty)
            model = probabilities(fit)
            entropy[round_index] = -np.sum(model * np.log2(np.maximum(model, np.finfo(np.float64).tiny)), axis=1)
            distance[round_index] = 0.5 * np.abs(model - truth).sum(axis=1)
            return lambda points: rng.multinomial(points, model)

        material: Material[Integers] = Material(
            lambda points: rng.multinomial(points, truth),
            lambda groups: np.sum(groups, axis=0),
            None,
            lambda pool, points: take_counts(pool, points, rng),
        )
        train_rounds(plan, material, learn)
        return {"entropy": entropy, "distance": distance}

    def theory(self) -> dict[str, Floats]:
        """No closed form is known."""
        return {}


def true_machine(trajectories: int) -> Machine:
    """The machine that makes the real data, once a trajectory."""
    rng = np.random.default_rng(TRUTH)
    weights = rng.normal(0, 1.5, (VISIBLE, HIDDEN))
    visible = rng.normal(0, 0.5, VISIBLE) - weights.sum(axis=1) / 2
    one = (weights, visible, np.zeros(HIDDEN))
    return Machine(*(np.repeat(part[None], trajectories, axis=0) for part in one))


def probabilities(machine: Machine) -> Floats:
    """Probability of each of the 64 visible states, shape (trajectories, 64)."""
    inputs = STATES @ machine.weights + machine.hidden[:, None]
    energy = machine.visible @ STATES.T + np.logaddexp(0, inputs).sum(axis=2)
    weight = np.exp(energy - energy.max(axis=1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def fit_machine(start: Machine, data: Floats, penalty: float) -> Machine:
    """Gradient ascent on the exact penalised likelihood of state frequencies, shape (trajectories, 64)."""
    machine, speed = start, Machine(*(np.zeros_like(part) for part in start))
    for _ in range(STEPS):
        inputs = STATES @ machine.weights + machine.hidden[:, None]
        active = 1 / (1 + np.exp(-inputs))
        energy = machine.visible @ STATES.T + (inputs - np.log(active)).sum(axis=2)
        model = np.exp(energy - energy.max(axis=1, keepdims=True))
        model /= model.sum(axis=1, keepdims=True)
        missing = data - model
        pulled = missing[:, :, None] * active
        slope = Machine(STATES.T @ pulled, missing @ STATES, pulled.sum(axis=1))
        speed = Machine(*(MOMENTUM * v + g - penalty * part for v, g, part in zip(speed, slope, machine, strict=True)))
        machine = Machine(
            *(np.clip(part + STEP * v, -LARGEST_WEIGHT, LARGEST_WEIGHT) for part, v in zip(machine, speed, strict=True))
        )
    return machine


def _build(plan: Plan, options: Mapping[str, Value]) -> BoltzmannScenario:
    return BoltzmannScenario(plan, float(options["penalty"]), cast(Start, options["start"]))


SYSTEM = System(
    name="boltzmann",
    title="A small network of on-off units fitted to its own states",
    quantities={
        "entropy": "entropy of the model's states, in bits; at most 6",
        "distance": "total variation distance of the model from the truth, 0 to 1",
    },
    options=(
        Option("penalty", "number", 0.0, "strength of the penalty on large weights", 0, 10),
        START,
        ANCHORS,
    ),
    source="Jangjoo, di Sarra, Marsili and Roudi, PRL 136, 197301 (2026)",
    build=_build,
    samples=60,
    rounds=40,
    trajectories=32,
    refuses={
        "teacher": "no published figure has one, and one that knows the truth is fresh_human",
        "base": "weights of different machines cannot be averaged; start base restarts every fit from the truth",
        "carry_over": "weights of different machines cannot be averaged; start last goes on from the last fit",
    },
)
