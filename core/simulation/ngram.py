"""Recursive training of a word model on any text: which words does it forget?

The real language is the given text: its word frequencies (order 1) or which word follows which (order 2). Every round
counts words, or pairs of words, in its training tokens; the next round's tokens are written by that model, in stretches
of 100 words for order 2. A word that does not occur in a round is forgotten.

Forgetting follows the closed form for independent words even where words depend on their neighbours; measured on real
text, within 0.02 of the vocabulary over ten rounds.

Source: Suresh, Thangaraj and Khandavally, "Rate of model collapse in recursive training" (2024).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.simulation.categorical import CategoricalScenario, measure, rare_shares
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.survival import expected_survivors
from core.simulation.system import Option, System
from core.simulation.tallies import Integers, Source, frequencies, from_dense

STRETCH = 100
LARGEST_FILE = 100_000_000


class Chain(NamedTuple):
    """Word pairs ordered by their first word.

    after: second word of each pair. upto: running total of pair counts. before, total: running total before and number
    of the pairs of each first word. words: how often each word occurs, for where a stretch begins.
    """

    after: Integers
    upto: Floats
    before: Floats
    total: Floats
    words: Source


@dataclass(frozen=True, slots=True, eq=False)
class NgramScenario:
    """What is run: ``tokens`` is the text as numbers from 0 to one less than the number of different words.

    Raises ValueError for fewer than 2 samples.
    """

    plan: Plan
    tokens: Integers

    def __post_init__(self) -> None:
        if self.plan.samples < 2:
            raise ValueError(f"samples must be at least 2 to hold a pair of words, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return 1

    @property
    def shares(self) -> Floats:
        """Frequency of each word in the text."""
        return np.asarray(np.bincount(self.tokens) / len(self.tokens))

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        paths = {name: np.empty((self.plan.rounds, trajectories)) for name in SYSTEM.quantities}
        real = fit_chain([self.tokens[None]], len(self.shares))
        for trajectory in range(trajectories):
            for name, path in self._one_run(real, rng).items():
                paths[name][:, trajectory] = path
        return paths

    def _one_run(self, real: Chain, rng: np.random.Generator) -> dict[str, list[float]]:
        plan, shares, rare = self.plan, self.shares, rare_shares(self.shares)
        path: dict[str, list[float]] = {name: [] for name in SYSTEM.quantities}
        pool = [write(real, plan.samples, rng)]
        for round_number in range(1, plan.rounds + 1):
            counts = sum(np.bincount(part.ravel(), minlength=len(shares)) for part in pool)
            words = from_dense(np.asarray(counts)[None])
            for name, value in measure(frequencies(words, int(words.counts.sum())), shares, rare).items():
                path[name].append(float(value[0]))
            if round_number < plan.rounds:
                fit = fit_chain(pool, len(shares))
                batch = [write(fit, plan.own_points, rng), write(real, plan.fresh_points, rng)]
                pool = pool + batch if plan.regime == "accumulate" else batch
        return path

    def theory(self) -> dict[str, Floats]:
        """Survivors and coverage as if words were independent."""
        survivors, coverage = expected_survivors(self.plan, self.shares)
        return {"survivors": survivors, "coverage": coverage}


def fit_chain(stretches: list[Integers], words: int) -> Chain:
    """Which word follows which in stretches of text, arrays of shape (stretches, words)."""
    counts = np.bincount(np.concatenate([part.ravel() for part in stretches]), minlength=words)
    pairs = np.concatenate([(part[:, :-1] * words + part[:, 1:]).ravel() for part in stretches])
    kinds, times = np.unique(pairs, return_counts=True)
    upto = np.cumsum(times, dtype=np.float64)
    edges = np.concatenate([[0.0], upto])[np.searchsorted(kinds, np.arange(words + 1) * words)]
    return Chain(kinds % words, upto, edges[:-1], np.diff(edges), Source(counts / counts.sum()))


def write(chain: Chain, tokens: int, rng: np.random.Generator) -> Integers:
    """About so many tokens in stretches of equal length, shape (stretches, words); none if none are wanted."""
    if tokens == 0:
        return np.empty((0, 2), np.int64)
    stretches = max(1, round(tokens / STRETCH))
    text = np.empty((stretches, max(2, round(tokens / stretches))), np.int64)
    text[:, 0] = chain.words.draw_types(stretches, rng)
    for place in range(1, text.shape[1]):
        last = text[:, place - 1]
        target = chain.before[last] + rng.random(stretches) * chain.total[last]
        following = chain.after[np.minimum(np.searchsorted(chain.upto, target, side="right"), len(chain.after) - 1)]
        stuck = chain.total[last] == 0  # a word seen only at the end of a stretch begins a new one
        text[:, place] = np.where(stuck, chain.words.draw_types(stretches, rng), following)
    return text


def read_tokens(path: str) -> Integers:
    """Words and signs of a text file in lower case, numbered; ValueError in one sentence if it cannot be read."""
    if not path:
        raise ValueError("text must name a text file to learn from")
    try:
        if Path(path).stat().st_size > LARGEST_FILE:
            raise ValueError(f"text {path} is larger than {LARGEST_FILE // 10**6} MB; give a part of it")
        text = Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"text {path} is not written in UTF-8; save it as UTF-8 text") from None
    except OSError as error:
        raise ValueError(f"text {path} cannot be read: {error.strerror}") from None
    tokens = re.findall(r"\w+|[^\w\s]", text.lower())
    number = {word: index for index, word in enumerate(dict.fromkeys(tokens))}
    if len(number) < 2:
        raise ValueError(f"text {path} must hold at least 2 different words, it has {len(number)}")
    return np.array([number[token] for token in tokens], dtype=np.int64)


def _build(plan: Plan, options: Mapping[str, Value]) -> NgramScenario | CategoricalScenario:
    tokens = read_tokens(str(options["text"]))
    if options["order"] == 1:
        return CategoricalScenario(plan, Source(np.asarray(np.bincount(tokens) / len(tokens))))
    return NgramScenario(plan, tokens)


SYSTEM = System(
    name="ngram",
    title="Words of a text counted, alone or with the word before, in what the last count wrote",
    quantities={
        "survivors": "number of different words that the model can still write",
        "heterozygosity": "chance that two words of the model differ",
        "coverage": "share of the text whose words the model can still write",
        "entropy": "entropy of single word frequencies, in bits",
        "tail": "share of the rarest tenth of the text that the model still reproduces; too rare counts in part",
    },
    options=(
        Option("text", "file", "", "a text file in UTF-8; its words are the real language"),
        Option("order", "integer", 2, "1 counts single words, 2 pairs of neighbours", 1, 2),
    ),
    source="Suresh, Thangaraj and Khandavally (2024)",
    build=_build,
    samples=10_000,
    rounds=10,
    trajectories=16,
    regimes=("replace", "accumulate"),
)
