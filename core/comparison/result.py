"""What a comparison says. Scores, shares and chances are numbers from 0 to 1, as everywhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from core.audit.document import AnalyserReading
from core.risk.result import Gauge
from questionnaires.answer import Answer
from questionnaires.pack import Lane, Question, Stakes, Verdict

DialName = Literal["disclosure", "practice", "rare_case", "general"]
Standing = Literal["below", "above", "cannot tell", "not comparable"]


@dataclass(frozen=True, slots=True)
class Side:
    """One audit of the comparison. label: its vendor, with product and date where the vendor alone would be unclear.

    packs: version by pack id, as (id, version), sorted. counted: those among them whose questions count in the scores;
    a meeting pack does not once a longer pack has all its answers. practice: None where no answer speaks of it.
    """

    label: str
    audit_id: str
    vendor: str
    product: str
    opened: dt.date
    closed: dt.date | None
    stakes: Stakes
    lane: Lane
    packs: tuple[tuple[str, str], ...]
    counted: tuple[tuple[str, str], ...]
    disclosure: float
    disclosure_if_promises_kept: float
    coverage: float
    practice: float | None
    practice_coverage: float
    rare_case: Gauge
    general: Gauge
    quantified: bool
    samples: AnalyserReading
    sample_texts: int
    verdict: Verdict
    provisional: bool
    compensated: bool
    seed: int
    rules_version: str
    parameters_version: str
    custom_parameters: bool
    version: str

    @property
    def day(self) -> dt.date:
        """The day the audit speaks of."""
        return self.closed or self.opened


@dataclass(frozen=True, slots=True)
class Span:
    """A figure with the range that what is still open leaves it. adverse: for the gauges only."""

    value: float | None
    low: float
    high: float
    adverse: float | None = None


@dataclass(frozen=True, slots=True)
class Dial:
    """One dial of every side.

    bases: what each figure rests on, such as packs and rules with their major versions; only figures on the same basis
    are set against each other.
    """

    name: DialName
    spans: tuple[Span, ...]
    bases: tuple[str, ...]

    def standing(self, one: int, other: int) -> Standing:
        """Where side ``one`` lies against side ``other``, by their numbers in the comparison."""
        if self.bases[one] != self.bases[other]:
            return "not comparable"
        if self.spans[one].high < self.spans[other].low:
            return "below"
        if self.spans[one].low > self.spans[other].high:
            return "above"
        return "cannot tell"


@dataclass(frozen=True, slots=True)
class Said:
    """What one audit holds about a concept.

    answer: None while the question was not asked. grade: of the evidence, 0 to 4, after its adjustments.
    """

    question: Question
    pack: str
    pack_version: str
    answer: Answer | None
    grade: int

    @property
    def carried(self) -> bool:
        """Whether the words are those of an earlier audit that nobody confirmed yet; they count for nothing."""
        answer = self.answer
        if answer is None or answer.status != "not_asked":
            return False
        return bool(answer.text or answer.choice or answer.value is not None)


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """One concept in every audit. cells: None where the audit does not ask about it.

    marked: why the cells must not be set against each other; empty where they may.
    """

    concept: str
    title: str
    must_answer: bool
    cells: tuple[Said | None, ...]
    marked: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Audits side by side. notes: what a reader must know before comparing anything, a sentence each.

    version: of the program that compared.
    """

    sides: tuple[Side, ...]
    dials: tuple[Dial, ...]
    rows: tuple[ConceptRow, ...]
    notes: tuple[str, ...]
    version: str
