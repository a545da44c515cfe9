"""What would have to change: practices that lower the chance of rare-case loss, each simulated anew."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from core.risk.claim import Claim
from core.risk.claims import read_claims
from core.risk.engine import Engine
from core.risk.in_words import value_in_words
from core.risk.parameters import Parameters, load_parameters
from core.risk.remedies import needed_reference_set, reference_set_sentence
from core.risk.wording import chance_beside, chance_in_words
from core.version import program_version
from questionnaires.answer import Answer
from questionnaires.pack import Lane, Pack
from questionnaires.routing import shown_questions

CHANGE_DRAWS = 4_000
TARGET = 0.10
"""The chance below which rare-case loss is called low."""
FREQUENCY = 1 / 10_000
"""How often the rare case occurs that a reference set is sized for, while nobody says."""
SHARE_STEPS = 20
"""The needed share of new human data is found to one part in this many."""

_CATEGORIES = {"training": "restart", "regime": "accumulate", "decoding": "unbiased"}
_PHRASES = {
    "training": "each round started again from a clean base",
    "regime": "each round's data were added to the old instead of replacing them",
    "decoding": "machine-written text were sampled plainly, without cutting off what is unlikely",
    "anchors": "{value} human-made examples were part of every round",
    "new_human_share": "{value} of each round were newly collected from people",
}


@dataclass(frozen=True, slots=True)
class Practice:
    """One changed practice and what it does to the chance of rare-case loss, all else as stated.

    parameter: its key in the parameter file; value: what it is changed to, as the engine holds it, and in_words.
    before, after: chance of early loss, 0 to 1. enough: whether ``after`` is below the target.
    """

    parameter: str
    value: float
    in_words: str
    before: float
    after: float
    enough: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class WhatWouldChange:
    """The practices one by one, and the fewest that together bring the chance below the target.

    practices: those that are not already in place, the most effective first.
    smallest: parameters of the fewest practices that are enough; empty where it is below the target already, or where
    all together are not enough. after: chance with these; None where there are none.
    """

    target: float
    before: float
    practices: tuple[Practice, ...]
    smallest: tuple[str, ...]
    after: float | None
    sentence: str
    seed: int
    draws: int
    version: str
    parameters_version: str


def what_would_change(
    answers: Mapping[str, Answer],
    packs: Sequence[Pack],
    lane: Lane,
    *,
    target: float = TARGET,
    frequency: float = FREQUENCY,
    seed: int | None = None,
    draws: int = CHANGE_DRAWS,
    parameters: Parameters | None = None,
) -> WhatWouldChange:
    """The smallest change of practice that brings the chance of rare-case loss below ``target``.

    frequency: how often the rare case occurs that a reference set should hold. All runs share their random streams, so
    that differences are those of the practices. Raises ValueError for a target or frequency outside 0 to 1.
    """
    if not 0 < target < 1:
        raise ValueError(f"target must lie between 0 and 1, got {target}")
    used = load_parameters() if parameters is None else parameters
    engine = Engine(used, secrets.randbelow(2**63) if seed is None else seed)
    claims = read_claims(shown_questions(packs, answers, lane), answers, used)
    bench = _Bench(engine, claims, draws)

    before = bench.chance({})
    settings = bench.not_yet_in_place(_settings(used, frequency))
    chances = bench.chances([{name: value} for name, value in settings.items()])
    after = dict(zip(settings, chances, strict=True))
    if before >= target and (share := bench.needed_share(target)) is not None:
        settings["new_human_share"], after["new_human_share"] = share, bench.chance({"new_human_share": share})
    smallest, reached = bench.fewest(settings, target) if before >= target else ((), None)
    practices = [_practice(name, settings[name], before, after[name], target, used) for name in settings]
    return WhatWouldChange(
        target=target,
        before=before,
        practices=tuple(sorted(practices, key=lambda one: one.after)),
        smallest=smallest,
        after=reached,
        sentence=_sentence(before, target, smallest, reached, settings, used),
        seed=engine.seed,
        draws=draws,
        version=program_version(),
        parameters_version=used.version,
    )


@dataclass(frozen=True, slots=True)
class _Bench:
    """Simulates changed practices on the same answers and the same random streams."""

    engine: Engine
    claims: Sequence[Claim]
    draws: int

    def chance(self, setting: Mapping[str, float]) -> float:
        return self.chances([setting])[0]

    def chances(self, settings: Sequence[Mapping[str, float]]) -> list[float]:
        if not settings:
            return []
        return [run.early for run in self.engine.run_each(settings, self.claims, draws=self.draws)]

    def not_yet_in_place(self, settings: Mapping[str, float]) -> dict[str, float]:
        """Those that more than one draw in a hundred does without."""
        (stated,) = self.engine.run_each([{}], self.claims, draws=self.draws)
        drawn = stated.draws.values
        lacking = {
            name: (drawn[name] < value if name == "anchors" else drawn[name] != value).mean()
            for name, value in settings.items()
        }
        return {name: value for name, value in settings.items() if lacking[name] > 0.01}

    def needed_share(self, target: float) -> float | None:
        """The smallest share of new human data, in steps, that is enough by itself; None where none is."""
        low, high = 0, SHARE_STEPS
        if self.chance({"new_human_share": 1.0}) >= target:
            return None
        while high - low > 1:
            middle = (low + high) // 2
            enough = self.chance({"new_human_share": middle / SHARE_STEPS}) < target
            low, high = (low, middle) if enough else (middle, high)
        return high / SHARE_STEPS

    def fewest(self, settings: Mapping[str, float], target: float) -> tuple[tuple[str, ...], float | None]:
        """The fewest practices that are enough together, of as many the most effective; new human data come last."""
        others = [name for name in settings if name != "new_human_share"]
        for size in range(1, len(others) + 1):
            groups = list(combinations(others, size))
            chances = self.chances([{name: settings[name] for name in group} for group in groups])
            best, group = min(zip(chances, groups, strict=True))
            if best < target:
                return group, best
        if "new_human_share" in settings:
            return ("new_human_share",), self.chance({"new_human_share": settings["new_human_share"]})
        return (), None


def _settings(parameters: Parameters, frequency: float) -> dict[str, float]:
    settings = {name: parameters.parameters[name].number(word) for name, word in _CATEGORIES.items()}
    return {**settings, "anchors": float(needed_reference_set(frequency))}


def _practice(name: str, value: float, before: float, after: float, target: float, parameters: Parameters) -> Practice:
    condition = _phrase(name, value, parameters)
    sentence = (
        f"If {condition}, and all else stayed as stated, the simulated chance that rare cases are lost would be "
        f"{chance_beside(after, before)}."
    )
    if name == "anchors":
        sentence += f" {reference_set_sentence(round(value))}"
    words = value_in_words(parameters.parameters[name], value)
    return Practice(name, value, words, before, after, after < target, sentence)


def _phrase(name: str, value: float, parameters: Parameters) -> str:
    words = f"{value:,.0f}" if name == "anchors" else value_in_words(parameters.parameters[name], value)
    return _PHRASES[name].format(value=words)


def _sentence(
    before: float,
    target: float,
    smallest: Sequence[str],
    after: float | None,
    settings: Mapping[str, float],
    parameters: Parameters,
) -> str:
    goal = f"below {chance_in_words(target)}"
    if before < target:
        return f"The simulated chance that rare cases are lost is {goal} as the answers stand."
    if after is None:
        return f"None of the practices looked at, alone or together, brings the simulated chance {goal}."
    conditions = " and ".join(_phrase(name, settings[name], parameters) for name in smallest)
    return (
        f"The simulated chance that rare cases are lost would fall from {chance_in_words(before)} to "
        f"{chance_in_words(after)}, {goal}, if {conditions}."
    )
