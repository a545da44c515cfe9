"""Recursive training of a linear regression: each round's labels are written by the last round's fit.

Every round fits by least squares; the next round's points get their labels from that fit, plus noise. Features are
standard normal and the real coefficients are zero, so that the squared length of the fitted coefficients is the excess
prediction error. An outside teacher labels with coefficients of its own; a clean base and carry-over blend
coefficients.

Sources: Dohmatob, Feng and Kempe (2024) for replacement; Gerstgrasser et al. (2024) for accumulation; Kazdan et al.
(2024) for the fixed budget, whose published statement is the order accumulate < fixed budget < replace.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.simulation.least_squares import block_of_matrices, fit_rounds, least_squares_error, mixing_factor
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.rounds import blend
from core.simulation.spread import CONSTANT, Generator, expected_spread
from core.simulation.system import PLANNED, Option, System


@dataclass(frozen=True, slots=True)
class RegressionScenario:
    """What is run.

    features: number of coefficients. noise: standard deviation of the label noise.
    same_points: whether every batch has the same points with new labels, rather than new points.
    teacher_difference: expected squared length of the difference of an outside teacher's from the real coefficients.

    Raises ValueError unless there are at least two more samples than features, where the expected error is finite, and
    for the same points together with data from elsewhere or a fixed budget.
    """

    plan: Plan
    features: int = 10
    noise: float = 1.0
    same_points: bool = False
    teacher_difference: float = 0.1

    def __post_init__(self) -> None:
        if self.plan.samples < self.features + 2:
            raise ValueError(
                f"samples must be at least features + 2, here {self.features + 2}, got {self.plan.samples}"
            )
        if self.same_points and (self.plan.own_points < self.plan.samples or self.plan.regime == "fixed-budget"):
            raise ValueError(
                "same_points labels one whole batch again and again; fresh_human, anchors and teacher must be 0, "
                "and the regime replace or accumulate"
            )

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return block_of_matrices(self.plan, self.features)

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of the one quantity, shape (rounds, trajectories)."""
        shape = (trajectories, self.features, 1)
        real, taught = np.zeros(shape), np.zeros(shape)
        if self.plan.teacher_points:
            taught = rng.standard_normal(shape) * np.sqrt(self.teacher_difference / self.features)
        last, error = real, np.empty((self.plan.rounds, trajectories))

        def learn(round_index: int, fit: Floats) -> Floats:
            nonlocal last
            last = blend(self.plan, fit, last, real)
            error[round_index] = np.sum(last**2, axis=(1, 2))
            return last

        fit_rounds(self.plan, real, taught, self.noise, learn, rng, same_points=self.same_points)
        return {"test_error": error}

    def theory(self) -> dict[str, Floats]:
        """The expected error: exact under ``replace`` with fresh human data or none, and in a closed loop that
        accumulates; else of first order in features / samples, as for a mean of points with known variance.
        """
        plan, rounds = self.plan, np.arange(1, self.plan.rounds + 1)
        one_fit = self.noise**2 * least_squares_error(self.features, plan.samples)
        if plan.regime == "replace" and not (plan.anchor_points or plan.teacher_points or plan.blended):
            kept = mixing_factor(self.features, plan.own_points, plan.fresh_points)
            return {"test_error": one_fit * np.cumsum(np.power(kept, rounds - 1.0))}
        if plan.regime == "accumulate" and plan.closed_loop:
            if self.same_points:
                return {"test_error": one_fit * np.cumsum(1 / rounds**2)}
            pools = least_squares_error(self.features, plan.samples * rounds)
            return {"test_error": self.noise**2 * np.cumsum(pools / rounds)}
        noise = plan.samples * expected_spread(plan, tie=CONSTANT).mean_error
        lesson = expected_spread(plan, generator=Generator(teacher_shift=1.0), tie=CONSTANT).mean
        return {"test_error": one_fit * noise + self.teacher_difference * lesson**2}


def _build(plan: Plan, options: Mapping[str, Value]) -> RegressionScenario:
    return RegressionScenario(
        plan,
        int(options["features"]),
        float(options["noise"]),
        bool(options["same_points"]),
        float(options["teacher_difference"]),
    )


SYSTEM = System(
    name="regression",
    title="A linear regression fitted to labels that the last fit wrote",
    quantities={"test_error": "excess squared prediction error of the fit, in units of the features' variance"},
    options=(
        Option("features", "integer", 10, "number of coefficients", 1, 500),
        Option("noise", "number", 1.0, "standard deviation of the label noise", 0, 1000),
        Option("same_points", "switch", False, "whether every batch has the same points with new labels"),
        *PLANNED,
        Option(
            "teacher_difference",
            "number",
            0.1,
            "squared difference of the outside model's from the real coefficients",
            0,
            1000,
        ),
    ),
    source="Dohmatob, Feng and Kempe (2024); Gerstgrasser et al. (2024); Kazdan et al. (2024)",
    build=_build,
    samples=100,
    rounds=10,
    trajectories=1024,
)
