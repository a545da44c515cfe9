"""Recursive training of a distribution over kinds: words, labels, cases.

Every round counts how often each type occurs in its training points; the next round trains on points drawn with those
frequencies. A type that is missing once never returns by itself. This is the Wright-Fisher model of genetics; newly
collected human data act as immigration.

The real distribution is Zipf-like: type i has a weight of 1/(i + 2.7).

Sources: Suresh, Thangaraj and Khandavally, "Rate of model collapse in recursive training" (2024), for the survival of
types without fresh data; the survival formula with fresh data extends it and is checked by simulation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.spread import expected_spread
from core.simulation.system import Option, System
from core.simulation.tallies import Source, Tally, add, resample, take_without_replacement

ZIPF_SHIFT = 2.7
MOST_POOLED = 10**9
POINTS_AT_ONCE = 2**17
CELLS_AT_ONCE = 2**20


def zipf_shares(types: int) -> Floats:
    """Real shares of ``types`` types, falling as 1/(i + 2.7), summing to 1."""
    weights = 1 / (np.arange(1, types + 1) + ZIPF_SHIFT)
    return np.asarray(weights / weights.sum())


@dataclass(frozen=True, slots=True, eq=False)
class CategoricalScenario:
    """What is run.

    real: the real distribution.

    Raises ValueError for fewer than 2 types, and for a pool of more than a billion points under a fixed budget.
    """

    plan: Plan
    real: Source

    def __post_init__(self) -> None:
        if len(self.real.shares) < 2:
            raise ValueError(f"types must be at least 2, got {len(self.real.shares)}")
        if self.plan.regime == "fixed-budget" and self.plan.samples * self.plan.rounds > MOST_POOLED:
            raise ValueError(f"samples times rounds must be at most {MOST_POOLED:,} with regime fixed-budget")

    @property
    def block(self) -> int:
        """Trajectories drawn together, so that their counts stay in the processor's cache."""
        types = len(self.real.shares)
        return max(1, min(256, POINTS_AT_ONCE // min(self.plan.samples, 2 * types), CELLS_AT_ONCE // types))

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        plan = self.plan
        names = ("survivors", "heterozygosity", "coverage", "entropy")
        paths = {name: np.empty((plan.rounds, trajectories)) for name in names}
        anchors = self.real.draw(plan.anchor_points, trajectories, rng)
        pool = add([anchors, self.real.draw(plan.samples - plan.anchor_points, trajectories, rng)])
        for round_index in range(plan.rounds):
            pooled = plan.samples if plan.regime == "replace" else (round_index + 1) * plan.samples
            fit, fitted = pool, pooled
            if plan.regime == "fixed-budget" and round_index > 0:
                fit, fitted = take_without_replacement(pool, plan.samples, rng), plan.samples
            for name, values in measure(fit, fitted, self.real.shares).items():
                paths[name][round_index] = values
            if round_index + 1 < plan.rounds:
                own = resample(fit, fitted, plan.own_points, rng)
                fresh = self.real.draw(plan.fresh_points, trajectories, rng)
                pool = add([anchors if plan.regime == "replace" else pool, own, fresh])
        return paths

    def theory(self) -> dict[str, Floats]:
        """Exact heterozygosity in every regime; survivors and coverage where the formulas below hold."""
        spread = expected_spread(self.plan)
        known = {"heterozygosity": spread.variance * (1 - float(np.sum(self.real.shares**2)))}
        if self.plan.regime != "fixed-budget":
            known["survivors"], known["coverage"] = expected_survivors(self.plan, self.real.shares)
        return known


def measure(fit: Tally, fitted: int, shares: Floats) -> dict[str, Floats]:
    """Every quantity of fits to ``fitted`` points, one value a trajectory."""
    starts = fit.starts()
    frequency = fit.counts / fitted
    real = shares[fit.kinds()]
    return {
        "survivors": np.diff(starts, append=len(fit.keys)).astype(np.float64),
        "heterozygosity": 1 - np.add.reduceat(frequency**2, starts),
        "coverage": np.add.reduceat(real, starts),
        "entropy": 0.0 - np.add.reduceat(frequency * np.log2(frequency), starts),
    }


def survival_worth(plan: Plan) -> Floats:
    """How many all-real batches each round and those before it are worth to a rare type, shape (rounds,).

    Under ``replace`` a type with c expected examples in a batch of real data is lost after n rounds with probability
    exp(-c A_n), where A_n = f + (1-f) w_(n-1) + r (w_0 + ... + w_(n-2)), w_0 = 1, w_(k+1) = 1 - exp(-s w_k), with r the
    fresh human share, f the anchors' and s the loop's own.

    First order for rare types: survivors within about 1.5 % for r > 0, 0.2 % for r = 0 and rounds far below samples;
    some 4 % low where rounds come near a quarter of the samples.
    """
    fresh, anchors, own = (points / plan.samples for points in (plan.fresh_points, plan.anchor_points, plan.own_points))
    worth, line, arrived = np.empty(plan.rounds), 1.0, 0.0
    for round_index in range(plan.rounds):
        worth[round_index] = anchors + (1 - anchors) * line + fresh * arrived
        arrived += line
        line = -np.expm1(-own * line)
    return worth


def expected_survivors(plan: Plan, shares: Floats) -> tuple[Floats, Floats]:
    """Expected number of types and share of real data still covered after each round, two arrays of shape (rounds,).

    Exact in round 1 and under ``accumulate``, where a type is lost only if no real example ever held it:
    (1-p)^(real examples so far). Under ``replace`` by ``survival_worth``. Raises ValueError for ``fixed-budget``.
    """
    if plan.regime == "fixed-budget":
        raise ValueError("no closed form is known for survivors under a fixed budget")
    if plan.regime == "replace":
        expected = plan.samples * survival_worth(plan)
        rate = -shares
    else:
        expected = plan.samples + plan.fresh_points * np.arange(plan.rounds, dtype=np.float64)
        rate = np.log1p(-shares)
    survivors, coverage = np.empty(plan.rounds), np.empty(plan.rounds)
    for round_index, examples in enumerate(expected):
        surviving = -np.expm1(examples * (rate if round_index else np.log1p(-shares)))
        survivors[round_index], coverage[round_index] = surviving.sum(), surviving @ shares
    return survivors, coverage


def _build(plan: Plan, options: Mapping[str, Value]) -> CategoricalScenario:
    return CategoricalScenario(plan, Source(zipf_shares(int(options["types"]))))


SYSTEM = System(
    name="categorical",
    title="Word or case frequencies counted in a sample of the last frequencies",
    quantities={
        "survivors": "number of types that the model can still produce",
        "heterozygosity": "chance that two points from the model are of different types",
        "coverage": "share of real data whose type the model can still produce",
        "entropy": "entropy of the model's frequencies, in bits",
    },
    options=(
        Option("types", "integer", 1000, "number of types in the real data", 2, 1_000_000),
        Option("anchors", "number", 0.0, "share of each batch that is one fixed set of real points", 0, 1),
    ),
    source="Suresh, Thangaraj and Khandavally (2024); Kazdan et al. (2024)",
    build=_build,
    samples=1000,
    rounds=20,
    trajectories=256,
)
