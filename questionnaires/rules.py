"""The scoring rules as data: scores, bands, caps and the routes to a verdict (``rules/scoring.yaml``).

Percentages in the file are 0 to 100, as people write them; the code that scores converts them once. When a rule applies
stands in the file as well, in the words of ``questionnaires/conditions.py``; code knows no rule by its name.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from questionnaires.answer import Frozen
from questionnaires.conditions import RuleCondition
from questionnaires.pack import Stakes, Verdict


class ScoreBand(Frozen):
    """The word for a score from this many points on."""

    from_points: float = Field(alias="from", ge=0, le=100)
    label: str


class NotApplicableRule(Frozen):
    """When "does not apply" is accepted, and from which share of weight on it is printed."""

    needs: tuple[str, ...]
    allowed_on_gates: bool
    show_share_over: float


class DisclosureRules(Frozen):
    """How the disclosure score is made up, in words, and its bands."""

    question: str
    total: str
    excluded: tuple[str, ...]
    zero: tuple[str, ...]
    if_promises_kept: str
    coverage: str
    na: NotApplicableRule
    bands: tuple[ScoreBand, ...]
    meaning: str


class PracticeRules(Frozen):
    """How the practice score is made up. coverage_needed: share of its weight, 0 to 1, before it may cap a
    verdict. poor_below: points below which it does.
    """

    question: str
    total: str
    coverage_needed: float = Field(ge=0, le=1)
    poor_below: float = Field(ge=0, le=100)
    meaning: str


class RiskRules(Frozen):
    """How a simulated risk is read. Bands and limits in percent."""

    fields: dict[str, str]
    gauges: dict[str, str]
    bands: dict[str, tuple[float, float]]
    general_severe_from: float
    unquantified_gap: float
    wide_from: float
    unquantified_when: str
    wide_when: str
    low_needs: str
    rule: str


class SampleRules(Frozen):
    """How a reading of sample outputs is used. n_min: outputs needed before it counts."""

    readings: tuple[str, ...]
    n_min: int
    rule: str


class VerdictWord(Frozen):
    """A verdict as a person reads it."""

    label: str
    colour: str
    sentence: str


class VerdictRules(Frozen):
    """The order of verdicts, their words, and the base verdict by stakes and disclosure points."""

    order: tuple[Verdict, ...]
    labels: dict[Verdict, VerdictWord]
    provisional: str
    base_by_disclosure: dict[Stakes, dict[Verdict, float]]
    final: str


class CapRule(Frozen):
    """A limit on the verdict that no score can buy off.

    when: the reason, in words; condition: the same for the program. Where ``all`` joins conditions, the last of them is
    the one that an answer or a deed can lift.
    cap: the best verdict it allows at each stakes. lift: what would lift it. finding: the finding it raises.
    """

    id: str = Field(pattern=r"^CAP-[A-Z0-9-]+$")
    kind: Literal["silence", "fact", "measurement", "use", "evidence"]
    when: str
    condition: RuleCondition = Field(alias="if")
    cap: dict[Stakes, Verdict] | Literal["one_step_down"]
    lift: str
    finding: str


class SilenceRule(Frozen):
    """What silence costs while a promise is in time. grace_days: days after its date that it still counts so."""

    text: str
    pending_cap_floor: Verdict
    grace_days: int = Field(ge=0)


class CompensatedAt(Frozen):
    """What the compensated route asks for in addition, and how far it reaches, at one level of stakes."""

    also: str
    condition: RuleCondition = Field(alias="if")
    effect: str
    floor: Verdict


class CompensatedRoute(Frozen):
    """The labelled exception: relying on the buyer's own checks.

    ruled_out_by: caps that close it. known_limit_caps: those among them that an admission meets and silence does not.
    """

    why: str
    needs_all: tuple[str, ...]
    condition: RuleCondition = Field(alias="if")
    ruled_out_by: tuple[str, ...]
    S1: CompensatedAt
    S2: CompensatedAt
    S3: CompensatedAt
    known_limit: str
    known_limit_caps: tuple[str, ...]
    label: str
    conditions: tuple[str, ...]

    def at(self, stakes: Stakes) -> CompensatedAt:
        """What it asks for, and how far it reaches, at these stakes."""
        return {"S1": self.S1, "S2": self.S2, "S3": self.S3}[stakes]


class ChangeRule(Frozen):
    """How "what would change it" is chosen. near_points: points of disclosure within which a step down is near."""

    rule: str
    interval: str
    near_points: float = Field(ge=0, le=100)


class MeetingRule(Frozen):
    """How far a reading from the meeting alone may go, up and down.

    spoken_counts_as: the grade that spoken answers count as for the reading, since nobody can write in a meeting.
    floors: how far down a cap of this kind may take the reading at each stakes.
    outcome: the sentence that a meeting ends in; numbers are filled in.
    """

    ceiling: Verdict
    floor_on_silence: Verdict
    spoken_counts_as: int = Field(ge=1, le=2)
    floors: dict[str, dict[Stakes, Verdict]]
    outcome: str
    text: str


class RuleChange(Frozen):
    """What changed in one version of the rules, why, and which expected values of the worked audits changed with it."""

    version: str
    date: dt.date
    what: str
    why: str


class ScoringRules(Frozen):
    """Everything in ``rules/scoring.yaml``."""

    format: Literal["qscoring/1"] = Field(alias="schema")
    version: str
    note: str
    disclosure_score: DisclosureRules
    practice_score: PracticeRules
    fmti_comparison: dict[str, Any]
    risk_input: RiskRules
    analyser_input: SampleRules
    verdicts: VerdictRules
    never_averaged: tuple[CapRule, ...]
    silence_rule: SilenceRule
    compensated_route: CompensatedRoute
    what_would_change_it: ChangeRule
    meeting_rule: MeetingRule
    supersede: str
    provisional_when: tuple[str, ...]
    provisional_pending_share: float = Field(ge=0, le=1)
    overdue_step_days: int = Field(ge=0)
    contradictions: str
    changelog: tuple[RuleChange, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _current_version_is_explained(self) -> Self:
        if self.changelog[0].version != self.version:
            raise ValueError(f"the changelog begins with version {self.changelog[0].version}, not with {self.version}")
        ids = [rule.id for rule in self.never_averaged]
        if len(ids) != len(set(ids)):
            raise ValueError("two caps have the same id")
        return self

    def cap(self, cap_id: str) -> CapRule:
        """The cap of that id. Raises KeyError where the file holds none."""
        for rule in self.never_averaged:
            if rule.id == cap_id:
                return rule
        raise KeyError(cap_id)
