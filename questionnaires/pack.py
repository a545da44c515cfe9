"""A question pack (``qpack/1``): the questions and everything a person needs to ask them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from questionnaires.answer import Frozen, Range, Status

Lane = Literal["A", "B", "C"]
Stakes = Literal["S1", "S2", "S3"]
Verdict = Literal["NOT_DEFENSIBLE", "YELLOW_FLAG", "CONDITIONAL", "DEFENSIBLE"]
AnswerType = Literal[
    "yes_partly_no",
    "choice",
    "multi_choice",
    "percent_range",
    "stage_percent",
    "breakdown",
    "number",
    "number_range",
    "date",
    "text",
]
WITH_BANDS: frozenset[AnswerType] = frozenset({"percent_range", "stage_percent", "number", "number_range"})
"""Types of figures that may also be given roughly."""
STAGES = ("pretraining", "later_training")
"""The two stages that a ``stage_percent`` answer speaks of."""


class Choice(Frozen):
    """One choice of a question.

    practice: how protective the practice is, 0 to 1.
    sim: the value it gives the question's simulation parameter; sets_sim: values for further parameters.
    sets: context it settles (the lane).
    exclusive: it stands alone where several may be chosen.
    becomes: its id in the question that a meeting answer is carried to, where that one names it differently.
    """

    id: str
    label: str
    practice: float | None = Field(default=None, ge=0, le=1)
    sim: bool | float | str | None = None
    sets: dict[str, str] = {}
    sets_sim: dict[str, bool | float | str] = {}
    exclusive: bool = False
    becomes: str | None = None


class Band(Frozen):
    """A rough answer to a question of figures, in the unit of the question: from ``low`` to ``high``.

    An answer that names it holds its range without a best figure. high: None where the band is open upwards.
    """

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    label: str = Field(min_length=1, max_length=30)
    low: float = Field(ge=0)
    high: float | None = None

    @model_validator(mode="after")
    def _rises(self) -> Band:
        if self.high is not None and self.high < self.low:
            raise ValueError("a band must not end below its beginning")
        return self

    @property
    def range(self) -> Range:
        """The range that stands for the band in an answer."""
        return Range(low=self.low, high=self.high)


class PracticeRow(Frozen):
    """Practice bands that read one row of a breakdown."""

    row: str
    bands: tuple[tuple[float, float], ...]


class AnswerSpec(Frozen):
    """What an answer to a question looks like, and how its practice value is read from it.

    practice_bands: pairs (upper bound, practice); the first bound above the value counts.
    practice: "none" when the answer says nothing about how protective the practice is.
    bands: rough answers offered beside exact figures, for each stage where there are stages.
    extra_options: what an extra field may hold, for those that are chosen from a list.
    extra_limits: lowest and highest figure of an extra field, for those that hold one.
    """

    type: AnswerType
    choices: tuple[Choice, ...] = ()
    rows: tuple[str, ...] = ()
    unit: str = ""
    extra_fields: tuple[str, ...] = ()
    extra_options: dict[str, tuple[str, ...]] = {}
    extra_limits: dict[str, tuple[float, float]] = {}
    bands: tuple[Band, ...] = ()
    practice: Literal["none"] | None = None
    practice_rule: Literal["max", "sum_capped", "share"] = "max"
    practice_bands: tuple[tuple[float, float], ...] = ()
    practice_from: PracticeRow | None = None
    practice_map: dict[str, float] | None = None

    @model_validator(mode="after")
    def _complete(self) -> AnswerSpec:
        if self.type in ("choice", "multi_choice") and not self.choices:
            raise ValueError(f"an answer of type {self.type} needs choices")
        if self.type == "breakdown" and not self.rows:
            raise ValueError("an answer of type breakdown needs rows")
        ids = [choice.id for choice in self.choices]
        if len(ids) != len(set(ids)):
            raise ValueError("two choices have the same id")
        if self.bands and self.type not in WITH_BANDS:
            raise ValueError(f"an answer of type {self.type} cannot have bands")
        if {*self.extra_options, *self.extra_limits} - set(self.extra_fields):
            raise ValueError("options or limits are given for an extra field that the answer does not have")
        return self

    def band_of(self, value: Range) -> Band | None:
        """The band whose range this is, or None for a figure of its own."""
        return next((band for band in self.bands if band.range == value), None)

    def choice(self, choice_id: str) -> Choice | None:
        """The choice of that id, or None."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


class SimulationLink(Frozen):
    """Which simulation parameter the answer feeds, and from which part of it."""

    param: str
    source: str = Field(alias="from")
    also: dict[str, str] = {}


class WantedEvidence(Frozen):
    """Evidence grade wanted at ordinary and at critical stakes, and what would do."""

    want: int = Field(ge=1, le=4)
    want_high: int = Field(ge=1, le=4)
    accept: tuple[str, ...]


