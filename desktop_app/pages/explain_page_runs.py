"""The three runs that the explanation shows: the same kinds of letters, trained on in three ways."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from core.simulation.categorical import zipf_shares
from core.simulation.regimes import Plan
from core.simulation.rounds import Material, train_rounds
from core.simulation.tallies import Source, Tally, add, frequencies, resample

KINDS, LETTERS, ROUNDS = 50, 300, 30
"""Small enough to be seen whole, and such that the rarest kind is expected about twice among the first letters."""
FRESH_HUMAN = 0.10
PLANS = (
    Plan("replace", LETTERS, ROUNDS),
    Plan("accumulate", LETTERS, ROUNDS),
    Plan("replace", LETTERS, ROUNDS, fresh_human=FRESH_HUMAN),
)


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """One way of training, round by round.

    shares: for each round the share of every kind in what the model writes, the most common kind first.
    """

    shares: tuple[tuple[float, ...], ...]

    def known(self, round_number: int) -> int:
        """How many kinds the model of a round can still write; rounds count from 1."""
        return sum(share > 0 for share in self.shares[round_number - 1])

    def rare_known(self, round_number: int) -> int:
        """How many of the rarer half of the kinds."""
        return sum(share > 0 for share in self.shares[round_number - 1][KINDS // 2 :])


@dataclass(frozen=True, slots=True)
class Example:
    """The real shares, and one run for each of ``PLANS``. seed: repeats it."""

    real: tuple[float, ...]
    runs: tuple[ExampleRun, ...]
    seed: int


def run_example(seed: int) -> Example:
    """Simulate the three ways of training; each has its own stream of chances."""
    real = Source(zipf_shares(KINDS))
    streams = np.random.SeedSequence(seed).spawn(len(PLANS))
    runs = tuple(_run(plan, real, np.random.default_rng(one)) for plan, one in zip(PLANS, streams, strict=True))
    return Example(tuple(real.shares.tolist()), runs, seed)


def _run(plan: Plan, real: Source, rng: np.random.Generator) -> ExampleRun:
    seen: list[tuple[float, ...]] = []

    def learn(round_index: int, data: Tally) -> partial[Tally]:
        held = plan.samples * (round_index + 1 if plan.regime == "accumulate" else 1)
        model = frequencies(data, held)
        shares = np.zeros(KINDS)
        shares[model.kinds()] = model.shares
        seen.append(tuple(shares.tolist()))
        return partial(_write, data, held, rng)

    train_rounds(plan, Material(lambda points: real.draw(points, 1, rng), add), learn)
    return ExampleRun(tuple(seen))


def _write(data: Tally, held: int, rng: np.random.Generator, points: int) -> Tally:
    return resample(data, held, points, rng)
