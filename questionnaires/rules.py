"""The scoring rules as data: scores, bands, caps and the routes to a verdict (``rules/scoring.yaml``).

Percentages in the file are 0 to 100, as people write them; the code that scores converts them once.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from questionnaires.answer import Frozen
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
    verdict. poor_below: points below which it does. finding_up_to: practice value of one answer that raises a finding.
    """

    question: str
    total: str
    coverage_needed: float = Field(ge=0, le=1)
    poor_below: float = Field(ge=0, le=100)
    finding_up_to: float = Field(ge=0, le=1)
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
    """A limit on the verdict that no score can buy off. cap: the best verdict it allows at each stakes."""

    id: str
    kind: Literal["silence", "fact", "measurement", "use", "evidence"]
    when: str
    cap: dict[Stakes, Verdict] | Literal["one_step_down"]
    lift: str
    finding: str


class SilenceRule(Frozen):
    """What silence costs while a promise is in date."""

    text: str
    pending_cap_floor: Verdict


class CompensatedAt(Frozen):
    """What the compensated route asks for in addition, and how far it reaches, at one level of stakes."""

    also: tuple[str, ...]
    effect: str
    floor: Verdict


class CompensatedRoute(Frozen):
    """The labelled exception: relying on the buyer's own checks. ruled_out_by: caps that close it."""

    why: str
    needs_all: tuple[str, ...]
    ruled_out_by: tuple[str, ...]
    S1: CompensatedAt
    S2: CompensatedAt
    S3: CompensatedAt
    known_limit: str
    label: str
    conditions: tuple[str, ...]


class ChangeRule(Frozen):
    """How "what would change it" is chosen."""

    rule: str
    interval: str


class MeetingRule(Frozen):
    """How far a reading from the meeting alone may go, up and down."""

    ceiling: Verdict
    floor_on_silence: Verdict
    text: str


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
    synthetic_majority_from: float = Field(ge=0, le=100)
    provisional_pending_share: float = Field(ge=0, le=1)
    overdue_step_days: int = Field(ge=0)
    gate_unknown_findings: dict[str, str]
    contradictions: str

    def cap(self, cap_id: str) -> CapRule:
        """The cap of that id. Raises KeyError where the file holds none."""
        for rule in self.never_averaged:
            if rule.id == cap_id:
                return rule
        raise KeyError(cap_id)
