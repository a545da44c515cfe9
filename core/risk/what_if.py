"""What if: the risk as stated beside the risk with some parameters moved. Nothing here is ever stored as an answer."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.risk.claims import read_claims
from core.risk.engine import Engine, Run
from core.risk.in_words import value_in_words, values_in_words
from core.risk.live import LIVE_DRAWS, WITHIN
from core.risk.moments import follow_moments
from core.risk.parameters import Parameter, Parameters, load_parameters
from core.risk.result import Spread
from core.risk.stages import EARLY, LATE
from core.risk.summary import interval_of, spread_of
from core.risk.wording import chance_in_words
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
    """One side of a comparison. early, late: chances with their intervals over what the vendor could still tell us."""

    early: float
    early_interval: tuple[float, float]
    late: float
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
    used = load_parameters() if parameters is None else parameters
    settings = {name: _setting(name, value, used) for name, value in changes.items()}
    engine = Engine(used, secrets.randbelow(2**63) if seed is None else seed, follow_moments, WITHIN)
    claims = read_claims(shown_questions(packs, answers, lane), answers, used)
    stated = engine.run(claims, draws=draws)
    changed = engine.run(claims, draws=draws, settings=settings) if settings else stated
    return Comparison(
        moved=tuple(_moved(name, value, stated, used) for name, value in settings.items()),
        stated=_figures(stated),
        changed=_figures(changed),
        sentence=_sentence(stated, changed, bool(settings)),
        seed=engine.seed,
        draws=draws,
        version=program_version(),
        parameters_version=used.version,
    )


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


def _moved(name: str, value: float, stated: Run, parameters: Parameters) -> Moved:
    parameter = parameters.parameters[name]
    told = stated.draws.stated[name].any()
    before = values_in_words(parameter, stated.draws.values[name]) if told or not parameter.while_unknown else ""
    return Moved(name, parameter.meaning, before or parameter.while_unknown, value_in_words(parameter, value))


def _figures(run: Run) -> Figures:
    return Figures(
        early=run.early,
        early_interval=interval_of(run, EARLY),
        late=run.late,
        late_interval=interval_of(run, LATE),
        tail_coverage=spread_of(run.outcome.tail_coverage),
        variance_retained=spread_of(run.outcome.variance_retained),
        error_mass=spread_of(run.outcome.error_mass),
    )


def _sentence(stated: Run, changed: Run, moved: bool) -> str:
    now = chance_in_words(stated.early)
    if not moved:
        return f"As stated, the simulated chance that rare cases are lost is {now}; nothing was moved."
    return (
        "With what was moved, the simulated chance that rare cases are lost is "
        f"{chance_in_words(changed.early)} instead of {now}; this is a trial, not an answer."
    )
