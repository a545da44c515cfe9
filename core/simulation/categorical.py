"""Recursive training of a distribution over kinds: words, labels, cases.

Every round counts how often each type occurs in its training points; the next round trains on points drawn with those
frequencies. A type that is missing once never returns by itself. This is the Wright-Fisher model of genetics; newly
collected human data act as immigration.

The real distribution is Zipf-like: type i has a weight of 1/(i + 2.7).

Sources: Suresh, Thangaraj and Khandavally, "Rate of model collapse in recursive training" (2024); Kazdan et al. (2024)
for accumulation. The survival of types is in ``survival``, the samplers are in ``tallies``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.rounds import Material, train_rounds
from core.simulation.sampling import Sampling
from core.simulation.spread import FREQUENCIES, expected_spread
from core.simulation.survival import expected_survivors
from core.simulation.system import PLANNED, Option, System
from core.simulation.tallies import (
    Frequencies,
    Source,
    Tally,
    add,
    blend_frequencies,
    dense_frequencies,
    frequencies,
    resample,
    resample_types,
    take_without_replacement,
)

ZIPF_SHIFT = 2.7
MOST_POOLED = 10**9
POINTS_AT_ONCE = 2**19
CELLS_AT_ONCE = 2**20
RARE = 0.1
FAITHFUL = Sampling()


def zipf_shares(types: int) -> Floats:
    """Real shares of ``types`` types, falling as 1/(i + 2.7), summing to 1."""
    weights = 1 / (np.arange(1, types + 1) + ZIPF_SHIFT)
    return np.asarray(weights / weights.sum())


@dataclass(frozen=True, slots=True, eq=False)
class CategoricalScenario:
    """What is run.

    real: the real distribution.
    sampling: how a model makes points.
    teacher: what an outside model makes points from, for the teacher's share of the plan.

    Raises ValueError for fewer than 2 types and a pool of more than a billion points under a fixed budget.
    """

    plan: Plan
    real: Source
    sampling: Sampling = FAITHFUL
    teacher: Source | None = None

    def __post_init__(self) -> None:
        if len(self.real.shares) < 2:
            raise ValueError(f"types must be at least 2, got {len(self.real.shares)}")
        if self.plan.regime == "fixed-budget" and self.plan.samples * self.plan.rounds > MOST_POOLED:
            raise ValueError(f"samples times rounds must be at most {MOST_POOLED:,} with regime fixed-budget")

    @property
    def block(self) -> int:
        """Trajectories drawn together, so that their counts stay in the processor's cache."""
        types = len(self.real.shares)
        return max(1, min(256, POINTS_AT_ONCE // min(self.plan.samples, 4 * types), CELLS_AT_ONCE // types))

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        plan, rare = self.plan, rare_shares(self.real.shares)
        paths = {name: np.empty((plan.rounds, trajectories)) for name in SYSTEM.quantities}
        clean = dense_frequencies(np.tile(self.real.shares, (trajectories, 1))) if plan.blended else None
        last = clean

        def draw(source: Source, points: int) -> Tally:
            return source.draw(points, trajectories, rng)

        def learn(round_index: int, data: Tally) -> Callable[[int], Tally]:
            nonlocal last
            pooled = round_index + 1 if plan.regime == "accumulate" else 1
            fit = model = frequencies(data, pooled * plan.samples)
            if clean is not None and last is not None:
                model = last = blend_frequencies(plan, fit, last, clean)
            for name, values in measure(model, self.real.shares, rare).items():
                paths[name][round_index] = values
            if self.sampling.faithful and not plan.blended:
                return lambda points: resample(data, pooled * plan.samples, points, rng)
            return lambda points: resample_types(self.sampling.apply(model), points, rng)

        material = Material(
            partial(draw, self.real),
            add,
            partial(draw, self.teacher or self.real),
            lambda pool, points: take_without_replacement(pool, points, rng),
        )
        train_rounds(plan, material, learn)
        return paths

    def theory(self) -> dict[str, Floats]:
        """What is known of faithful sampling: exact heterozygosity, and survivors as ``expected_survivors`` says.

        With a clean base or carry-over only the heterozygosity; with an outside teacher that differs from the real
        distribution only the survivors.
        """
        plan, known = self.plan, dict[str, Floats]()
        if not self.sampling.faithful:
            return known
        if self.teacher is None or plan.teacher_points == 0:
            real_heterozygosity = 1 - float(np.sum(self.real.shares**2))
            known["heterozygosity"] = real_heterozygosity * expected_spread(plan, tie=FREQUENCIES).variance
        if plan.regime != "fixed-budget" and not plan.blended:
            taught = (self.teacher or self.real).shares
            known["survivors"], known["coverage"] = expected_survivors(plan, self.real.shares, taught)
        return known


def sharpened(shares: Floats, temperature: float) -> Source | None:
    """An outside teacher that writes the real distribution at a temperature; None at 1, where it is the real one."""
    taught = shares ** (1 / temperature)
    return None if temperature == 1 else Source(taught / taught.sum())


def rare_shares(shares: Floats) -> Floats:
    """The shares of the rarest types, which make up the last tenth of the real data; 0 for the others."""
    order = np.argsort(-shares, kind="stable")
    rare = np.empty_like(shares)
    rare[order] = np.where(np.cumsum(shares[order]) > 1 - RARE, shares[order], 0.0)
    return rare


def measure(model: Frequencies, shares: Floats, rare: Floats) -> dict[str, Floats]:
    """Every quantity, one value a trajectory, of models of a distribution with these shares and rare shares."""
    starts, kinds, frequency = model.starts(), model.kinds(), model.shares
    return {
        "survivors": np.diff(starts, append=len(model.keys)).astype(np.float64),
        "heterozygosity": 1 - np.add.reduceat(frequency**2, starts),
        "coverage": np.add.reduceat(shares[kinds], starts),
        "entropy": 0.0 - np.add.reduceat(frequency * np.log2(frequency), starts),
        "tail": np.add.reduceat(np.minimum(frequency, rare[kinds]), starts) / rare.sum(),
    }


def _build(plan: Plan, options: Mapping[str, Value]) -> CategoricalScenario:
    shares = zipf_shares(int(options["types"]))
    return CategoricalScenario(
        plan,
        Source(shares),
        Sampling(float(options["temperature"]), float(options["top_p"]), int(options["top_k"])),
        sharpened(shares, float(options["teacher_temperature"])),
    )


SYSTEM = System(
    name="categorical",
    title="Word or case frequencies counted in a sample of the last frequencies",
    quantities={
        "survivors": "number of types that the model can still produce",
        "heterozygosity": "chance that two points from the model are of different types",
        "coverage": "share of real data whose type the model can still produce",
        "entropy": "entropy of the model's frequencies, in bits",
        "tail": "share of the rarest tenth of real data that the model still reproduces; too rare counts in part",
    },
    options=(
        Option("types", "integer", 1000, "number of types in the real data", 2, 1_000_000),
        Option("temperature", "number", 1.0, "below 1 prefers frequent types when points are made", 0.05, 20),
        Option("top_p", "number", 1.0, "makes points only of the most frequent types with this share", 0.001, 1),
        Option("top_k", "integer", 0, "makes points only of so many most frequent types; 0 for all", 0, 1_000_000),
        *PLANNED,
        Option("teacher_temperature", "number", 1.0, "temperature at which the outside model writes", 0.05, 20),
    ),
    source="Suresh, Thangaraj and Khandavally (2024); Kazdan et al. (2024)",
    build=_build,
    samples=1000,
    rounds=20,
    trajectories=256,
)
