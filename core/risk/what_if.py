"""What if: the risk as stated beside the risk with some parameters moved. Nothing here is ever stored as an answer."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.risk.adverse import open_parameters
from core.risk.claim import Claim
from core.risk.claims import read_claims
from core.risk.engine import Engine, Run
from core.risk.in_words import value_in_words, values_in_words
from core.risk.live import LIVE_DRAWS, WITHIN
from core.risk.moments import follow_moments
from core.risk.parameters import Parameter, Parameters, load_parameters
from core.risk.result import Spread
from core.risk.score import ADVERSE_PART, FEWEST_DRAWS, worst_of
from core.risk.stages import EARLY, LATE
from core.risk.summary import interval_of, spread_of
from core.risk.wording import chance_beside, chance_in_words
from core.version import program_version
from questionnaires.answer import Answer
from questionnaires.pack import Lane, Pack
from questionnaires.routing import shown_questions

_COUNTS = ("examples", "rounds", "months")


@dataclass(frozen=True, slots=True)
class Slider:
    """What a person may move: a parameter between two ends, or among choices, in plain words.

    low, high: ends, as ``what_if`` takes them; None for choices. logarithmic: whether equal steps multiply.
    choices: value and label of each choice, empty for an amount.
    known_by: vendor (an answer could settle it) or nobody.
    """

    parameter: str
    meaning: str
    unit: str
    low: float | None
    high: float | None
    logarithmic: bool
    choices: tuple[tuple[str, str], ...]
    known_by: Literal["vendor", "nobody"]


@dataclass(frozen=True, slots=True)
class Moved:
    """A parameter that was moved: what stood for it before, and what it was moved to, in words."""

    parameter: str
    meaning: str
    stated: str
    moved_to: str


@dataclass(frozen=True, slots=True)
class Figures:
    """One side of a comparison. early, late: chances with their intervals over what the vendor could still tell us.

    early_adverse, late_adverse: the same chances with every open question at its worst answer.
    """

    early: float
    early_adverse: float
    early_interval: tuple[float, float]
    late: float
    late_adverse: float
    late_interval: tuple[float, float]
    tail_coverage: Spread
    variance_retained: Spread
    error_mass: Spread


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two sides, from the same draws but for what was moved."""

    moved: tuple[Moved, ...]
    stated: Figures
    changed: Figures
    sentence: str
    seed: int
    draws: int
    version: str
    parameters_version: str


def sliders(parameters: Parameters | None = None) -> tuple[Slider, ...]:
    """Every parameter that may be moved, in the order of the parameter file."""
    used = load_parameters() if parameters is None else parameters
    return tuple(_slider(name, parameter) for name, parameter in used.parameters.items())


