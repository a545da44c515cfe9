"""An audit as one immutable value (``qaudit/1``): who, what for, which answers, which evidence.

The store keeps it, scores are computed from it, reports print it; nothing computed is part of it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from questionnaires.answer import Answer, FiniteNumber, Frozen
from questionnaires.pack import Lane, Stakes

YesPartlyNo = Literal["yes", "partly", "no"]
Jurisdiction = Literal["EU", "UK", "California", "Other"]
AnalyserReading = Literal["healthy", "watch", "degraded", "inconclusive", "not_run"]


class Person(Frozen):
    """Somebody who had a part in the audit, and in which role."""

    name: str
    role: str = ""


class Context(Frozen):
    """The buyer's side, answered before the vendor is in the room; it sets stakes and lane."""

    stakes: Stakes
    human_in_loop: YesPartlyNo
    reviewer_competence: YesPartlyNo = "no"
    lane: Lane
    jurisdictions: tuple[Jurisdiction, ...] = ()
    use: str = ""
    worst_case: str = ""


class Head(Frozen):
    """Who and what is examined, for whom, by whom and with which packs; each pack once, frozen at its version."""

    vendor: str = Field(min_length=1, max_length=300)
    product: str = Field(max_length=300)
    client: str = Field(default="", max_length=300)
    auditor: Person
    packs: tuple[str, ...] = Field(min_length=1)
    pack_versions: dict[str, str] = {}

    @model_validator(mode="after")
    def _packs_agree(self) -> Self:
        if len(set(self.packs)) < len(self.packs) or not self.pack_versions.keys() <= set(self.packs):
            raise ValueError("each pack is listed once, and only listed packs have a version")
        return self


class SampleSummary(Frozen):
    """What the measured sample outputs say as a whole, in the words of the rules file."""

    reading: AnalyserReading = "not_run"
    n: int = Field(default=0, ge=0)
    baseline: str = ""
    date: dt.date | None = None
    note: str = ""


class Contradiction(Frozen):
    """Two claims that cannot both be true, quoted; closed only by a named reviewer."""

    id: str
    question: str
    claim_a: str
    claim_b: str
    state: Literal["open", "explained", "closed"] = "open"
    resolution: str = ""
    closed_by: str | None = None


class EvidenceItem(Frozen):
    """One piece of evidence: what it is and, once a file is attached, its hash."""

    title: str
    kind: Literal["verbal", "written", "marketing", "document", "verified"]
    dated: dt.date | None = None
    sha256: str | None = None


class SignOff(Frozen):
    """Who prepared and who reviewed, when, and what the vendor said to it."""

    prepared_by: str | None = None
    prepared_on: dt.date | None = None
    reviewed_by: str | None = None
    reviewed_on: dt.date | None = None
    vendor_comment: str | None = None


class RecordedRisk(Frozen):
    """Risk figures that another program wrote into the file, in percent. Kept as read, never used."""

    low: FiniteNumber
    central: FiniteNumber
    high: FiniteNumber
    adverse: FiniteNumber | None = None
    general: FiniteNumber | None = None
    note: str = ""


class AuditDocument(Frozen):
    """One vendor product examined for one use at one time.

    seed: drawn when the audit is made and used for every simulation of it; None only in a file that never had one.
    answers: by question id, the current answer to each.
    version_visible, terms_no_training: facts about the product that the compensated route asks for.
    risk, sim_inputs, what_if: figures that another program wrote into the file; kept as read, never used.
    """

    format: Literal["qaudit/1"] = Field(default="qaudit/1", alias="schema")
    sample: bool = False
    audit_id: str = Field(min_length=1, max_length=80)
    vendor: str = Field(min_length=1, max_length=300)
    product: str = Field(max_length=300)
    client: str = Field(default="", max_length=300)
    auditor: Person
    packs: tuple[str, ...] = Field(min_length=1)
    pack_versions: dict[str, str] = {}
    opened: dt.date
    closed: dt.date | None = None
    seed: int | None = Field(default=None, ge=0, lt=2**63)
    context: Context
    answers: dict[str, Answer] = {}
    evidence: dict[str, EvidenceItem] = {}
    contradictions: tuple[Contradiction, ...] = ()
    analyser: SampleSummary = SampleSummary()
    version_visible: bool = False
    terms_no_training: bool = False
    signoff: SignOff = SignOff()
    reaudit_due: dt.date | None = None
    risk: RecordedRisk | None = None
    sim_inputs: dict[str, Any] | None = None
    what_if: tuple[dict[str, Any], ...] = ()

    @property
    def head(self) -> Head:
        """The part that says who and what is examined."""
        return Head.model_validate({name: getattr(self, name) for name in Head.model_fields})

    def with_head(self, head: Head) -> AuditDocument:
        """The same audit under another head."""
        return self.model_copy(update={name: getattr(head, name) for name in Head.model_fields})

    def with_answer(self, question_id: str, answer: Answer) -> AuditDocument:
        """The same audit with one answer given or changed."""
        return self.model_copy(update={"answers": {**self.answers, question_id: answer}})
