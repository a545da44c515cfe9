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
EvidenceKind = Literal["verbal", "written", "marketing", "document", "verified"]
ContradictionState = Literal["open", "explained", "closed", "withdrawn"]


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
    """Two claims that cannot both be true, quoted; explained in a sentence, and closed only by a named reviewer.

    question, other_question: where the claims were made; None where the second is no answer, such as a brochure.
    why: what the claims contradict each other in. resolution: the explanation.
    state: only an open one caps the verdict; a withdrawn one was written by mistake and is no longer part of the audit.
    """

    id: str = Field(min_length=1, max_length=40)
    question: str
    other_question: str | None = None
    claim_a: str
    claim_b: str
    why: str = ""
    state: ContradictionState = "open"
    resolution: str = ""
    closed_by: str | None = None
    closed_on: dt.date | None = None


class EvidenceItem(Frozen):
    """One piece of evidence: what it is and, once a file is attached, its hash.

    source: from whom or from where it came. dated: the date it bears. received: when it reached us.
    file_name: what the file was called; a label, never a path. withdrawn: no longer part of the register, kept because
    earlier answers rest on it.
    """

    title: str
    kind: EvidenceKind
    source: str = ""
    dated: dt.date | None = None
    received: dt.date | None = None
    file_name: str = Field(default="", max_length=255)
    sha256: str | None = None
    withdrawn: bool = False


class SignOff(Frozen):
    """Who prepared and who reviewed, when, and what the vendor said to it, in its own words.

    interest: what whoever prepared or reviewed has to gain or lose by the outcome, in their words; None where nobody
    stated it. met_on: when the vendor was met. accepted_by, accepted_on: who accepted the conditions for the client.
    """

    prepared_by: str | None = None
    prepared_on: dt.date | None = None
    reviewed_by: str | None = None
    reviewed_on: dt.date | None = None
    reviewer_role: str | None = None
    interest: str | None = None
    met_on: dt.date | None = None
    accepted_by: str | None = None
    accepted_on: dt.date | None = None
    vendor_comment: str | None = None
    vendor_comment_by: str | None = None
    vendor_comment_on: dt.date | None = None


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
    follows: id of the audit of the same product that this one was begun from; empty where there was none.
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
    follows: str = Field(default="", max_length=80)
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

    def with_evidence(self, evidence_id: str, item: EvidenceItem) -> AuditDocument:
        """The same audit with one piece of evidence added or changed."""
        return self.model_copy(update={"evidence": {**self.evidence, evidence_id: item}})

    def with_contradiction(self, contradiction: Contradiction) -> AuditDocument:
        """The same audit with one contradiction added or changed; a withdrawn one is taken out."""
        by_id = {item.id: item for item in self.contradictions} | {contradiction.id: contradiction}
        stay = tuple(item for item in by_id.values() if item.state != "withdrawn")
        return self.model_copy(update={"contradictions": stay})

    def with_answer(self, question_id: str, answer: Answer) -> AuditDocument:
        """The same audit with one answer given or changed."""
        return self.model_copy(update={"answers": {**self.answers, question_id: answer}})
