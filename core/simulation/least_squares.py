"""Batches of a linear regression as a fit sees them, and what least squares do on average.

Features are standard normal. A batch enters a fit only through its Gram matrix X'X and its products X'y, so those are
drawn (a Wishart matrix by Bartlett's decomposition) and not the points; only a fixed budget keeps the points.

Sources: Bartlett's decomposition; moments of Wishart and matrix beta distributions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from core.simulation.regimes import Plan
from core.simulation.result import Floats
from core.simulation.rounds import Material, train_rounds

CELLS_AT_ONCE = 400_000
MOST_CELLS = 20_000_000


class Batch(NamedTuple):
    """Features as a fit sees them: a root R of the Gram matrix X'X = R R', shape (trajectories, features, points)."""

    root: Floats

    @property
    def gram(self) -> Floats:
        """X'X, shape (trajectories, features, features)."""
        return self.root @ np.swapaxes(self.root, 1, 2)

    def noise(self, rng: np.random.Generator) -> Floats:
        """X' times standard normal noise, shape (trajectories, features, 1)."""
        trajectories, _, points = self.root.shape
        return np.asarray(self.root @ rng.standard_normal((trajectories, points, 1)))


class Labelled(NamedTuple):
    """A labelled batch: X'X, shape (trajectories, features, features), and X'y, shape (trajectories, features, 1)."""

    gram: Floats
    products: Floats


class Points(NamedTuple):
    """Single labelled points: features (trajectories, points, features) and labels (trajectories, points, 1)."""

    features: Floats
    labels: Floats


def draw_batch(points: int, features: int, trajectories: int, rng: np.random.Generator) -> Batch:
    """Standard normal points: the points themselves if few, else a triangular root of a Wishart matrix."""
    if points <= features:
        return Batch(rng.standard_normal((trajectories, features, points)))
    root = np.tril(rng.standard_normal((trajectories, features, features)), -1)
    diagonal = np.arange(features)
    root[:, diagonal, diagonal] = np.sqrt(rng.chisquare(points - diagonal, (trajectories, features)))
    return Batch(root)


def block_of_matrices(plan: Plan, features: int) -> int:
    """Trajectories to draw together: each holds square matrices, or its points under a fixed budget.

    Raises ValueError where the points of a single one would be more than 20 million numbers.
    """
    cells = features**2 if plan.regime != "fixed-budget" else plan.samples * plan.rounds * (features + 1)
    if cells > MOST_CELLS:
        raise ValueError(
            f"samples x rounds x (features + 1) must be at most {MOST_CELLS:,} with regime fixed-budget, got {cells:,}"
        )
    return max(1, min(256, CELLS_AT_ONCE // cells))


def fit_rounds(
    plan: Plan,
    real: Floats,
    taught: Floats,
    noise: float,
    learn: Callable[[int, Floats], Floats],
    rng: np.random.Generator,
    *,
    same_points: bool = False,
) -> None:
    """Least squares in every round of a plan, on labels with normal noise.

    real, taught: coefficients that label real points and those of an outside teacher, (trajectories, features, 1).
    learn: given a round's index and its fitted coefficients, returns those that label the loop's own points.
    same_points: whether every batch has the same points with new labels; then all of a batch must be the loop's own.
    """
    trajectories, features, _ = real.shape
    batch = draw_batch(plan.samples, features, trajectories, rng) if same_points else None

    def summed(coefficients: Floats) -> Callable[[int], Labelled]:
        def draw(points: int) -> Labelled:
            drawn = batch or draw_batch(points, features, trajectories, rng)
            gram = drawn.gram
            return Labelled(gram, gram @ coefficients + noise * drawn.noise(rng))

        return draw

    def single(coefficients: Floats) -> Callable[[int], Points]:
        def draw(points: int) -> Points:
            places = rng.standard_normal((trajectories, points, features))
            return Points(places, places @ coefficients + noise * rng.standard_normal((trajectories, points, 1)))

        return draw

    def take(pool: Points, points: int) -> Points:
        held = np.arange(pool.labels.shape[1])
        rows = np.stack([rng.choice(held, points, replace=False, shuffle=False) for _ in range(trajectories)])
        return Points(*(np.take_along_axis(part, rows[:, :, None], axis=1) for part in pool))

    def fit_points(round_index: int, points: Points) -> Callable[[int], Points]:
        across = np.swapaxes(points.features, 1, 2)
        return single(learn(round_index, _solved(across @ points.features, across @ points.labels)))

    if plan.regime == "fixed-budget":
        singly = Material(single(real), _joined_points, single(taught), take)
        train_rounds(plan, singly, fit_points)
    else:
        grouped = Material(summed(real), _added, summed(taught))
        train_rounds(plan, grouped, lambda index, data: summed(learn(index, _solved(*data))))


def _solved(gram: Floats, products: Floats) -> Floats:
    return np.asarray(np.linalg.solve(gram, products), dtype=np.float64)


def _added(groups: list[Labelled]) -> Labelled:
    return Labelled(*(np.sum(parts, axis=0) for parts in zip(*groups, strict=True)))


def _joined_points(groups: list[Points]) -> Points:
    return Points(*(np.concatenate(parts, axis=1) for parts in zip(*groups, strict=True)))


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
