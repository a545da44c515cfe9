"""The three sources of error of recursive training, each switched on alone or together.

Statistical error: a round sees a finite sample. Expressivity error: the model, one bell curve, cannot hold the shape of
the data. Approximation error: the fit, even with endless data and the right shape, is biased, here towards what is
frequent. Their marks differ, so mean shift, loss of variance and loss of the tail are told apart: finite samples let
the mean drift and wear down variance and tail; a wrong shape does its harm to the tail at once and not again; a biased
fit compounds.

The real distribution has a large mode, standard normal, and a tenth of its mass around 4. All models live on a fine
grid of cells, so that each switch changes one step and nothing else.

Source: Shumailov et al., Nature 631:755 (2024), for the three errors; the example is our own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.rounds import Material, train_rounds
from core.simulation.spread import expected_spread
from core.simulation.system import ANCHORS, Option, System
from core.simulation.tallies import take_counts

WIDTH = 0.1
EDGES = np.arange(-12.0, 14.0 + WIDTH / 2, WIDTH)
CENTRES = (EDGES[1:] + EDGES[:-1]) / 2
MINOR_SHARE, MINOR_PLACE = 0.1, 4.0
TAIL = 0.01
SMALLEST_VARIANCE = (WIDTH / 10) ** 2


@dataclass(frozen=True, slots=True)
class ErrorSourcesScenario:
    """What is run.

    statistical, expressivity, approximation: whether each source of error is on.
    preference: how strongly a biased fit prefers the frequent, as a temperature; 1 is no bias.

    Raises ValueError for fewer than 2 samples.
    """

    plan: Plan
    statistical: bool = True
    expressivity: bool = True
    approximation: bool = True
    preference: float = 0.97

    def __post_init__(self) -> None:
        if self.plan.samples < 2:
            raise ValueError(f"samples must be at least 2 to have a variance, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return 64

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        plan, real = self.plan, np.tile(real_shares(), (trajectories, 1))
        paths = {name: np.empty((plan.rounds, trajectories)) for name in SYSTEM.quantities}

        def draw(model: Floats) -> Callable[[int], Floats]:
            """So many examples from a model; without statistical error exactly as many in each cell as expected."""
            if not self.statistical:
                return lambda points: points * model
            return lambda points: rng.multinomial(points, model).astype(np.float64)

        def take(pool: Floats, points: int) -> Floats:
            if not self.statistical:
                return np.asarray(pool * (points / pool.sum(axis=1, keepdims=True)))
            return take_counts(pool.astype(np.int64), points, rng).astype(np.float64)

        def learn(round_index: int, data: Floats) -> Callable[[int], Floats]:
            model = self.fit(data / data.sum(axis=1, keepdims=True))
            for name, values in measure(model).items():
                paths[name][round_index] = values
            return draw(model)

        material = Material(draw(real), lambda groups: np.asarray(np.sum(groups, axis=0)), None, take)
        train_rounds(plan, material, learn)
        return paths

    def fit(self, data: Floats) -> Floats:
        """The model of data given by the shares of the cells."""
        model = _bell_curve(data) if self.expressivity else data
        if self.approximation:
            model = (model / model.max(axis=1, keepdims=True)) ** (1 / self.preference)
        return np.asarray(model / model.sum(axis=1, keepdims=True))

    def theory(self) -> dict[str, Floats]:
        """Mean shift and variance, exact without bias; with bias alone, all from the real shares to one power."""
        if not self.approximation:
            if not self.statistical:
                return {"mean_shift": np.zeros(self.plan.rounds), "variance": np.ones(self.plan.rounds)}
            spread = expected_spread(self.plan)
            return {"mean_shift": spread.mean_error, "variance": spread.variance}
        if self.statistical or self.expressivity or self.plan.regime != "replace" or not self.plan.closed_loop:
            return {}
        powers = self.preference ** -np.arange(1.0, self.plan.rounds + 1)
        models = (real_shares() / real_shares().max()) ** powers[:, None]
        return measure(models / models.sum(axis=1, keepdims=True))


def real_shares() -> Floats:
    """Real probability of each cell."""
    major, minor = np.diff(ndtr(EDGES)), np.diff(ndtr(EDGES - MINOR_PLACE))
    shares = (1 - MINOR_SHARE) * major + MINOR_SHARE * minor
    return np.asarray(shares / shares.sum())


def measure(model: Floats) -> dict[str, Floats]:
    """Every quantity of models of shape (models, cells)."""
    real = real_shares()[None]
    (mean, variance), (real_mean, real_variance) = _moments(model), _moments(real)
    upto = np.cumsum(real[0])
    sides = (upto <= TAIL / 2, upto > 1 - TAIL / 2)
    kept = sum(np.minimum(model[:, side].sum(axis=1), real[:, side].sum()) for side in sides)
    return {
        "mean_shift": (mean - real_mean) ** 2 / real_variance,
        "variance": variance / real_variance,
        "tail": np.asarray(kept / sum(real[:, side].sum() for side in sides)),
    }


def _moments(shares: Floats) -> tuple[Floats, Floats]:
    mean = shares @ CENTRES
    return mean, np.sum(shares * (CENTRES - mean[:, None]) ** 2, axis=1)


def _bell_curve(data: Floats) -> Floats:
    mean, variance = _moments(data)
    # Sheppard's correction: spreading the curve over whole cells adds a twelfth of a squared width.
    deviation = np.sqrt(np.maximum(variance - WIDTH**2 / 12, SMALLEST_VARIANCE))
    shares = np.diff(ndtr((EDGES - mean[:, None]) / deviation[:, None]), axis=1)
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _build(plan: Plan, options: Mapping[str, Value]) -> ErrorSourcesScenario:
    return ErrorSourcesScenario(
        plan,
        bool(options["statistical"]),
        bool(options["expressivity"]),
        bool(options["approximation"]),
        float(options["preference"]),
    )


SYSTEM = System(
    name="error-sources",
    title="Finite samples, a model too simple, and a biased fit, alone or together",
    quantities={
        "mean_shift": "squared distance of the model's mean from the real mean, in real variances",
        "variance": "variance of the model over the real variance",
        "tail": "share of the outermost hundredth of real data that the model still reproduces",
    },
    options=(
        Option("statistical", "switch", True, "whether a round sees a finite sample"),
        Option("expressivity", "switch", True, "whether the model is one bell curve rather than any shape"),
        Option("approximation", "switch", True, "whether the fit prefers what is frequent"),
        Option("preference", "number", 0.97, "how strongly, as a temperature; 1 is no preference", 0.5, 1),
        ANCHORS,
    ),
    source="Shumailov et al., Nature 631:755 (2024)",
    build=_build,
    samples=1000,
    rounds=20,
    trajectories=512,
    refuses={
        "teacher": "the three errors are the loop's own; an outside model would add a fourth",
        "base": "the three errors are those of a fit; a blend would hide them",
        "carry_over": "the three errors are those of a fit; a blend would hide them",
    },
)
