"""Recursive training of a variational auto-encoder on drawn digits.

A variational auto-encoder learns to squeeze a picture into a few numbers (encoder) and to draw it again from them
(decoder). Every round trains a new one; the next round trains on pictures that the last decoder drew from random
numbers. The encoder of round 1, which saw real digits only, looks at what every round draws: the narrower the spread
of its numbers, the less differs from drawing to drawing.

Each round takes the same number of steps, however much data has been accumulated.

Sources: Shumailov et al., Nature 631:755 (2024), whose run on MNIST kept .645 of the spread after five rounds; here
the digits are drawn by the program, so only the order of the regimes is comparable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.neural.extra import require_extra
from core.simulation.neural.digits import Images, draw_digits
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.system import ANCHORS, Option, Progress, System

MOST_SAMPLES = 60_000


@dataclass(frozen=True, slots=True)
class VaeScenario:
    """What is run.

    epochs: passes over as many pictures as ``plan.samples`` in each round.
    beta: weight of keeping the code close to a standard normal against drawing the picture exactly.
    real: makes so many real pictures of 64 pixels, 0 to 1.

    Raises ValueError for fewer than 2 samples, which have no spread, and for more than fit into memory.
    """

    plan: Plan
    epochs: int = 150
    beta: float = 0.2
    real: Callable[[int, np.random.Generator], Images] = draw_digits

    def __post_init__(self) -> None:
        if not 2 <= self.plan.samples <= MOST_SAMPLES:
            raise ValueError(f"samples must lie between 2 and {MOST_SAMPLES:,} for vae, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together: one, since each is a long run."""
        return 1

    @property
    def steps(self) -> int:
        """Passes over the pictures in one run."""
        return self.plan.rounds * self.epochs

    def sample(
        self, trajectories: int, rng: np.random.Generator, progress: Progress | None = None
    ) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories), one after the other.

        progress: called after every pass of a run with steps done and wanted of that run; what it raises ends it.
        """
        from core.simulation.neural.vae_rounds import train_models

        runs = [train_models(self, rng, progress) for _ in range(trajectories)]
        return {name: np.column_stack([run[name] for run in runs]) for name in QUANTITIES}

    def theory(self) -> dict[str, Floats]:
        """Nothing: no closed form is known."""
        return {}


def _build(plan: Plan, options: Mapping[str, Value]) -> VaeScenario:
    require_extra("vae", "torch")
    return VaeScenario(plan, int(options["epochs"]), float(options["beta"]))


QUANTITIES = {
    "latent_sd": "spread of the numbers that the encoder of round 1 gives to what the round draws",
    "latent_ratio": "that spread over its value in round 1",
    "pixel_variance": "variance of the drawn pixels over that of real digits, summed over the picture",
    "reconstruction_error": "mean squared error of the round's model on real digits it never saw, a pixel",
}

SYSTEM = System(
    name="vae",
    title="A small image model trained on digits that its predecessor drew (needs torch)",
    quantities=QUANTITIES,
    options=(
        Option("epochs", "integer", 150, "passes over the training pictures in each round", 1, 10_000),
        Option("beta", "number", 0.2, "weight of a tidy code against an exact picture", 0, 100),
        ANCHORS,
    ),
    source="Shumailov et al., Nature 631:755 (2024); digits drawn by the program",
    build=_build,
    samples=1800,
    rounds=5,
    trajectories=2,
    refuses={
        "teacher": "no published figure has one; fresh_human stands for pictures from outside the loop",
        "base": "every round trains a new model, as published; use anchors or fresh_human",
        "carry_over": "every round trains a new model, as published; use regime accumulate to keep earlier pictures",
    },
)
