"""The words in which a rule says when it applies: conditions over the answers, the measurements and the use.

A condition holds exactly one test. ``any``, ``all`` and ``not`` join conditions; everything else looks at one fact. The
words are few on purpose: a rule that needs another one needs a discussion first.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from questionnaires.answer import Adjustment, Frozen, Status
from questionnaires.pack import Lane, Stakes

BandName = Literal["low", "guarded", "elevated", "high", "severe"]
Reading = Literal["healthy", "watch", "degraded", "inconclusive", "not_run"]


class ChoiceTest(Frozen):
    """What was chosen about a concept: one of these, nothing but these, or none of these (but something)."""

    concept: str
    any_of: tuple[str, ...] | None = None
    only: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(ids is not None for ids in (self.any_of, self.only, self.none_of)) != 1:
            raise ValueError("a choice is tested by exactly one of any_of, only and none_of")
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        """The choices named, whichever way they are tested."""
        return self.any_of or self.only or self.none_of or ()


class FigureTest(Frozen):
    """Bounds on a figure: the one answered about a concept, or the machine-written share in percent."""

    concept: str
    at_least: float | None = None
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if all(bound is None for bound in (self.at_least, self.above, self.below)):
            raise ValueError("a figure is tested by at_least, above or below")
        return self

    def holds(self, figure: float) -> bool:
        """Whether a figure is within the bounds."""
        return (
            (self.at_least is None or figure >= self.at_least)
            and (self.above is None or figure > self.above)
            and (self.below is None or figure < self.below)
        )


class RuleCondition(Frozen):
    """When a rule applies.

    About a concept: asked (a question of the audit asks it); answered; specific, partial (answered so); unknown (asked
    about, and we do not know, for whatever reason); silent (asked, and neither answered nor promised in time).
    About any answer: status; late (a promise that is overdue); adjusted (evidence that counts for less).
    About must-answer questions: must_answer_below_grade (answered, backed by less than this grade);
    must_answer_verified_fewer_than (answered, and so few at grade 4); must_answer_late (overdue by more than the days
    of the rules).
    About the simulated risk: rare_case_from, rare_case_low_end_from, general_from (a band or worse), quantified, wide.
    About what was measured, the use, and the product: the rest; samples_from is a number of outputs.
    """

    any: tuple[RuleCondition, ...] | None = Field(default=None, min_length=1)
    all: tuple[RuleCondition, ...] | None = Field(default=None, min_length=1)
    negated: RuleCondition | None = Field(default=None, alias="not")
    asked: str | None = None
    answered: str | None = None
    specific: str | None = None
    partial: str | None = None
    unknown: str | None = None
    silent: str | None = None
    choice: ChoiceTest | None = None
    figure: FigureTest | None = None
    status: tuple[Status, ...] | None = None
    late: Literal[True] | None = None
    adjusted: Adjustment | None = None
    must_answer_below_grade: int | None = Field(default=None, ge=1, le=4)
    must_answer_verified_fewer_than: int | None = Field(default=None, ge=1)
    must_answer_late: Literal[True] | None = None
    rare_case_from: BandName | None = None
    rare_case_low_end_from: BandName | None = None
    general_from: Literal["severe"] | None = None
    quantified: bool | None = None
    wide: bool | None = None
    reading: tuple[Reading, ...] | None = None
    samples_from: int | None = Field(default=None, ge=1)
    contradiction: Literal["open"] | None = None
    practice_poor: Literal["described", "with_silence"] | None = None
    coverage_short: Literal[True] | None = None
    stakes: tuple[Stakes, ...] | None = None
    human_in_loop: tuple[Literal["yes", "partly", "no"], ...] | None = None
    reviewer_competence: tuple[Literal["yes", "partly", "no"], ...] | None = None
    lane: tuple[Lane, ...] | None = None
    jurisdiction: tuple[Literal["EU", "UK", "California", "Other"], ...] | None = None
    fact: Literal["version_visible", "terms_no_training"] | None = None

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        if len(self.model_fields_set) != 1:
            named = ", ".join(sorted(self.model_fields_set)) or "none"
            raise ValueError(f"a condition holds exactly one test, this one holds {named}")
        return self

    @property
    def test(self) -> str:
        """The name of the one test it holds."""
        return next(iter(self.model_fields_set))

    @property
    def parts(self) -> tuple[RuleCondition, ...]:
        """The conditions it joins; empty where it looks at one fact."""
        return (*(self.any or ()), *(self.all or ()), *((self.negated,) if self.negated else ()))

    def concepts(self) -> frozenset[str]:
        """Every concept it looks at."""
        named = [self.asked, self.answered, self.specific, self.partial, self.unknown, self.silent]
        named += [test.concept for test in (self.choice, self.figure) if test is not None]
        return frozenset(filter(None, named)).union(*(part.concepts() for part in self.parts))

    def choices(self) -> tuple[ChoiceTest, ...]:
        """Every test of a choice in it."""
        own = () if self.choice is None else (self.choice,)
        return (*own, *(test for part in self.parts for test in part.choices()))
