"""The state of each stage in words, kept true in the sidebar."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.figure_words import figure_words
from desktop_app.open_audit import OpenAudit
from desktop_app.sidebar import Sidebar
from reports.figures.gauges import word
from reports.figures.numbers import chance


class StageStates(QObject):
    """Follows the open audit and tells the sidebar."""

    def __init__(self, audit: OpenAudit, sidebar: Sidebar) -> None:
        super().__init__(sidebar)
        self._audit = audit
        self._sidebar = sidebar
        for happened in (
            audit.answer_changed,
            audit.context_changed,
            audit.samples_changed,
            audit.record.changed,
            audit.evaluation_started,
            audit.live_scored,
            audit.evaluated,
            audit.evaluation_failed,
        ):
            happened.connect(self._tell)
        self._tell()

    def _tell(self, *_what: object) -> None:
        self._tell_given()
        self._tell_results()

    def _tell_given(self) -> None:
        """What people and samples gave."""
        audit = self._audit
        context = audit.document.context
        stakes = audit.library.vocabulary.stakes[context.stakes].label
        self._sidebar.set_state("context", self.tr("{} stakes").format(stakes))
        settled, total = audit.progress()
        questions = self.tr("{settled} of {total}, {open} open")
        self._sidebar.set_state("questions", questions.format(settled=settled, total=total, open=total - settled))
        register = [item for item in audit.document.evidence.values() if not item.withdrawn]
        contradictions = [item for item in audit.document.contradictions if item.state == "open"]
        evidence = self.tr("{pieces} in the register, contradictions open: {open}")
        self._sidebar.set_state("evidence", evidence.format(pieces=len(register), open=len(contradictions)))
        samples = audit.document.analyser
        measured = self.tr("{reading}, {n} texts").format(reading=samples.reading, n=samples.n)
        self._sidebar.set_state("samples", self.tr("none measured") if samples.reading == "not_run" else measured)

    def _tell_results(self) -> None:
        """What was worked out from it."""
        audit, evaluation = self._audit, self._audit.evaluation
        failed = audit.evaluation_problem is not None
        waiting = self.tr("could not be worked out") if failed else self.tr("working it out")
        if evaluation is None:
            for stage_id in ("risk", "verdict"):
                self._sidebar.set_state(stage_id, waiting)
            for stage_id in ("letters", "report"):
                self._sidebar.set_state(stage_id, self.tr("needs a verdict"))
        if audit.live is not None:
            gauge = audit.live.rare_case
            figures = self.tr("{average}, adverse {adverse}, so far")
            words = figures.format(average=chance(gauge.probability), adverse=chance(gauge.adverse))
            self._sidebar.set_state("risk", words)
        if evaluation is None:
            return
        self._sidebar.set_state("letters", self.tr("to copy or save"))
        self._sidebar.set_state("report", self.tr("ready to make"))
        if audit.live is None:
            self._sidebar.set_state("risk", figure_words(word(evaluation.risk.rare_case)))
        if not audit.asked():
            self._sidebar.set_state("verdict", self.tr("nothing asked yet"))
            return
        verdict = audit.library.rules.verdicts.labels[evaluation.assessment.verdict].label
        provisional = self.tr("{}, provisional").format(verdict)
        self._sidebar.set_state("verdict", provisional if evaluation.assessment.provisional else verdict)
