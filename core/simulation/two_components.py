"""Two bell curves fitted again and again to their own points in the plane, where the real data are one bell curve.

The published demonstration: nothing is wrong with the fit, and yet both components shrink to almost nothing, since
every round loses a little spread and none comes back. Points are drawn and fitted by expectation-maximisation with full
covariances, started from the last fit; components of a mixture have no small sufficient statistic, so a block of runs
holds its points. There is no closed form; the shrinking is that of a Gaussian fitted to each component's share of the
points, whose log-variance falls by about 2/points a round.

Source: Shumailov et al., Nature 631:755 (2024) and its public code: 1,000 points, 2,050 rounds, components' standard
deviations from about .9 to about .01.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np

from core.simulation.points import Draw, block_of_points, point_material
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.rounds import train_rounds
from core.simulation.system import ANCHORS, START, Option, Start, System

FIRST_STEPS = 6
"""Times as many steps where the fit starts from nothing."""
FEWEST_POINTS = 6.0
"""Points in a plane that a component needs for a covariance; one with less stays as it was."""
RIDGE = 1e-12
"""Added to a covariance's diagonal, relative to its trace, so that it can always be inverted."""


class Components(NamedTuple):
    """Two components of each run: weights (runs, 2), means (runs, 2, 2), covariances (runs, 2, 2, 2)."""

    weights: Floats
    means: Floats
    covariances: Floats


@dataclass(frozen=True, slots=True)
class TwoComponentsScenario:
    """What is run.

    em_steps: of expectation-maximisation in a round, six times as many from a first guess.
    start: each fit starts from the last one, or from the first guess.

    Raises ValueError for fewer than 20 samples.
    """

    plan: Plan
    em_steps: int = 5
    start: Start = "last"

    def __post_init__(self) -> None:
        if self.plan.samples < 20:
            raise ValueError(f"samples must be at least 20 to fit two components, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return min(8, block_of_points(self.plan))

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        paths = {name: np.empty((self.plan.rounds, trajectories)) for name in ("component_sd", "spread", "mean_error")}
        clean = fit = _first_guess(trajectories)

        def learn(round_index: int, points: Floats) -> Draw:
            nonlocal fit
            if self.start == "base":
                fit = clean
            for _ in range(self.em_steps * (FIRST_STEPS if fit is clean else 1)):
                fit = _improve(fit, points)
            for name, values in _measure(fit).items():
                paths[name][round_index] = values
            model = fit
            return lambda count: _draw(model, count, rng)

        real = point_material(lambda count: rng.standard_normal((trajectories, count, 2)), None, rng)
        train_rounds(self.plan, real, learn)
        return paths

    def theory(self) -> dict[str, Floats]:
        """No closed form."""
        return {}


def _first_guess(trajectories: int) -> Components:
    """Two equal components beside each other."""
    means = np.tile([[-0.5, 0.0], [0.5, 0.0]], (trajectories, 1, 1))
    return Components(np.full((trajectories, 2), 0.5), means, np.tile(np.eye(2), (trajectories, 2, 1, 1)))


def _draw(fit: Components, number: int, rng: np.random.Generator) -> Floats:
    """Points from the fitted mixture, shape (runs, number, 2)."""
    runs = len(fit.weights)
    second = rng.random((runs, number)) >= fit.weights[:, :1]
    which = second.astype(np.int64)
    rows = np.arange(runs)[:, None]
    roots = np.linalg.cholesky(_regular(fit.covariances))[rows, which]
    noise = rng.standard_normal((runs, number, 2, 1))
    return fit.means[rows, which] + (roots @ noise)[..., 0]


def _improve(fit: Components, points: Floats) -> Components:
    """One step of expectation-maximisation."""
    parts = _responsibilities(fit, points)
    counts = parts.sum(axis=1)
    held = counts >= FEWEST_POINTS
    divisor = np.where(held, counts, 1.0)
    means = np.einsum("rnk,rnd->rkd", parts, points) / divisor[..., None]
    offsets = points[:, None] - means[:, :, None]
    covariances = np.einsum("rnk,rknd,rkne->rkde", parts, offsets, offsets, optimize=True) / divisor[..., None, None]
    return Components(
        counts / counts.sum(axis=1, keepdims=True),
        np.where(held[..., None], means, fit.means),
        np.where(held[..., None, None], covariances, fit.covariances),
    )


def _responsibilities(fit: Components, points: Floats) -> Floats:
    """The share of each point that belongs to each component, shape (runs, points, 2)."""
    regular = _regular(fit.covariances)
    offsets = points[:, None] - fit.means[:, :, None]
    inverse = np.linalg.inv(regular)
    distance = np.einsum("rknd,rkde,rkne->rkn", offsets, inverse, offsets, optimize=True)
    with np.errstate(divide="ignore"):
        log_weight = np.log(fit.weights) - 0.5 * np.linalg.slogdet(regular).logabsdet
    log_density = np.swapaxes(log_weight[..., None] - 0.5 * distance, 1, 2)
    density = np.exp(log_density - log_density.max(axis=2, keepdims=True))
    shares: Floats = density / density.sum(axis=2, keepdims=True)
    return shares


def _regular(covariances: Floats) -> Floats:
    trace = np.trace(covariances, axis1=-2, axis2=-1)[..., None, None]
    regular: Floats = covariances + (RIDGE * trace + np.finfo(float).tiny) * np.eye(2)
    return regular


def _measure(fit: Components) -> dict[str, Floats]:
    """Root mean variance a direction inside the components and of the whole mixture, and the mean's squared error."""
    inside = np.trace(fit.covariances, axis1=-2, axis2=-1) / 2
    mean = np.einsum("rk,rkd->rd", fit.weights, fit.means)
    between = ((fit.means - mean[:, None]) ** 2).sum(axis=2) / 2
    total = (fit.weights * (inside + between)).sum(axis=1)
    return {
        "component_sd": np.sqrt((fit.weights * inside).sum(axis=1)),
        "spread": np.sqrt(total),
        "mean_error": (mean**2).sum(axis=1) / 2,
    }


def _build(plan: Plan, options: Mapping[str, Value]) -> TwoComponentsScenario:
    return TwoComponentsScenario(plan, int(options["em_steps"]), cast(Start, options["start"]))


SYSTEM = System(
    name="two-components",
    title="Two bell curves fitted to their own points in the plane, the published demonstration",
    quantities={
        "component_sd": "standard deviation inside the components, in real standard deviations",
        "spread": "standard deviation of the whole mixture, in real standard deviations",
        "mean_error": "squared distance of the mixture's mean from the real mean, a direction, in real variances",
    },
    options=(
        Option("em_steps", "integer", 5, "steps of expectation-maximisation in a round", 1, 200),
        START,
        ANCHORS,
    ),
    source="Shumailov et al., Nature 631:755 (2024), and its public code",
    build=_build,
    samples=1000,
    rounds=200,
    trajectories=8,
    refuses={
        "teacher": "the published demonstration has none, and one that knows the real bell curve is fresh_human",
        "base": "components of a mixture cannot be blended one by one; start base restarts every fit",
        "carry_over": "components of a mixture cannot be blended one by one; start last goes on from the last fit",
    },
)
