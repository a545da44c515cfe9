"""An answer as a plain value: what kind of answer came back, how well it is backed, and what it said."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator

Status = Literal["specific", "partial", "vague", "pending", "dont_know", "refused", "na", "not_asked"]
Basis = Literal["counted", "sampled", "detected", "estimated", "asserted"]
Adjustment = Literal["stale", "scope", "brochure", "ticked", "self_gen"]

ANSWERED: frozenset[Status] = frozenset({"specific", "partial"})
"""Statuses that carry a value."""
UNKNOWN: frozenset[Status] = frozenset({"vague", "pending", "dont_know", "refused"})
"""Statuses of a question that was asked and leaves us not knowing."""

TEXT_LIMIT = 20_000
"""Characters that one answer's words may have."""

FiniteNumber = Annotated[float, Field(allow_inf_nan=False)]


def _day_where_it_is_one(raw: Any) -> Any:
    """Plain data such as JSON has no dates: words written as one are one, wherever they were kept."""
    if isinstance(raw, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
        try:
            return dt.date.fromisoformat(raw)
        except ValueError:
            return raw
    return raw


ExtraValue: TypeAlias = Annotated[bool | FiniteNumber | dt.date | str, BeforeValidator(_day_where_it_is_one)]
"""What an extra field of an answer may hold."""


class Frozen(BaseModel):
    """A value read from outside: immutable, with no key we do not know and no number that is not finite."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_max_length=TEXT_LIMIT)


class Range(Frozen):
    """Low, best and high figure in the unit of the question (percent for shares); one at least is given."""

    low: FiniteNumber | None = None
    best: FiniteNumber | None = None
    high: FiniteNumber | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        figures = [figure for figure in (self.low, self.best, self.high) if figure is not None]
        if not figures:
            raise ValueError("a range needs at least one of low, best and high")
        if figures != sorted(figures):
            raise ValueError("low, best and high must not decrease")
        return self

    @property
    def central(self) -> float:
        """The best figure; without one, the middle of what was given."""
        if self.best is not None:
            return self.best
        ends = [figure for figure in (self.low, self.high) if figure is not None]
        return sum(ends) / len(ends)

    @property
    def lowest(self) -> float:
        """The low figure, or the next one above it that was given."""
        return next(figure for figure in (self.low, self.best, self.high) if figure is not None)

    @property
    def highest(self) -> float:
        """The high figure, or the next one below it that was given."""
        return next(figure for figure in (self.high, self.best, self.low) if figure is not None)


def _kind_of_value(raw: Any) -> str | None:
    """Which kind of value something is; a range and a table of ranges are both mappings in a file."""
    match raw:
        case Range():
            return "range"
        case dict():
            return "range" if raw and set(raw) <= {"low", "best", "high"} else "table"
        case bool():
            return None
        case int() | float():
            return "number"
        case dt.date() | str():
            return "day"
        case _:
            return None


Value = (
    Annotated[
        Annotated[FiniteNumber, Tag("number")]
        | Annotated[dt.date, Tag("day")]
        | Annotated[Range, Tag("range")]
        | Annotated[dict[str, Range], Tag("table")],
        Discriminator(
            _kind_of_value,
            custom_error_type="value_kind",
            custom_error_message="it must be a number, a date, or low, best and high",
        ),
    ]
    | None
)
"""A number, a date, a range, or a range for each stage or row."""

Choices = Annotated[
    tuple[str, ...],
    BeforeValidator(lambda raw: () if raw is None else (raw,) if isinstance(raw, str) else raw),
]


class Answer(Frozen):
    """One answer to one question, as written in an audit (``qaudit/1``).

    grade: evidence grade 0 (none) to 4 (independently verified), before adjustments.
    choice: ids of the choices named, in the order given; empty where the question has none.
    extra: the question's extra fields, by name.
    basis, n: how a percentage was arrived at, and the size of the sample behind it.
    overdue_days: days since ``due`` passed without the answer, at the date the audit speaks of; worked out for a
        promise with a due date (``core.audit.follow_ups``), typed only where no due date is known.
    adjust, adjust_reasons: why the evidence counts for less than its grade, and the reviewer's words for each.
    reason, accepted_by: why "does not apply" was accepted, and by whom; None stands for the auditor.
    """

    status: Status
    grade: int = Field(default=0, ge=0, le=4)
    choice: Choices = ()
    value: Value = None
    text: str = ""
    extra: dict[str, ExtraValue] = {}
    basis: Basis | None = None
    n: int | None = Field(default=None, ge=1)
    evidence: tuple[str, ...] = ()
    by: str | None = None
    date: dt.date | None = None
    due: dt.date | None = None
    overdue_days: int = Field(default=0, ge=0)
    adjust: tuple[Adjustment, ...] = ()
    adjust_reasons: dict[Adjustment, str] = {}
    reason: str = ""
    accepted_by: str | None = None

    @model_validator(mode="after")
    def _reasons_belong(self) -> Answer:
        strange = [name for name in self.adjust_reasons if name not in self.adjust]
        if strange:
            raise ValueError(f"a reason is given for {strange[0]!r}, which is not among the adjustments")
        return self

    @property
    def answered(self) -> bool:
        """Whether the answer carries a value that could be wrong."""
        return self.status in ANSWERED

    @property
    def unknown(self) -> bool:
        """Whether the question was asked and we still do not know."""
        return self.status in UNKNOWN

    @property
    def overdue(self) -> bool:
        """Whether a promised answer is late."""
        return self.overdue_days > 0