class Condition(Frozen):
    """When a question is shown: any / all / not over what an earlier question was answered.

    A condition that cannot be decided shows the question: skip on knowledge, never on ignorance.
    """

    any: tuple[Condition, ...] | None = None
    all: tuple[Condition, ...] | None = None
    negated: Condition | None = Field(default=None, alias="not")
    q: str | None = None
    has: str | None = None
    only: str | None = None
    status_in: tuple[Status, ...] | None = None
    all_stages_zero: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Condition:
        kinds = [self.any, self.all, self.negated, self.q]
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("a condition holds exactly one of any, all, not and q")
        tests = [self.has, self.only, self.status_in, self.all_stages_zero]
        if sum(test is not None for test in tests) != (1 if self.q is not None else 0):
            raise ValueError("a condition on a question holds exactly one of has, only, status_in and all_stages_zero")
        return self

    def question_ids(self) -> frozenset[str]:
        """Every question the condition looks at."""
        parts = [*(self.any or ()), *(self.all or ())]
        if self.negated is not None:
            parts.append(self.negated)
        named = frozenset() if self.q is None else frozenset({self.q})
        return named.union(*(part.question_ids() for part in parts))


class Question(Frozen):
    """One question: how it is asked, why, what a good answer sounds like, what it is worth and what it feeds.

    concept: what is asked, independent of wording; carries answers between packs, versions and vendors.
    gate: whether the answer can cap the verdict by itself ("must answer" where a person reads it).
    ask_in: other words for a lane, such as a vendor who builds on somebody else's model.
    why, strong, red_flags, verify, weight: for the person asking; they never leave for the vendor.
    """

    id: str = Field(pattern=r"^[A-Z]{2}-[A-Z]?[0-9]{1,2}(\.[0-9]{2})?$")
    section: str
    concept: str = Field(pattern=r"^[a-z0-9_]+$")
    carries_to: str | None = None
    gate: bool = False
    short: str = Field(max_length=48)
    ask: str = Field(min_length=1)
    ask_in: dict[Lane, str] = {}
    why: str = Field(min_length=1)
    strong: str = Field(min_length=1)
    red_flags: tuple[Annotated[str, Field(min_length=1)], ...] = Field(min_length=1)
    probe: str = Field(min_length=1)
    answer: AnswerSpec
    sim: SimulationLink | None = None
    evidence: WantedEvidence
    verify: str
    weight: int = Field(ge=1, le=5)
    show_if: Condition | None = None
    lanes: tuple[Lane, ...] = ("A", "B", "C")
    na_allowed: tuple[str, ...] = ()
    dynamics: tuple[str, ...] = Field(min_length=1)
    maps: dict[str, tuple[str | int, ...]]
    sources: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _gates_always_apply(self) -> Question:
        if self.gate and self.na_allowed:
            raise ValueError("a question that must be answered cannot allow 'does not apply'")
        return self

    def asked_in(self, lane: Lane) -> str:
        """The words to ask it with, in a lane."""
        return self.ask_in.get(lane, self.ask)


class Section(Frozen):
    """A titled group of questions."""

    id: str
    title: str


class Minutes(Frozen):
    """How long the pack takes, in minutes."""

    typical: int
    max: int


class PackChange(Frozen):
    """What changed in one version of a pack, and why."""

    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    date: dt.date
    what: str = Field(min_length=1)
    why: str = Field(min_length=1)


class PackHead(Frozen):
    """Who the pack is for, how far a verdict from it may go, and what is said around it.

    changelog: the newest version first.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{2,40}$")
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    date: dt.date
    language: str
    title: str
    purpose: str
    audience: Literal["vendor", "internal"]
    lane: Lane | None = None
    minutes: Minutes
    ceiling: Verdict
    coverage_needed: float = Field(ge=0, le=1)
    opening_line: str
    closing_line: str
    legal_note: str = ""
    changelog: tuple[PackChange, ...] = ()
    sections: tuple[Section, ...] = Field(min_length=1)


class Pack(Frozen):
    """A versioned set of questions; frozen inside an audit once used."""

    format: Literal["qpack/1"] = Field(alias="schema")
    fmti_rule: str = ""
    pack: PackHead
    questions: tuple[Question, ...] = Field(min_length=1)

    @property
    def id(self) -> str:
        """The pack's id, as audits name it."""
        return self.pack.id

    def question(self, question_id: str) -> Question | None:
        """The question of that id, or None."""
        return next((question for question in self.questions if question.id == question_id), None)

    @classmethod
    def read(cls, data: Any) -> Pack:
        """Validate plain data as a pack; raises pydantic's ValidationError."""
        return cls.model_validate(data)
