"""Recursive training of a mixture of two bell curves: a large mode and a small one.

Every round fits both components to the training points by expectation-maximisation, started from the last fit or, for a
restart from a clean base, from the real one. Points
are drawn as counts in 64 bins for each generating component, which carry the exact first and second moments of their
points; so a round costs the same for a hundred points as for a million. What the binning leaves out is the scatter
inside a bin, a quarter of a percent of a component's variance.

The large mode is a standard normal; the small one has the same width and stands ``separation`` away. Loss of the small
mode is read from the probability mass on its side of the midpoint. The weight of the component that once stood there
is no guide: fitting reuses a component that has lost its mode for another part of the data.

Sources: Shumailov et al., Nature 631:755 (2024), for the setting; loss of the mode follows the Wright-Fisher chain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, ndtr, xlog1py, xlogy

from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.rounds import Material, train_rounds
from core.simulation.spread import Generator, expected_spread
from core.simulation.survival import survival_worth
from core.simulation.system import ANCHORS, START, TEACHER, Option, Start, System
from core.simulation.tallies import take_counts

BINS = 64
BINS_AT_ONCE = 2**18
REACH = 4.5  # the bins end this many standard deviations from a component's mean, the outermost are open
STEPS = 40
SMALLEST_VARIANCE = 1e-6
FEWEST_POINTS = 1e-6  # a component with less stays where it was
LARGEST_LOG_ODDS = 600.0
LARGEST_CHAIN = 1000
CLEAR_SEPARATION = 6.0


class Mixture(NamedTuple):
    """Weights, means and variances of the two components, each of shape (2, trajectories)."""

    weights: Floats
    means: Floats
    variances: Floats


class Bins(NamedTuple):
    """Points in bins: how many, their mean and their mean square, each of shape (trajectories, bins)."""

    number: Floats
    value: Floats
    square: Floats


@dataclass(frozen=True, slots=True)
class MixtureScenario:
    """What is run.

    minor_share: share of real data in the small mode. separation: between the modes, in standard deviations.
    start: each fit starts from the last one, or from the clean model of before round 1.
    teacher_minor_share: share of the small mode in what an outside teacher writes.

    Raises ValueError for fewer than 2 samples.
    """

    plan: Plan
    minor_share: float = 0.02
    separation: float = 8.0
    start: Start = "last"
    teacher_minor_share: float = 0.0

    def __post_init__(self) -> None:
        if self.plan.samples < 2:
            raise ValueError(f"samples must be at least 2 to fit two modes, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together; few where a long pool of bins is held."""
        batches = 1 if self.plan.regime == "replace" else self.plan.rounds
        return max(1, min(64, BINS_AT_ONCE // (2 * BINS * batches)))

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        plan, real = self.plan, self.real(trajectories)
        names = ("minor_mass", "minor_lost", "variance")
        paths = {name: np.empty((plan.rounds, trajectories)) for name in names}
        fit = real

        def learn(round_index: int, points: Bins) -> Callable[[int], Bins]:
            nonlocal fit
            fit = model = fit_mixture(real if self.start == "base" else fit, points)
            for name, values in self.measure(model).items():
                paths[name][round_index] = values
            return lambda count: draw_bins(model, count, rng)

        taught = self.real(trajectories, self.teacher_minor_share)
        material = Material(
            lambda count: draw_bins(real, count, rng),
            _join,
            lambda count: draw_bins(taught, count, rng),
            lambda pool, count: _take(pool, count, rng),
        )
        train_rounds(plan, material, learn)
        return paths

    def real(self, trajectories: int, minor_share: float | None = None) -> Mixture:
        """The real distribution, or one with another share of the small mode, once a trajectory."""
        share = self.minor_share if minor_share is None else minor_share
        columns = np.ones(trajectories)
        return Mixture(
            np.outer([1 - share, share], columns),
            np.outer([0.0, self.separation], columns),
            np.outer([1.0, 1.0], columns),
        )

    def measure(self, fit: Mixture) -> dict[str, Floats]:
        """Every quantity of a fit, shape (trajectories,)."""
        mass, real_mass = self._minor_mass(fit), self._minor_mass(self.real(1))
        return {
            "minor_mass": mass / real_mass,
            "minor_lost": (mass < 0.25 / self.plan.samples).astype(np.float64),
            "variance": _variance(fit) / _variance(self.real(1)),
        }

    def _minor_mass(self, mixture: Mixture) -> Floats:
        above = ndtr((mixture.means - self.separation / 2) / np.sqrt(mixture.variances))
        return np.asarray(np.sum(mixture.weights * above, axis=0))

    def theory(self) -> dict[str, Floats]:
        """Total variance, exact; loss of the small mode in a closed loop with modes at least 6 deviations apart, first
        order.

        With human or accumulated data the mode is lost more often than its points are, since a component that has left
        for another part of the data does not come back for a few of them; there only the order is known.
        """
        known = {"variance": expected_spread(self.plan, generator=self._generator).variance}
        if self.plan.regime == "replace" and self.plan.closed_loop and self.separation >= CLEAR_SEPARATION:
            known["minor_lost"] = expected_loss(self)
        return known

    @property
    def _generator(self) -> Generator:
        """The outside teacher's mean and variance beside the real ones."""
        real, taught = self.real(1), self.real(1, self.teacher_minor_share)
        deviation = np.sqrt(_variance(real)[0])
        shift = (self.teacher_minor_share - self.minor_share) * self.separation / deviation
        return Generator(teacher_shift=float(shift), teacher_variance=float(_variance(taught)[0] / deviation**2))


def draw_bins(mixture: Mixture, points: int, rng: np.random.Generator) -> Bins:
    """So many points from a mixture, a trajectory each, counted in bins of the component that made them."""
    share, value, square = _STANDARD
    minor = rng.binomial(points, np.clip(mixture.weights[1], 0, 1))
    number = np.concatenate([rng.multinomial(points - minor, share), rng.multinomial(minor, share)], axis=1)
    means, deviations = mixture.means, np.sqrt(mixture.variances)
    values = [mean[:, None] + deviation[:, None] * value for mean, deviation in zip(means, deviations, strict=True)]
    squares = [
        mean[:, None] ** 2 + 2 * (mean * deviation)[:, None] * value + deviation[:, None] ** 2 * square
        for mean, deviation in zip(means, deviations, strict=True)
    ]
    return Bins(number.astype(np.float64), np.concatenate(values, axis=1), np.concatenate(squares, axis=1))


def fit_mixture(start: Mixture, points: Bins) -> Mixture:
    """Expectation-maximisation from a start, ``STEPS`` steps."""
    weights, means, variances = start
    total = _moments(points.number, points)
    for _ in range(STEPS):
        minor = _minor_points(Mixture(weights, means, variances), points)
        taken = _moments(minor, points)
        number, first, second = np.stack([total - taken, taken], axis=1)
        enough = number > FEWEST_POINTS
        number = np.maximum(number, FEWEST_POINTS)
        means = np.where(enough, first / number, means)
        variances = np.maximum(np.where(enough, second / number - means**2, 0.0), SMALLEST_VARIANCE)
        weights = number / number.sum(axis=0)
    return Mixture(weights, means, variances)


def _minor_points(mixture: Mixture, points: Bins) -> Floats:
    """How much of each bin belongs to the second component."""
    precision = 1 / mixture.variances
    constants = np.log(mixture.weights) + 0.5 * np.log(precision) - 0.5 * precision * mixture.means**2
    linear = precision * mixture.means
    odds: Floats = points.square * (0.5 * (precision[1] - precision[0]))[:, None]
    odds += points.value * (linear[0] - linear[1])[:, None]
    odds += (constants[0] - constants[1])[:, None]
    np.clip(odds, -LARGEST_LOG_ODDS, LARGEST_LOG_ODDS, out=odds)
    np.exp(odds, out=odds)
    odds += 1
    np.divide(points.number, odds, out=odds)
    return odds


def _moments(number: Floats, points: Bins) -> Floats:
    """Number, sum and sum of squares of points given by bins, shape (3, trajectories)."""
    sums = [np.einsum("tb,tb->t", number, powers) for powers in (points.value, points.square)]
    return np.stack([number.sum(axis=1), *sums])


def expected_loss(scenario: MixtureScenario) -> Floats:
    """Chance that no point of the small mode is left after each round of a closed loop, shape (rounds,).

    The exact Wright-Fisher chain up to 1,000 samples, beyond that exp(-c w) as for a rare type of a categorical
    distribution. Holds for modes so far apart that no point changes sides; there, within 0.07.
    """
    plan, share = scenario.plan, scenario.minor_share
    if plan.samples > LARGEST_CHAIN:
        return np.exp(-plan.samples * share * survival_worth(plan))
    points = np.arange(plan.samples + 1)
    step = _binomial(points, plan.samples, points[:, None] / plan.samples)
    chance, lost = _binomial(points, plan.samples, np.array(share)), np.empty(plan.rounds)
    for round_index in range(plan.rounds):
        lost[round_index] = chance[0]
        chance = chance @ step
    return lost


def _binomial(hits: NDArray[np.int64], tries: int, chance: Floats) -> Floats:
    ways = gammaln(tries + 1) - gammaln(hits + 1) - gammaln(tries - hits + 1)
    return np.asarray(np.exp(ways + xlogy(hits, chance) + xlog1py(tries - hits, -chance)))


def _standard_bins() -> tuple[Floats, Floats, Floats]:
    edges = np.concatenate([[-np.inf], np.linspace(-REACH, REACH, BINS - 1), [np.inf]])
    share = np.diff(ndtr(edges))
    inner = edges[1:-1]
    density = np.concatenate([[0.0], np.exp(-0.5 * inner**2) / np.sqrt(2 * np.pi), [0.0]])
    slope = np.concatenate([[0.0], inner * density[1:-1], [0.0]])
    return np.asarray(share / share.sum()), -np.diff(density) / share, 1 - np.diff(slope) / share


_STANDARD = _standard_bins()


def _variance(mixture: Mixture) -> Floats:
    mean = np.sum(mixture.weights * mixture.means, axis=0)
    return np.asarray(np.sum(mixture.weights * (mixture.variances + (mixture.means - mean) ** 2), axis=0))


def _take(pool: Bins, points: int, rng: np.random.Generator) -> Bins:
    """So many points of each trajectory, without replacement; bins that nobody chose are dropped."""
    number = take_counts(pool.number.astype(np.int64), points, rng).astype(np.float64)
    widest = int(np.count_nonzero(number, axis=1).max())
    chosen = np.argsort(-number, axis=1, kind="stable")[:, :widest]
    return Bins(*(np.take_along_axis(part, chosen, axis=1) for part in (number, pool.value, pool.square)))


def _join(groups: list[Bins]) -> Bins:
    return Bins(*(np.concatenate(parts, axis=1) for parts in zip(*groups, strict=True)))


def _build(plan: Plan, options: Mapping[str, Value]) -> MixtureScenario:
    return MixtureScenario(
        plan,
        float(options["minor_share"]),
        float(options["separation"]),
        cast(Start, options["start"]),
        float(options["teacher_minor_share"]),
    )


SYSTEM = System(
    name="mixture",
    title="Two bell curves, a large and a small one, fitted to points from the last fit",
    quantities={
        "minor_mass": "probability near the small mode over its real value",
        "minor_lost": "1 if less than a quarter of one point is left near the small mode, else 0; its mean is a chance",
        "variance": "variance of the whole fit over the real one",
    },
    options=(
        Option("minor_share", "number", 0.02, "share of the small mode in real data", 0.0001, 0.5),
        Option("separation", "number", 8.0, "distance of the modes in their standard deviations", 0, 100),
        START,
        ANCHORS,
        TEACHER,
        Option("teacher_minor_share", "number", 0.0, "share of the small mode in what the outside model writes", 0, 1),
    ),
    source="Shumailov et al., Nature 631:755 (2024); Wright-Fisher chain for the loss of the mode",
    build=_build,
    samples=200,
    rounds=30,
    trajectories=512,
    refuses={
        "base": "components of a mixture cannot be blended one by one; start base restarts from the clean model",
        "carry_over": "components of a mixture cannot be blended one by one; start last goes on from the last fit",
    },
)
