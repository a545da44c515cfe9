"""Recursive training of a distribution over kinds: words, labels, cases.

Every round counts how often each type occurs in its training points; the next round trains on points drawn with those
frequencies. A type that is missing once never returns by itself. This is the Wright-Fisher model of genetics; newly
collected human data act as immigration.

The real distribution is Zipf-like: type i has a weight of 1/(i + 2.7).

Sources: Suresh, Thangaraj and Khandavally, "Rate of model collapse in recursive training" (2024); Kazdan et al. (2024)
for accumulation. The survival of types is in ``survival``, the samplers are in ``tallies``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.sampling import Sampling
from core.simulation.spread import expected_spread
from core.simulation.survival import expected_blend_error, expected_survivors
from core.simulation.system import Option, System
from core.simulation.tallies import (
    Frequencies,
    Source,
    add,
    frequencies,
    resample,
    resample_types,
    take_without_replacement,
)

ZIPF_SHIFT = 2.7
MOST_POOLED = 10**9
POINTS_AT_ONCE = 2**18
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
    base, carry_over: shares of a clean base model, which knows the real distribution, and of the last model in each
        new model; the rest is the fit. Before round 1 the last model is the clean one.

    Raises ValueError for fewer than 2 types, base and carry-over above 1 together, and a pool of more than a billion
    points under a fixed budget.
    """

    plan: Plan
    real: Source
    sampling: Sampling = FAITHFUL
    teacher: Source | None = None
    base: float = 0.0
    carry_over: float = 0.0

    def __post_init__(self) -> None:
        if len(self.real.shares) < 2:
            raise ValueError(f"types must be at least 2, got {len(self.real.shares)}")
        if self.base + self.carry_over > 1:
            raise ValueError(f"base and carry_over must add up to at most 1, got {self.base:g} + {self.carry_over:g}")
        if self.plan.regime == "fixed-budget" and self.plan.samples * self.plan.rounds > MOST_POOLED:
            raise ValueError(f"samples times rounds must be at most {MOST_POOLED:,} with regime fixed-budget")

    @property
    def block(self) -> int:
        """Trajectories drawn together, so that their counts stay in the processor's cache."""
        types = len(self.real.shares)
        return max(1, min(256, POINTS_AT_ONCE // min(self.plan.samples, 4 * types), CELLS_AT_ONCE // types))

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        plan, teacher, rare = self.plan, self.teacher or self.real, rare_shares(self.real.shares)
        paths = {name: np.empty((plan.rounds, trajectories)) for name in SYSTEM.quantities}
        anchors = self.real.draw(plan.anchor_points, trajectories, rng)
        pool = add([anchors, self.real.draw(plan.samples - plan.anchor_points, trajectories, rng)])
        earlier: Frequencies | None = None
        for round_index in range(plan.rounds):
            pooled = plan.samples if plan.regime == "replace" else (round_index + 1) * plan.samples
            fit, fitted = pool, pooled
            if plan.regime == "fixed-budget" and round_index > 0:
                fit, fitted = take_without_replacement(pool, plan.samples, rng), plan.samples
            model = earlier = self._blend(frequencies(fit, fitted), earlier)
            for name, values in measure(model, self.real.shares, rare).items():
                paths[name][round_index] = values
            if round_index + 1 < plan.rounds:
                if self.sampling.faithful and not self._blended:
                    own = resample(fit, fitted, plan.own_points, rng)
                else:
                    own = resample_types(self.sampling.apply(model), plan.own_points, rng)
                fresh = self.real.draw(plan.fresh_points, trajectories, rng)
                taught = teacher.draw(plan.teacher_points, trajectories, rng)
                pool = add([anchors if plan.regime == "replace" else pool, own, fresh, taught])
        return paths

    @property
    def _blended(self) -> bool:
        return self.base > 0 or self.carry_over > 0

    def _blend(self, fit: Frequencies, earlier: Frequencies | None) -> Frequencies:
        """The new model from the fit, the clean base and the earlier model."""
        if not self._blended:
            return fit
        clean = self.base if earlier else self.base + self.carry_over
        blend = np.tile(clean * self.real.shares, fit.trajectories)
        if earlier:
            blend[earlier.keys] += self.carry_over * earlier.shares
        blend[fit.keys] += (1 - self.base - self.carry_over) * fit.shares
        keys = np.flatnonzero(blend > 0)
        return fit._replace(keys=keys, shares=blend[keys])

    def theory(self) -> dict[str, Floats]:
        """What is known of faithful sampling: exact heterozygosity, and survivors as ``expected_survivors`` says.

        With a clean base or carry-over only the heterozygosity under ``replace``; with an outside teacher that differs
        from the real distribution only the survivors.
        """
        plan, known = self.plan, dict[str, Floats]()
        if not self.sampling.faithful:
            return known
        real_heterozygosity = 1 - float(np.sum(self.real.shares**2))
        like_real = self.teacher is None or plan.teacher_points == 0
        if self._blended:
            if like_real and plan.regime == "replace":
                error = expected_blend_error(plan, self.base, self.carry_over)
                known["heterozygosity"] = real_heterozygosity * (1 - error)
            return known
        if like_real:
            known["heterozygosity"] = real_heterozygosity * expected_spread(plan).variance
        if plan.regime != "fixed-budget":
            taught = (self.teacher or self.real).shares
            known["survivors"], known["coverage"] = expected_survivors(plan, self.real.shares, taught)
        return known


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
    taught = shares ** (1 / float(options["teacher_temperature"]))
    return CategoricalScenario(
        plan,
        Source(shares),
        Sampling(float(options["temperature"]), float(options["top_p"]), int(options["top_k"])),
        Source(taught / taught.sum()) if plan.teacher_points else None,
        float(options["base"]),
        float(options["carry_over"]),
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
        Option("anchors", "number", 0.0, "share of each batch that is one fixed set of real points", 0, 1),
        Option("teacher", "number", 0.0, "share of each batch that an outside model wrote", 0, 1),
        Option("teacher_temperature", "number", 1.0, "temperature at which the outside model writes", 0.05, 20),
        Option("base", "number", 0.0, "share of a clean base model in each new model", 0, 1),
        Option("carry_over", "number", 0.0, "share of the last model in each new model", 0, 1),
    ),
    source="Suresh, Thangaraj and Khandavally (2024); Kazdan et al. (2024)",
    build=_build,
    samples=1000,
    rounds=20,
    trajectories=256,
)
