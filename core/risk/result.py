"""What the risk engine says about an audit. Probabilities and shares are numbers from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Band = Literal["low", "guarded", "elevated", "high", "severe"]
CourseName = Literal["as stated", "best answers", "worst answers", "all human"]


@dataclass(frozen=True, slots=True)
class Gauge:
    """Chance of one kind of loss within the horizon.

    probability: mean over everything that is unknown.
    interval: 5th and 95th percentile over what the vendor could still tell us.
    adverse: mean with every open question at its worst answer.
    band: the word for ``probability``; None while the risk is unquantified or the word is withheld.
    """

    probability: float
    interval: tuple[float, float]
    adverse: float
    band: Band | None


@dataclass(frozen=True, slots=True)
class Spread:
    """5th, 50th and 95th percentile of a quantity at the horizon."""

    p05: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Stages:
    """Shares of the draws by the worst stage reached at the horizon; they add up to 1."""

    none: float
    early: float
    late: float
    total: float


@dataclass(frozen=True, slots=True)
class AskNext:
    """An open question and what its answer would do to the rare-case gauge.

    question: id of the open question; parameter: what it feeds, in plain words.
    share_of_variance: share of the variance of tail coverage that knowing the answer would remove, 0 to 1.
    """

    question: str
    parameter: str
    share_of_variance: float
    probability_if_best: float
    probability_if_worst: float


@dataclass(frozen=True, slots=True)
class Assumption:
    """One parameter of the training loop and where its value came from.

    parameter: its key in the parameter file; meaning: in plain words; value: what was used, in words.
    question: the answer it rests on, or None where only the prior speaks; grade: that answer's evidence grade.
    weight: share of the draws that use the answer, 0 to 1; the rest use the prior.
    basis: published, derived or judgement, for the prior.
    """

    parameter: str
    meaning: str
    value: str
    question: str | None
    grade: int | None
    weight: float
    basis: str


@dataclass(frozen=True, slots=True)
class Track:
    """5th, 50th and 95th percentile of a quantity at each of ``RiskResult.months``, 0 to 1."""

    low: tuple[float, ...]
    median: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How rare cases and variety fare under one reading of the answers, over ``RiskResult.months``.

    "best answers" and "worst answers" settle every open question; "all human" replaces the practices altogether.
    low, median, high: tail coverage, as in ``Track``. variance: variance retained.
    """

    name: CourseName
    low: tuple[float, ...]
    median: tuple[float, ...]
    high: tuple[float, ...]
    variance: Track


@dataclass(frozen=True, slots=True)
class RiskResult:
    """The whole result, with what is needed to compute it again.

    rare_case: chance of early loss; general: chance of late loss, both within 36 months.
    quantified: False while a question that must be answered and feeds the simulation is open, or while silence could
    hide too much.
    wide: quantified, yet the interval is wider than the rules allow.
    open_gates: ids of the questions that must be answered, feed the simulation, and are open.
    sentence: the statement in calibrated language, ready to print.
    parameters_version: version of the parameter file; custom_parameters: whether a consultant's own copy was used.
    """

    rare_case: Gauge
    general: Gauge
    tail_coverage: Spread
    variance_retained: Spread
    error_mass: Spread
    stages: Stages
    ask_next: tuple[AskNext, ...]
    quantified: bool
    wide: bool
    open_gates: tuple[str, ...]
    sentence: str
    months: tuple[int, ...]
    courses: tuple[Course, ...]
    assumptions: tuple[Assumption, ...]
    seed: int
    draws: int
    version: str
    parameters_version: str
    custom_parameters: bool
