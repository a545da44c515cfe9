"""The few distributions that priors and answers are written in.

Each draws an array of floats; a category is drawn as its position in the parameter's list of values.
"""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from questionnaires.answer import FiniteNumber, Frozen

Floats = NDArray[np.float64]


class Certain(Frozen):
    """One value, always."""

    kind: Literal["certain"] = "certain"
    value: FiniteNumber

    def draw(self, rng: np.random.Generator, n: int) -> Floats:  # noqa: ARG002 - same face as the others
        """``n`` times the value."""
        return np.full(n, float(self.value))


class Beta(Frozen):
    """Beta distribution with shape parameters ``a`` and ``b``, both above 0."""

    kind: Literal["beta"] = "beta"
    a: float = Field(gt=0)
    b: float = Field(gt=0)

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """``n`` values from 0 to 1."""
        return rng.beta(self.a, self.b, n)


class BetaAround(Frozen):
    """Beta distribution given by mean and standard deviation; the latter is cut to what the mean allows."""

    kind: Literal["beta_around"] = "beta_around"
    mean: float = Field(gt=0, lt=1)
    sd: float = Field(gt=0)

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """``n`` values from 0 to 1."""
        spread = self.mean * (1 - self.mean)
        sd = min(self.sd, 0.99 * spread**0.5)
        total = spread / sd**2 - 1
        return rng.beta(self.mean * total, (1 - self.mean) * total, n)


class Uniform(Frozen):
    """All values from ``low`` to ``high`` equally likely."""

    kind: Literal["uniform"] = "uniform"
    low: FiniteNumber
    high: FiniteNumber

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """``n`` values from ``low`` to ``high``."""
        return rng.uniform(self.low, self.high, n)


class LogUniform(Frozen):
    """All orders of magnitude from ``low`` to ``high`` equally likely; both above 0."""

    kind: Literal["log_uniform"] = "log_uniform"
    low: float = Field(gt=0)
    high: float = Field(gt=0)

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """``n`` values from ``low`` to ``high``."""
        return np.exp(rng.uniform(np.log(self.low), np.log(self.high), n))


class NoneOrLogUniform(Frozen):
    """Zero with probability ``none``, else log-uniform from ``low`` to ``high``."""

    kind: Literal["none_or_log_uniform"] = "none_or_log_uniform"
    none: float = Field(ge=0, le=1)
    low: float = Field(gt=0)
    high: float = Field(gt=0)

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """``n`` values: 0, or from ``low`` to ``high``."""
        amount = np.exp(rng.uniform(np.log(self.low), np.log(self.high), n))
        return np.where(rng.random(n) < self.none, 0.0, amount)


class LogNormal(Frozen):
    """A count around its median; ``log_sd`` is the standard deviation of its natural logarithm."""

    kind: Literal["log_normal"] = "log_normal"
    median: float = Field(gt=0)
    log_sd: float = Field(ge=0)

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """``n`` values above 0."""
        return self.median * np.exp(self.log_sd * rng.standard_normal(n))


class Normal(Frozen):
    """Normal distribution."""

    kind: Literal["normal"] = "normal"
    mean: FiniteNumber
    sd: float = Field(ge=0)

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """``n`` values."""
        return rng.normal(self.mean, self.sd, n)


class Triangular(Frozen):
    """From ``low`` over the likeliest value ``mode`` to ``high``."""

    kind: Literal["triangular"] = "triangular"
    low: FiniteNumber
    mode: FiniteNumber
    high: FiniteNumber

    @model_validator(mode="after")
    def _ordered(self) -> Triangular:
        if not self.low <= self.mode <= self.high:
            raise ValueError("low, mode and high must not decrease")
        return self

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """``n`` values from ``low`` to ``high``."""
        if self.low == self.high:
            return np.full(n, float(self.mode))
        return rng.triangular(self.low, self.mode, self.high, n)


class Chance(Frozen):
    """Yes (1) with this probability, else no (0)."""

    kind: Literal["chance"] = "chance"
    probability: float = Field(ge=0, le=1)

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """``n`` values, each 0 or 1."""
        return (rng.random(n) < self.probability).astype(np.float64)


class ChoiceOf(Frozen):
    """A category by weight, in the order of the parameter's values; weights need not add up to 1."""

    kind: Literal["choice"] = "choice"
    weights: dict[str, float]

    @model_validator(mode="after")
    def _usable(self) -> ChoiceOf:
        if min(self.weights.values(), default=-1.0) < 0 or sum(self.weights.values()) <= 0:
            raise ValueError("weights must not be negative and one must be above 0")
        return self

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """``n`` positions in the list of categories."""
        ends = np.cumsum(list(self.weights.values()))
        return np.searchsorted(ends / ends[-1], rng.random(n), side="right").astype(np.float64)


Distribution = Annotated[
    Certain
    | Beta
    | BetaAround
    | Uniform
    | LogUniform
    | NoneOrLogUniform
    | LogNormal
    | Normal
    | Triangular
    | Chance
    | ChoiceOf,
    Field(discriminator="kind"),
]