@dataclass(frozen=True, slots=True)
class Trial:
    """The answers as stated, simulated once; each ``compare`` moves some parameters on the same draws.

    worst: the worst answers to all open questions, for rare cases and for general quality; empty where none is open.
    """

    engine: Engine
    claims: tuple[Claim, ...]
    stated: Run
    worst: tuple[Mapping[str, float], ...]
    draws: int

    def stated_in_words(self, name: str) -> str:
        """What stands for a parameter as answered; what is assumed where nobody told us."""
        parameter = self.engine.parameters.parameters[name]
        drawn = self.stated.draws
        told = drawn.stated[name].any()
        before = values_in_words(parameter, drawn.values[name]) if told or not parameter.while_unknown else ""
        return before or parameter.while_unknown

    def stated_middle(self, name: str) -> float:
        """The middle of what stands for a parameter, as the engine holds it: for a choice, its place among them."""
        values = self.stated.draws.values[name]
        if not self.engine.parameters.parameters[name].values:
            return float(np.median(values))
        kinds, counts = np.unique(values, return_counts=True)
        return float(kinds[counts.argmax()])

    def in_words(self, name: str, value: float | str) -> str:
        """A value that a parameter may be moved to. Raises ValueError as ``compare`` does."""
        parameters = self.engine.parameters
        return value_in_words(parameters.parameters[name], _setting(name, value, parameters))

    def compare(self, changes: Mapping[str, float | str]) -> Comparison:
        """As stated beside the same with ``changes``, as ``what_if`` takes them. Raises ValueError as it does."""
        used = self.engine.parameters
        settings = {name: _setting(name, value, used) for name, value in changes.items()}
        changed = self.stated
        if settings:
            changed = self.engine.run(self.claims, draws=self.draws, settings=settings)
        return Comparison(
            moved=tuple(self._moved(name, value) for name, value in settings.items()),
            stated=self._figures(self.stated, {}),
            changed=self._figures(changed, settings),
            sentence=_sentence(self.stated, changed, bool(settings)),
            seed=self.engine.seed,
            draws=self.draws,
            version=program_version(),
            parameters_version=used.version,
        )

    def _figures(self, run: Run, settings: Mapping[str, float]) -> Figures:
        adverse = [{**worst, **settings} for worst in self.worst]
        draws = max(self.draws // ADVERSE_PART, FEWEST_DRAWS)
        runs = (run, *self.engine.run_each(adverse, self.claims, draws=draws)) if adverse else (run,)
        return Figures(
            early=run.early,
            early_adverse=max(one.early for one in runs),
            early_interval=interval_of(run, EARLY),
            late=run.late,
            late_adverse=max(one.late for one in runs),
            late_interval=interval_of(run, LATE),
            tail_coverage=spread_of(run.outcome.tail_coverage),
            variance_retained=spread_of(run.outcome.variance_retained),
            error_mass=spread_of(run.outcome.error_mass),
        )

    def _moved(self, name: str, value: float) -> Moved:
        parameter = self.engine.parameters.parameters[name]
        return Moved(name, parameter.meaning, self.stated_in_words(name), value_in_words(parameter, value))


def begin_trial(
    answers: Mapping[str, Answer],
    packs: Sequence[Pack],
    lane: Lane,
    *,
    seed: int | None = None,
    draws: int = LIVE_DRAWS,
    parameters: Parameters | None = None,
) -> Trial:
    """Simulate the answers as stated, ready to be compared with what might be instead."""
    used = load_parameters() if parameters is None else parameters
    engine = Engine(used, secrets.randbelow(2**63) if seed is None else seed, follow_moments, WITHIN)
    questions = shown_questions(packs, answers, lane)
    claims = tuple(read_claims(questions, answers, used))
    unsettled = open_parameters(questions, answers, claims, used)
    worst = worst_of(unsettled, claims, engine, draws) if unsettled else ()
    return Trial(engine, claims, engine.run(claims, draws=draws), worst, draws)


def what_if(
    answers: Mapping[str, Answer],
    packs: Sequence[Pack],
    lane: Lane,
    changes: Mapping[str, float | str],
    *,
    seed: int | None = None,
    draws: int = LIVE_DRAWS,
    parameters: Parameters | None = None,
) -> Comparison:
    """The figures as stated and with some parameters held at other values, side by side.

    changes: by parameter, a number inside its range or the name of a choice; "yes" and "no" are 1 and 0.
    Raises ValueError, in one sentence, for a parameter that is not known or a value it cannot have.
    """
    return begin_trial(answers, packs, lane, seed=seed, draws=draws, parameters=parameters).compare(changes)


def _slider(name: str, parameter: Parameter) -> Slider:
    low, high = parameter.range or (None, None)
    choices = tuple(parameter.labels.items())
    if parameter.unit == "yes or no":
        low, high, choices = None, None, (("yes", "yes"), ("no", "no"))
    logarithmic = parameter.unit in (*_COUNTS, "odds ratio") and bool(low)
    return Slider(name, parameter.meaning, parameter.unit, low, high, logarithmic, choices, parameter.known_by)


def _setting(name: str, value: float | str, parameters: Parameters) -> float:
    parameter = parameters.parameters.get(name)
    if parameter is None:
        raise ValueError(
            f"{name!r} cannot be moved: there is no such parameter, only {', '.join(parameters.parameters)}"
        )
    if parameter.unit == "yes or no" and value in ("yes", "no"):
        return float(value == "yes")
    if parameter.range is None:
        return parameter.number(value)
    low, high = parameter.range
    if isinstance(value, str) or not low <= value <= high:
        raise ValueError(f"{name} must lie between {low:g} and {high:g}, got {value!r}")
    return float(value)


def _sentence(stated: Run, changed: Run, moved: bool) -> str:
    if not moved:
        now = chance_in_words(stated.early)
        return f"As stated, the simulated chance that rare cases are lost is {now}; nothing was moved."
    return (
        "With what was moved, the simulated chance that rare cases are lost is "
        f"{chance_beside(changed.early, stated.early)}; this is a trial, not an answer."
    )
