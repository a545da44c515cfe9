"""The parameter file of the risk engine as checked values."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from core.risk.distributions import ChoiceOf, Distribution
from core.risk.parameter_tables import (
    Basis,
    BreakdownRows,
    ConceptLink,
    DecodingTable,
    DedupTable,
    GradeWeight,
    InheritedFields,
    Interval,
    Link,
    PercentRules,
    Policy,
    Revision,
    StageLimits,
    Term,
    TrainingTable,
    VerificationTable,
)
from core.risk.result import Band
from questionnaires.answer import Frozen
from questionnaires.reading import read_model

SHIPPED = Path(__file__).with_name("parameters.yaml")
PARAMETER_NAMES = frozenset(
    {
        *("crawled", "recent_web", "generated_share", "inherited_share", "inherited_counted", "human_floor"),
        *("new_human_share", "renewed_human", "own_output_share", "regime", "growth", "months_between_rounds"),
        *("rounds_so_far", "training", "decoding", "verification", "tail_aware", "anchors", "anchors_renewed"),
        *("round_size", "rare_count", "filter_recall", "filter_false_alarms", "dedup", "web_ai_share", "web_drift"),
        *("web_tail", "web_variety", "web_compounding", "fluency_bias", "new_errors"),
    }
)
REGIMES = ("replace", "accumulate", "budget")


class Parameter(Frozen):
    """One parameter of the training loop.

    values: the categories, in order, where it has some, labels in plain words; range: allowed values otherwise.
    while_unknown: what stands for a value until somebody answers, where the prior alone would mislead.
    known_by: whether the vendor could tell us, or nobody can.
    worst: value or values that harm most; several where it depends on the rest. best: the value that protects most.
    hides: parameters that stay open with this one, whether or not a question asks for them.
    source: where figures come from; why: what speaks for this prior where nobody has measured it.
    combine: which of several answers about it counts in a draw. settled_by: it stays open until any, or all, of the
    questions that feed it are answered.
    """

    meaning: str
    unit: str
    range: Interval | None = None
    values: tuple[str, ...] = ()
    labels: dict[str, str] = {}
    while_unknown: str = ""
    known_by: Literal["vendor", "nobody"]
    prior: Distribution
    worst: tuple[float | str, ...] = ()
    best: float | str | None = None
    hides: tuple[str, ...] = ()
    combine: Literal["highest", "lowest"] = "highest"
    settled_by: Literal["any", "all"] = "any"
    basis: Basis
    source: str
    why: str

    @model_validator(mode="after")
    def _complete(self) -> Parameter:
        if bool(self.values) == (self.range is not None):
            raise ValueError("a parameter has either a range or values")
        if self.range is not None and self.range[0] >= self.range[1]:
            raise ValueError("a range must rise")
        if tuple(self.labels) != self.values:
            raise ValueError("every category needs a label, in the same order")
        if self.known_by == "vendor" and (not self.worst or self.best is None):
            raise ValueError("a parameter that the vendor could tell us needs its worst and its best value")
        if isinstance(self.prior, ChoiceOf) and tuple(self.prior.weights) != self.values:
            raise ValueError("the prior's categories must be the parameter's values, in the same order")
        for value in (*self.worst, *(() if self.best is None else (self.best,))):
            self.number(value)
        return self

    def number(self, value: float | str) -> float:
        """A value as the engine holds it: clipped into the range, or the position of the category."""
        if self.range is None:
            if value not in self.values:
                raise ValueError(f"{value!r} is not one of {', '.join(self.values)}")
            return float(self.values.index(str(value)))
        return min(max(float(value), self.range[0]), self.range[1])


class BandLimits(Frozen):
    """Upper ends of the bands of a gauge; above the last one the word is severe."""

    low: float
    guarded: float
    elevated: float
    high: float

    @model_validator(mode="after")
    def _rising(self) -> BandLimits:
        if not 0 < self.low < self.guarded < self.elevated < self.high < 1:
            raise ValueError("the ends of the bands must rise between 0 and 1")
        return self

    def word(self, probability: float) -> Band:
        """The band of a probability."""
        if probability < self.low:
            return "low"
        if probability < self.guarded:
            return "guarded"
        if probability < self.elevated:
            return "elevated"
        return "high" if probability < self.high else "severe"


class Bands(Frozen):
    """Limits of the two gauges."""

    rare_case: BandLimits
    general: BandLimits


class Parameters(Frozen):
    """The whole file. Shares and probabilities are from 0 to 1."""

    format: Literal["risk-parameters/1"]
    version: str
    date: dt.date
    horizon_months: int = Field(ge=3)
    course_step_months: int = Field(ge=1)
    stages: StageLimits
    bands: Bands
    policy: Policy
    wording: tuple[Term, ...] = Field(min_length=1)
    evidence: tuple[GradeWeight, ...]
    partial_answer_weight: float = Field(ge=0, le=1)
    percent_basis: PercentRules
    parameters: dict[str, Parameter]
    rare_types_log_sd: float = Field(ge=0)
    anchor_share_at_most: float = Field(gt=0, le=1)
    training: TrainingTable
    decoding: DecodingTable
    verification: VerificationTable
    dedup: DedupTable
    links: dict[str, Link]
    concepts: dict[str, ConceptLink]
    inherited_fields: InheritedFields
    breakdown_rows: BreakdownRows
    revisions: tuple[Revision, ...]

    @model_validator(mode="after")
    def _consistent(self) -> Parameters:
        names = set(self.parameters)
        if names != PARAMETER_NAMES:
            raise ValueError(f"the parameters must be exactly the known ones; check {sorted(names ^ PARAMETER_NAMES)}")
        if self.parameters["regime"].values != REGIMES:
            raise ValueError(f"the values of regime must be {', '.join(REGIMES)}")
        for name in ("training", "decoding", "verification", "dedup"):
            if self.parameters[name].values != tuple(getattr(self, name).table):
                raise ValueError(f"the table of {name} must list the parameter's values, in the same order")
        linked = {link.parameter for link in self.links.values()}
        linked |= {name for parameter in self.parameters.values() for name in parameter.hides}
        linked |= {link.parameter for link in self.concepts.values() if link.parameter is not None}
        if linked - names:
            raise ValueError(f"a link names an unknown parameter: {sorted(linked - names)}")
        if [step.grade for step in self.evidence] != [0, 1, 2, 3, 4]:
            raise ValueError("evidence must list the grades 0 to 4 in order")
        ends = [term.up_to for term in self.wording]
        if ends != sorted(ends) or ends[-1] < 1:
            raise ValueError("the ends of the wording must rise, and the last must reach 1")
        return self


@cache
def _shipped() -> Parameters:
    return read_model(SHIPPED, Parameters)


def load_parameters(path: Path | None = None) -> Parameters:
    """The shipped parameters, or a consultant's own copy.

    Raises UnusableInputError with one sentence naming the file, the place and the cause.
    """
    return _shipped() if path is None else read_model(path, Parameters)
