"""Recursive training of a word model on any text: which words does it forget?

The real language is the given text: its word frequencies (order 1) or which word follows which (order 2). Every round
counts words, or pairs of words, in its training tokens; the next round's tokens are written by that model, in stretches
of 100 words for order 2; anchors, and what a fixed budget chooses, are whole stretches. A word that does not occur in a
round is forgotten. A clean base and carry-over blend the frequencies of words and of pairs.

Forgetting follows the closed form for independent words even where words depend on their neighbours; measured on real
text, within 0.02 of the vocabulary over ten rounds.

Source: Suresh, Thangaraj and Khandavally, "Rate of model collapse in recursive training" (2024).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.simulation.categorical import CategoricalScenario, measure, rare_shares, sharpened
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.rounds import Material, train_rounds
from core.simulation.survival import expected_survivors
from core.simulation.system import PLANNED, Option, System
from core.simulation.tallies import Integers, Source, dense_frequencies

STRETCH = 100
LARGEST_FILE = 100_000_000


class Pairs(NamedTuple):
    """A model: which word follows which how often, and how often each word occurs.

    kinds: first word * number of words + second word, ascending. weights: of these pairs, summing to 1.
    words: shares of all words, summing to 1.
    """

    kinds: Integers
    weights: Floats
    words: Floats


class Chain(NamedTuple):
    """A model ready to write: word pairs ordered by their first word.

    after: second word of each pair. upto: running total of the weights. before, total: running total before and weight
    of the pairs of each first word. words: how often each word occurs, for where a stretch begins.
    """

    after: Integers
    upto: Floats
    before: Floats
    total: Floats
    words: Source


@dataclass(frozen=True, slots=True, eq=False)
class NgramScenario:
    """What is run.

    tokens: the text as numbers from 0 to one less than the number of different words.
    teacher_temperature: at which an outside model that learnt the text writes.

    Raises ValueError for fewer than 2 samples.
    """

    plan: Plan
    tokens: Integers
    teacher_temperature: float = 1.0

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
        clean = count_pairs([self.tokens], len(self.shares))
        for trajectory in range(trajectories):
            for name, path in self._one_run(clean, rng).items():
                paths[name][:, trajectory] = path
        return paths

    def _one_run(self, clean: Pairs, rng: np.random.Generator) -> dict[str, list[float]]:
        plan, shares, rare = self.plan, self.shares, rare_shares(self.shares)
        path: dict[str, list[float]] = {name: [] for name in SYSTEM.quantities}
        last = clean

        def learn(_round_index: int, stretches: list[Integers]) -> Callable[[int], list[Integers]]:
            nonlocal last
            last = blend_pairs(plan, count_pairs(stretches, len(shares)), last, clean)
            for name, value in measure(dense_frequencies(last.words[None]), shares, rare).items():
                path[name].append(float(value[0]))
            return partial(write, make_chain(last), rng)

        material = Material(
            partial(write, make_chain(clean), rng),
            lambda groups: [stretch for group in groups for stretch in group],
            partial(write, make_chain(sharpen(clean, self.teacher_temperature)), rng),
            partial(_take, rng),
        )
        train_rounds(plan, material, learn)
        return path

    def theory(self) -> dict[str, Floats]:
        """Survivors and coverage as if words were independent, which is first order: within 0.02 of the vocabulary on
        real text. None under a fixed budget, with blends, or with a teacher that writes at another temperature.
        """
        unlike = self.plan.teacher_points > 0 and self.teacher_temperature != 1
        if self.plan.regime == "fixed-budget" or self.plan.blended or unlike:
            return {}
        survivors, coverage = expected_survivors(self.plan, self.shares)
        return {"survivors": survivors, "coverage": coverage}


def count_pairs(stretches: list[Integers], words: int) -> Pairs:
    """How often words, and pairs of neighbours, occur in stretches of text."""
    counts = np.bincount(np.concatenate(stretches), minlength=words)
    pairs = np.concatenate([part[:-1] * words + part[1:] for part in stretches])
    kinds, times = np.unique(pairs, return_counts=True)
    return Pairs(kinds, times / times.sum(), counts / counts.sum())


def blend_pairs(plan: Plan, fit: Pairs, last: Pairs, clean: Pairs) -> Pairs:
    """A new model of the plan's shares of the clean base and the last model, the rest of the fit."""
    if not plan.blended:
        return fit
    parts = [(clean, plan.base), (last, plan.carry_over), (fit, plan.newly_fitted)]
    kinds, places = np.unique(np.concatenate([part.kinds for part, _ in parts]), return_inverse=True)
    weights = np.zeros(len(kinds))
    np.add.at(weights, places, np.concatenate([share * part.weights for part, share in parts]))
    words = np.asarray(sum(share * part.words for part, share in parts))
    held = weights > 0
    return Pairs(kinds[held], weights[held], words)


def sharpen(model: Pairs, temperature: float) -> Pairs:
    """A model that writes at a temperature: below 1 it prefers what is frequent, among first words and after each word.

    The weights are right among the pairs of one first word, which is all that writing needs.
    """
    size = len(model.words)
    first = model.kinds // size
    following = (model.weights / np.bincount(first, model.weights, size)[first]) ** (1 / temperature)
    words = model.words ** (1 / temperature)
    return Pairs(model.kinds, following, words / words.sum())


def make_chain(model: Pairs) -> Chain:
    """A model ready to write."""
    words = len(model.words)
    upto = np.cumsum(model.weights)
    edges = np.concatenate([[0.0], upto])[np.searchsorted(model.kinds, np.arange(words + 1) * words)]
    return Chain(model.kinds % words, upto, edges[:-1], np.diff(edges), Source(model.words))


def _take(rng: np.random.Generator, pool: list[Integers], tokens: int) -> list[Integers]:
    """Whole stretches with about so many tokens together."""
    wanted = max(1, round(len(pool) * tokens / sum(len(stretch) for stretch in pool)))
    return [pool[place] for place in rng.choice(len(pool), wanted, replace=False)]


def write(chain: Chain, rng: np.random.Generator, tokens: int) -> list[Integers]:
    """About so many tokens, at least 2, in stretches of equal length."""
    stretches = max(1, round(tokens / STRETCH))
    text = np.empty((stretches, max(2, round(tokens / stretches))), np.int64)
    text[:, 0] = chain.words.draw_types(stretches, rng)
    for place in range(1, text.shape[1]):
        last = text[:, place - 1]
        target = chain.before[last] + rng.random(stretches) * chain.total[last]
        following = chain.after[np.minimum(np.searchsorted(chain.upto, target, side="right"), len(chain.after) - 1)]
        stuck = chain.total[last] == 0  # a word seen only at the end of a stretch begins a new one
        text[:, place] = np.where(stuck, chain.words.draw_types(stretches, rng), following)
    return list(text)


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
    tokens, temperature = read_tokens(str(options["text"])), float(options["teacher_temperature"])
    if options["order"] == 1:
        shares = np.asarray(np.bincount(tokens) / len(tokens))
        return CategoricalScenario(plan, Source(shares), teacher=sharpened(shares, temperature))
    return NgramScenario(plan, tokens, temperature)


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
        *PLANNED,
        Option("teacher_temperature", "number", 1.0, "temperature at which the outside model writes", 0.05, 20),
    ),
    source="Suresh, Thangaraj and Khandavally (2024)",
    build=_build,
    samples=10_000,
    rounds=10,
    trajectories=16,
)
