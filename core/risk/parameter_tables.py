"""The parts of the parameter file around the parameters: policy, wording, beliefs, effects, links to packs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from core.risk.distributions import Distribution
from questionnaires.answer import FiniteNumber, Frozen

Basis = Literal["published", "derived", "judgement"]
Interval = tuple[FiniteNumber, FiniteNumber]


class StageLimits(Frozen):
    """What counts as early, late and total loss; see ``core.risk.stages``."""

    early_coverage_below: float = Field(gt=0, lt=1)
    late_variance_below: float = Field(gt=0, lt=1)
    late_errors_above: float = Field(gt=0, lt=1)
    total_variance_below: float = Field(gt=0, lt=1)
    basis: Basis
    source: str
    why: str


class Policy(Frozen):
    """When a risk is unquantified or wide, and when calm words are withheld. Shares from 0 to 1."""

    unquantified_when_adverse_exceeds_mean_by: float
    wide_when_interval_exceeds: float
    calm_words_need_grade: int


class Term(Frozen):
    """Words for probabilities up to and including an end."""

    up_to: float
    words: str


class GradeWeight(Frozen):
    """How far an answer of one evidence grade is believed; see the file for the three numbers."""

    grade: int
    weight: float = Field(ge=0, le=1)
    concentration: float = Field(gt=0)
    log_sd: float = Field(ge=0)


class PercentRules(Frozen):
    """How wide a percentage is, by how it was arrived at. half_width: share from 0 to 1."""

    half_width: dict[str, float]
    interval_z: float
    detector_needs_separation: float


class TrainingEffect(Frozen):
    """Share of behaviour from a clean base and from the last version: [low, high]."""

    from_base: Interval
    carried_over: Interval


class DecodingEffect(Frozen):
    """Mean and standard deviation of tail rate and variety kept; [low, high] of the compounding exponent."""

    tail: Interval
    variety: Interval
    compounding: Interval


class VerificationEffect(Frozen):
    """[low, high] of the share of right items, wrong items and rare cases that pass the check."""

    right_kept: Interval
    wrong_kept: Interval
    tail_kept_blind: Interval
    tail_kept_aware: Interval


class TrainingTable(Frozen):
    """Effects of the training types."""

    basis: Basis
    source: str
    why: str
    table: dict[str, TrainingEffect]


class DecodingTable(Frozen):
    """Effects of the ways to draw text."""

    basis: Basis
    source: str
    why: str
    table: dict[str, DecodingEffect]


class VerificationTable(Frozen):
    """Effects of the checks."""

    basis: Basis
    source: str
    why: str
    table: dict[str, VerificationEffect]


class DedupTable(Frozen):
    """By how much duplicate removal lowers the odds of machine text."""

    basis: Basis
    source: str
    why: str
    table: dict[str, Distribution]


class Revision(Frozen):
    """A choice that was changed after it had been tried on the reference cases, and what the change did to them."""

    what: str
    old: str
    new: str
    why: str
    effect: str


class Link(Frozen):
    """How an answer becomes a parameter, for one of the names that packs use."""

    parameter: str
    words: dict[str, str | float] = {}
    steps: tuple[tuple[float, str], ...] = ()
    per: float | None = None


class ConceptLink(Frozen):
    """How an answer becomes a parameter, for a question known by what it asks; without parameter it feeds nothing."""

    parameter: str | None = None
    value: bool = False
    choices: dict[str, float] = {}
    bands: tuple[tuple[float, float], ...] = ()


class InheritedFields(Frozen):
    """Names of the extra fields that hold the inherited share in percent."""

    low: str
    best: str
    high: str


class BreakdownRows(Frozen):
    """Names of breakdown rows with a meaning of their own."""

    crawled: str
