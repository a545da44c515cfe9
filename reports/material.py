"""Everything the sections of a report print from, with the few look-ups they share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from core.assessment.evaluate import Evaluation
from core.assessment.result import Assessment, RaisedFinding
from core.audit.document import AuditDocument
from core.audit.log_head import LogHead
from core.audit.outcome import LetterWritten
from core.comparison.over_time import OverTime
from core.comparison.result import Comparison
from core.risk.parameters import Parameters
from core.risk.result import RiskResult
from core.samples.result import SampleReading
from questionnaires.answer import Answer
from questionnaires.library import Library
from questionnaires.pack import Pack, Question
from reports.branding import Branding
from reports.pdf.layout import PageNumbers
from reports.text import shorten

_ID_LENGTH = 40
VALID_MONTHS = 6
"""Months after which a verdict should be renewed where the audit names no date (``rules/report.yaml``, section 1)."""


@dataclass(frozen=True)
class Material:
    """One audit, evaluated, with the library, the sample reading if there is one, and the page numbers so far.

    parameters: those that the risk was simulated with. comparison: the audit beside others, where that was asked for.
    log: the newest entry of the workspace's change log; None for an audit that stands in no workspace.
    letters: those that were written for the audit, the first one first.
    """

    evaluation: Evaluation
    library: Library
    samples: SampleReading | None
    parameters: Parameters
    fingerprint: str
    result_digest: str
    numbers: PageNumbers
    branding: Branding
    comparison: Comparison | OverTime | None = None
    log: LogHead | None = None
    letters: tuple[LetterWritten, ...] = ()

    @property
    def document(self) -> AuditDocument:
        """The audit."""
        return self.evaluation.document

    @property
    def risk(self) -> RiskResult:
        """The simulated risk."""
        return self.evaluation.risk

    @property
    def assessment(self) -> Assessment:
        """Scores, caps, findings and the verdict."""
        return self.evaluation.assessment

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """The packs of the audit, in its order."""
        return self.library.packs_of(self.document.packs, self.document.audit_id)

    @property
    def closed(self) -> dt.date:
        """The date the report speaks of."""
        return self.document.closed or self.document.opened

    @property
    def valid_until(self) -> dt.date:
        """When the verdict should be renewed at the latest."""
        return self.document.reaudit_due or months_later(self.closed, VALID_MONTHS)

    @cached_property
    def answers(self) -> tuple[tuple[str, Answer], ...]:
        """Every answer with its question's id, in the order asked; the data inside a report keep no order."""
        asked = [question.id for pack in self.packs for question in pack.questions]
        given = self.document.answers
        others = sorted(given.keys() - set(asked))
        return tuple((name, given[name]) for name in [*asked, *others] if name in given)

    def question(self, question_id: str) -> Question | None:
        """The question of that id in the audit's packs, or None."""
        return next((found for pack in self.packs if (found := pack.question(question_id))), None)

    def short(self, question_id: str) -> str:
        """The short wording of a question; its id where the packs lack it."""
        question = self.question(question_id)
        return question.short if question else shorten(question_id, _ID_LENGTH)

    def answer(self, question_id: str) -> Answer | None:
        """The answer to a question, or None."""
        return self.document.answers.get(question_id)

    def due(self, finding: RaisedFinding) -> dt.date:
        """When a finding's action should be done."""
        return self.closed + dt.timedelta(days=finding.due_days)

    @cached_property
    def findings_in_order(self) -> tuple[RaisedFinding, ...]:
        """Findings with the worst first; within a severity, those behind a binding cap first."""
        severities = ("blocker", "major", "minor", "note")
        binding = {cap.finding for cap in self.assessment.caps if cap.binding}

        def rank(finding: RaisedFinding) -> tuple[int, bool]:
            return severities.index(finding.severity), finding.id not in binding

        return tuple(sorted(self.assessment.findings, key=rank))


def months_later(date: dt.date, months: int) -> dt.date:
    """The same day some months later, or the last day of that month where it has fewer days."""
    year, month = divmod(date.month - 1 + months, 12)
    first = dt.date(date.year + year, month + 1, 1)
    days = (dt.date(first.year + first.month // 12, first.month % 12 + 1, 1) - first).days
    return first.replace(day=min(date.day, days))
