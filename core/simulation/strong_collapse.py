"""A regression on real and synthetic data together: why more data do not wash out a wrong teacher.

Synthetic points are labelled with coefficients that differ from the real ones by a fixed random amount. Batch after
batch is added; the noise in the labels averages out, the difference does not. The expected error sinks to
c2 p2^2, where p2 is the synthetic share and c2 the squared difference: a floor, not a breakdown; one synthetic point in
a thousand is a floor of a millionth of c2.

Round 1 fits real data; later batches are real by the fresh human share and synthetic otherwise. ``accumulate`` adds
batches up, ``replace`` fits each batch alone, ``fixed-budget`` as many points as one batch out of all so far. No round
learns from the one before: there is nothing for anchors, a base or carry-over to hold back, and the synthetic labels
are an outside teacher's.

Source: Dohmatob, Feng, Subramonian and Kempe, "Strong model collapse", ICLR 2025, for isotropic features; the exact
expectation for finite samples is that of ``least_squares.mixing_factor``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import hypergeom

from core.simulation.least_squares import block_of_matrices, fit_rounds, least_squares_error, mixing_factor
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.system import Option, System


@dataclass(frozen=True, slots=True)
class StrongCollapseScenario:
    """What is run.

    features: number of coefficients. noise: standard deviation of the label noise.
    difference: expected squared length of the difference between the synthetic and the real coefficients (c2).

    Raises ValueError unless there are at least two more samples than features.
    """

    plan: Plan
    features: int = 100
    noise: float = 0.5
    difference: float = 0.25

    def __post_init__(self) -> None:
        if self.plan.samples < self.features + 2:
            raise ValueError(
                f"samples must be at least features + 2, here {self.features + 2}, got {self.plan.samples}"
            )

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return block_of_matrices(self.plan, self.features)

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of the one quantity, shape (rounds, trajectories)."""
        real = np.zeros((trajectories, self.features, 1))
        wrong: Floats = rng.standard_normal(real.shape) * np.sqrt(self.difference / self.features)
        error = np.empty((self.plan.rounds, trajectories))

        def learn(round_index: int, fit: Floats) -> Floats:
            error[round_index] = np.sum(fit**2, axis=(1, 2))
            return wrong

        fit_rounds(self.plan, real, wrong, self.noise, learn, rng)
        return {"test_error": error}

    def theory(self) -> dict[str, Floats]:
        """The exact expected error in every round."""
        plan, rounds = self.plan, np.arange(self.plan.rounds)
        synthetic, real = plan.own_points * rounds, plan.samples + plan.fresh_points * rounds
        if plan.regime == "accumulate":
            bias = [self._bias(int(own), int(other)) for own, other in zip(synthetic, real, strict=True)]
            points = synthetic + real
        else:
            points = np.full(plan.rounds, plan.samples)
            later = self._bias(plan.own_points, plan.fresh_points)
            bias = [0.0, *[later] * (plan.rounds - 1)]
            if plan.regime == "fixed-budget":
                bias = [self._budgeted(int(own), int(other)) for own, other in zip(synthetic, real, strict=True)]
        noise = least_squares_error(self.features, points)
        return {"test_error": self.noise**2 * noise + self.difference * np.array(bias)}

    def _bias(self, synthetic: int, real: int) -> float:
        return mixing_factor(self.features, synthetic, real)

    def _budgeted(self, synthetic: int, real: int) -> float:
        """The mean of ``_bias`` over how many of the chosen points are synthetic, a hypergeometric number."""
        chosen = range(self.plan.samples + 1)
        chance = hypergeom(synthetic + real, synthetic, self.plan.samples).pmf(chosen)
        return float(chance @ [self._bias(own, self.plan.samples - own) for own in chosen])


def large_sample_error(points: int, features: int, synthetic: float, noise: float, difference: float) -> float:
    """The published limit: s^2 phi/(1-phi) + c2 [p2^2 + p1 p2 phi/(1-phi)] with phi = features / points."""
    odds = features / (points - features)
    return noise**2 * odds + difference * (synthetic**2 + synthetic * (1 - synthetic) * odds)


def _build(plan: Plan, options: Mapping[str, Value]) -> StrongCollapseScenario:
    return StrongCollapseScenario(plan, int(options["features"]), float(options["noise"]), float(options["difference"]))


SYSTEM = System(
    name="strong-collapse",
    title="A linear regression on real data and on labels of a slightly wrong teacher",
    quantities={"test_error": "excess squared prediction error of the fit, in units of the features' variance"},
    options=(
        Option("features", "integer", 20, "number of coefficients", 1, 500),
        Option("noise", "number", 0.5, "standard deviation of the label noise", 0, 1000),
        Option("difference", "number", 0.25, "squared difference of the teacher's from the real coefficients", 0, 1000),
    ),
    source="Dohmatob, Feng, Subramonian and Kempe, ICLR 2025",
    build=_build,
    samples=100,
    rounds=20,
    trajectories=512,
    regimes=("accumulate", "replace", "fixed-budget"),
    refuses={
        "anchors": "no round learns from the one before, so the same real points act as fresh ones; use fresh_human",
        "teacher": "the synthetic labels are an outside teacher's already; difference says how wrong they are",
        "base": "no round learns from the one before, so there is no loop to hold back",
        "carry_over": "no round learns from the one before, so there is no loop to hold back",
    },
)
