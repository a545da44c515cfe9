"""The words every pack shares: statuses, grades, answer types, stakes, lanes, context questions and more."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from questionnaires.answer import Adjustment, Frozen


class StatusWord(Frozen):
    """What kind of answer came back. disclosure: its factor, 0 to 1; None where it stays out of the score."""

    label: str
    key: str | None
    disclosure: float | None = Field(ge=0, le=1)
    help: str


class EvidenceGrade(Frozen):
    """How well an answer is backed.

    factor: its part in the disclosure score, 0 to 1. sim_weight: share of simulation draws that use the answer, 0 to 1.
    """

    label: str
    factor: float = Field(ge=0, le=1)
    sim_weight: float = Field(ge=0, le=1)
    key: str
    test: str


class AdjustmentRule(Frozen):
    """A reason why evidence counts for less than its grade, and what suggests it to the reviewer by itself.

    older_than_months: suggested where all evidence of an answer is older. only_kinds: where all is of these kinds.
    """

    id: Adjustment
    label: str
    rule: str
    older_than_months: int | None = Field(default=None, ge=1)
    only_kinds: tuple[str, ...] = ()


class AnswerTypeWords(Frozen):
    """How an answer type is entered."""

    ui: str
    note: str = ""
    fields: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    tolerance: float | None = None
    practice_default: dict[str, float] = {}


class PercentBasis(Frozen):
    """How a percentage was arrived at. width_pp: half-width in percentage points where no sample gives one."""

    label: str
    width_pp: float | None
    note: str = ""


class DetectorCorrection(Frozen):
    """How a detector's result is turned into what is likely there, and when it is refused."""

    formula: str
    interval: str
    refuse_when: str


class Dynamic(Frozen):
    """One of the five problems that people mix up, in one line, and what helps against it."""

    label: str
    one_line: str
    fix: str


class Lane(Frozen):
    """Who trained or tuned the model."""

    label: str


class StakesWord(Frozen):
    """How much hangs on a wrong output, and how to tell."""

    label: str
    test: str


class ContextChoice(Frozen):
    """One choice of a context question, in words a person reads."""

    id: str
    label: str


class ContextQuestion(Frozen):
    """A question that the buyer answers before the vendor is in the room. sets: the part of the context it fills."""

    id: str
    ask: str
    type: Literal["choice", "multi_choice"]
    choices: tuple[ContextChoice, ...]
    sets: Literal["stakes", "human_in_loop", "reviewer_competence", "lane", "jurisdictions"]


class SimParameter(Frozen):
    """A parameter of the training loop that packs may feed; its prior lives with the risk engine."""

    unit: str = ""
    range: tuple[float, float] | None = None
    values: tuple[Any, ...] = ()
    note: str = ""


class Framework(Frozen):
    """A published framework that questions are mapped to, by id only."""

    name: str
    ref: str
    licence: str = ""
    basis: str


class Vocabulary(Frozen):
    """Everything in ``rules/vocabulary.yaml``."""

    format: Literal["qcommon/1"] = Field(alias="schema")
    version: str
    date: dt.date
    statuses: dict[str, StatusWord]
    evidence_grades: dict[int, EvidenceGrade]
    sim_weight_note: str
    evidence_adjustments: tuple[AdjustmentRule, ...]
    answer_types: dict[str, AnswerTypeWords]
    percent_basis: dict[str, PercentBasis]
    detector_correction: DetectorCorrection
    dynamics: dict[str, Dynamic]
    lanes: dict[str, Lane]
    stakes: dict[str, StakesWord]
    context_questions: tuple[ContextQuestion, ...]
    sim_params: dict[str, SimParameter]
    frameworks: dict[str, Framework]
