"""Recursive training of a linear regression: each round's labels are written by the last round's fit.

Every round fits by least squares; the next round's points get their labels from that fit, plus noise. A batch enters a
fit only through its Gram matrix X'X and its products X'y, so those are drawn (a Wishart matrix by Bartlett's
decomposition) and not the points.

Features are standard normal and the real coefficients are zero, so that the squared length of the fitted coefficients
is the excess prediction error.

Sources: Dohmatob, Feng and Kempe (2024) for replacement; Gerstgrasser et al. (2024) for accumulation. With fresh points
or a fresh human share, the expectations follow from the moments of Wishart and matrix beta distributions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.system import Option, System

CELLS_AT_ONCE = 400_000


class Batch(NamedTuple):
    """Points as a fit sees them: a root R of the Gram matrix X'X = R R', shape (trajectories, features, points)."""

    root: Floats

    @property
    def gram(self) -> Floats:
        """X'X, shape (trajectories, features, features)."""
        return self.root @ np.swapaxes(self.root, 1, 2)

    def noise(self, rng: np.random.Generator) -> Floats:
        """X' times standard normal noise, shape (trajectories, features, 1)."""
        trajectories, _, points = self.root.shape
        return np.asarray(self.root @ rng.standard_normal((trajectories, points, 1)))


@dataclass(frozen=True, slots=True)
class RegressionScenario:
    """What is run.

    features: number of coefficients. noise: standard deviation of the label noise.
    same_points: whether every batch has the same points with new labels, rather than new points.

    Raises ValueError unless there are at least two more samples than features, where the expected error is finite.
    """

    plan: Plan
    features: int = 10
    noise: float = 1.0
    same_points: bool = False

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
        plan = self.plan
        fit: Floats = np.zeros((trajectories, self.features, 1))
        gram: Floats = np.zeros((trajectories, self.features, self.features))
        products: Floats = np.zeros_like(fit)
        error = np.empty((plan.rounds, trajectories))
        for round_index in range(plan.rounds):
            if round_index == 0 or not self.same_points:
                own = draw_batch(plan.own_points, self.features, trajectories, rng)
                real = draw_batch(plan.fresh_points, self.features, trajectories, rng)
                own_gram, real_gram = own.gram, real.gram
            if plan.regime == "replace":
                gram, products = np.zeros_like(gram), np.zeros_like(products)
            gram = gram + own_gram + real_gram
            products = products + own_gram @ fit + self.noise * (own.noise(rng) + real.noise(rng))
            fit = np.asarray(np.linalg.solve(gram, products), dtype=np.float64)
            error[round_index] = np.sum(fit**2, axis=(1, 2))
        return {"test_error": error}

    def theory(self) -> dict[str, Floats]:
        """The exact expected error, where a closed form is known: not for repeated points with a human share."""
        plan, rounds = self.plan, np.arange(1, self.plan.rounds + 1)
        one_fit = self.noise**2 * least_squares_error(self.features, plan.samples)
        if plan.regime == "replace" and (plan.closed_loop or not self.same_points):
            kept = mixing_factor(self.features, plan.own_points, plan.fresh_points)
            return {"test_error": one_fit * np.cumsum(np.power(kept, rounds - 1.0))}
        if not plan.closed_loop:
            return {}
        if self.same_points:
            return {"test_error": one_fit * np.cumsum(1 / rounds**2)}
        pools = least_squares_error(self.features, plan.samples * rounds)
        return {"test_error": self.noise**2 * np.cumsum(pools / rounds)}


def block_of_matrices(features: int) -> int:
    """Trajectories to draw together when each holds square matrices of so many features."""
    return max(1, min(256, CELLS_AT_ONCE // features**2))


def draw_batch(points: int, features: int, trajectories: int, rng: np.random.Generator) -> Batch:
    """Standard normal points: the points themselves if few, else a triangular root of a Wishart matrix."""
    if points <= features:
        return Batch(rng.standard_normal((trajectories, features, points)))
    root = np.tril(rng.standard_normal((trajectories, features, features)), -1)
    diagonal = np.arange(features)
    root[:, diagonal, diagonal] = np.sqrt(rng.chisquare(points - diagonal, (trajectories, features)))
    return Batch(root)


def least_squares_error(features: int, points: ArrayLike) -> Floats:
    """Expected squared length of the estimation error with unit noise and standard normal points: d/(T - d - 1)."""
    return np.asarray(features / (np.asarray(points, dtype=np.float64) - features - 1))


def mixing_factor(features: int, own: int, real: int) -> float:
    """Expected squared length of (W1 + W2)^-1 W2 u for a unit vector u: how much of an error in the labels survives.

    W1 and W2 are the Gram matrices of ``real`` rightly and ``own`` wrongly labelled standard normal points. Exact:
    (W1 + W2)^(-1/2) W2 (W1 + W2)^(-1/2) is a matrix beta variable independent of the sum, and the expectations of its
    zonal polynomials of degree two are known. For many points it tends to p^2 + p (1 - p) phi/(1 - phi), with p the
    share wrongly labelled and phi = features / points.
    """
    points, d = own + real, features
    a, c = own / 2, points / 2
    symmetric = d * (d + 2) / 3 * a * (a + 1) / (c * (c + 1))
    antisymmetric = 2 * d * (d - 1) / 3 * a * (a - 0.5) / (c * (c - 0.5))
    square, trace = symmetric - antisymmetric / 2, symmetric + antisymmetric
    return ((points - 1) * square - trace) / (points - d - 1) / d


def _build(plan: Plan, options: Mapping[str, Value]) -> RegressionScenario:
    return RegressionScenario(plan, int(options["features"]), float(options["noise"]), bool(options["same_points"]))


SYSTEM = System(
    name="regression",
    title="A linear regression fitted to labels that the last fit wrote",
    quantities={"test_error": "excess squared prediction error of the fit, in units of the features' variance"},
    options=(
        Option("features", "integer", 10, "number of coefficients", 1, 500),
        Option("noise", "number", 1.0, "standard deviation of the label noise", 0, 1000),
        Option("same_points", "switch", False, "whether every batch has the same points with new labels"),
    ),
    source="Dohmatob, Feng and Kempe (2024); Gerstgrasser et al. (2024)",
    build=_build,
    samples=100,
    rounds=10,
    trajectories=1024,
    regimes=("replace", "accumulate"),
)
