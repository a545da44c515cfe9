"""A regression on real and synthetic data together: why more data do not wash out a wrong teacher.

Synthetic points are labelled with coefficients that differ from the real ones by a fixed random amount. Batch after
batch is added; the noise in the labels averages out, the difference does not. The expected error sinks to
c2 p2^2, where p2 is the synthetic share and c2 the squared difference: a floor, not a breakdown; one synthetic point in
a thousand is a floor of a millionth of c2.

Round 1 fits real data; later batches are real by the fresh human share and synthetic otherwise. ``accumulate`` adds
batches up, ``replace`` fits each batch alone.

Source: Dohmatob, Feng, Subramonian and Kempe, "Strong model collapse", ICLR 2025, for isotropic features; the exact
expectation for finite samples is that of ``regression.mixing_factor``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.simulation.regimes import Plan
from core.simulation.regression import block_of_matrices, draw_batch, least_squares_error, mixing_factor
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
        return block_of_matrices(self.features)

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of the one quantity, shape (rounds, trajectories)."""
        plan, shape = self.plan, (trajectories, self.features, 1)
        wrong = rng.standard_normal(shape) * np.sqrt(self.difference / self.features)
        gram, products = np.zeros((trajectories, self.features, self.features)), np.zeros(shape)
        error = np.empty((plan.rounds, trajectories))
        for round_index in range(plan.rounds):
            synthetic, real = self._points(round_index)
            batches = [draw_batch(points, self.features, trajectories, rng) for points in (synthetic, real)]
            if plan.regime == "replace":
                gram, products = np.zeros_like(gram), np.zeros_like(products)
            gram = gram + batches[0].gram + batches[1].gram
            products = products + batches[0].gram @ wrong
            products += self.noise * (batches[0].noise(rng) + batches[1].noise(rng))
            error[round_index] = np.sum(np.linalg.solve(gram, products) ** 2, axis=(1, 2))
        return {"test_error": error}

    def theory(self) -> dict[str, Floats]:
        """The exact expected error in every round."""
        counts = np.array([self._points(round_index) for round_index in range(self.plan.rounds)])
        if self.plan.regime == "accumulate":
            counts = np.cumsum(counts, axis=0)
        bias = [mixing_factor(self.features, int(synthetic), int(real)) for synthetic, real in counts]
        noise = least_squares_error(self.features, counts.sum(axis=1))
        return {"test_error": self.noise**2 * noise + self.difference * np.array(bias)}

    def _points(self, round_index: int) -> tuple[int, int]:
        """Synthetic and real points in the batch of a round."""
        return (self.plan.own_points, self.plan.fresh_points) if round_index else (0, self.plan.samples)


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
    regimes=("accumulate", "replace"),
)
