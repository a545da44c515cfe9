"""The stage of the verdict: what the owner of a firm needs first; dials, limits and findings one click deeper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.assessment.result import Assessment, Cap
from desktop_app.figure_words import figure_words
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.evaluated_page import EvaluatedPage
from desktop_app.pages.risk_page_parts import GaugeCard
from desktop_app.pages.verdict_cards import Dial, FindingCard, Said, VerdictCard
from desktop_app.pages.verdict_first import BeginCard, NextCard, QuestionsCard, questions_to_ask
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.fold import Fold
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.tiles import Tiles
from reports.figures.gauges import word
from reports.figures.numbers import percent, points
from reports.words import READINGS

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation


class VerdictPage(EvaluatedPage):
    """Shows the assessment as it stands, or how to begin."""

    meeting_wanted = Signal()
    questions_wanted = Signal()

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__("", audit, parent)
        self.setAccessibleName(self.tr("Verdict"))
        self._verdict = VerdictCard()
        self._gauges = tuple(
            GaugeCard(title, with_range=False)
            for title in (self.tr("Rare cases lost early"), self.tr("General quality lost"))
        )
        self._gauge_row = Tiles(self._gauges, letters=40)
        self._begin = BeginCard()
        self._begin.meeting_wanted.connect(self.meeting_wanted)
        self._begin.questions_wanted.connect(self.questions_wanted)
        self._questions = QuestionsCard()
        self._questions.question_wanted.connect(self.question_wanted)
        self._next = NextCard()
        self._dials = tuple(
            Dial(title)
            for title in (self.tr("Disclosure"), self.tr("Practice"), self.tr("Simulated risk"), self.tr("Samples"))
        )
        self._change = Card(self.tr("What would change it"))
        self._change_words = PlainLabel()
        self._change_rows = QVBoxLayout()
        self._change_rows.setSpacing(8)
        self._lower_words = PlainLabel(secondary=True)
        self._change.column.addWidget(self._change_words)
        self._change.column.addLayout(self._change_rows)
        self._change.column.addWidget(self._lower_words)
        self._advice = Card(self.tr("How to use it"))
        self._advice_rows = QVBoxLayout()
        self._advice_rows.setSpacing(8)
        self._advice.column.addLayout(self._advice_rows)
        self._beside = Card(self.tr("Beside the transparency index"))
        self._beside_words = PlainLabel()
        self._beside_note = PlainLabel(size="small", secondary=True)
        self._beside.column.addWidget(self._beside_words)
        self._beside.column.addWidget(self._beside_note)
        self._caps = Card(self.tr("What limits the verdict"))
        self._cap_rows = QVBoxLayout()
        self._cap_rows.setSpacing(10)
        self._caps.column.addLayout(self._cap_rows)
        self._findings_title = PlainLabel(self.tr("Findings and what to do"), size="heading", strong=True)
        self._finding_rows = QVBoxLayout()
        self._finding_rows.setSpacing(10)
        self.parts.addWidget(self._verdict)
        self.parts.addWidget(self._begin)
        self.parts.addWidget(self._gauge_row)
        self.parts.addWidget(Tiles((self._questions, self._next), letters=46))
        self.behind = Fold(self.tr("Everything behind the verdict"))
        self.behind.column.addWidget(Tiles(self._dials, letters=26))
        for part in (self._advice, self._change, self._caps, self._beside, self._findings_title):
            self.behind.column.addWidget(part)
        self.behind.column.addLayout(self._finding_rows)
        self.parts.addWidget(self.behind)

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show the verdict and everything behind it."""
        assessment, document = evaluation.assessment, evaluation.document
        self._verdict.show_about(document.vendor, document.product)
        lane = document.context.lane
        self._questions.show_questions(questions_to_ask(evaluation, self.audit.library), lane)
        begun = bool(self.audit.asked())
        self._begin.setVisible(not begun)
        for part in (self._gauge_row, self._next, self.behind):
            part.setVisible(begun)
        if not begun:
            self._verdict.show_nothing_asked()
            return
        wording = self.audit.library.rules.verdicts.labels[assessment.verdict]
        self._verdict.show_verdict(assessment, wording.label, wording.sentence)
        for card, gauge in zip(self._gauges, (evaluation.risk.rare_case, evaluation.risk.general), strict=True):
            card.show_gauge(gauge)
        self._next.show_actions(assessment.findings, lane)
        self._show_dials(evaluation)
        self._show_advice(assessment)
        self._show_change(assessment)
        self._show_beside(assessment)
        self._show_caps([cap for cap in assessment.caps if cap.binding])
        clear_layout(self._finding_rows)
        self._findings_title.setVisible(bool(assessment.findings))
        for finding in assessment.findings:
            self._finding_rows.addWidget(FindingCard(finding, lane, self._link))

    def _show_dials(self, evaluation: Evaluation) -> None:
        assessment, risk = evaluation.assessment, evaluation.risk
        disclosure, practice, simulated, samples = self._dials
        kept = self.tr("{band}; {kept} if promises are kept; {coverage} of the questions covered")
        disclosure.show_value(
            self.tr("{} of 100").format(points(assessment.disclosure)),
            kept.format(
                band=assessment.disclosure_band.capitalize(),
                kept=points(assessment.disclosure_if_promises_kept),
                coverage=percent(assessment.coverage),
            ),
        )
        if assessment.practice is None:
            practice.show_value("–", self.tr("No answer speaks of it yet"))
        else:
            spoken = self.tr("{} of the practice questions answered").format(percent(assessment.practice_coverage))
            practice.show_value(self.tr("{} of 100").format(points(assessment.practice)), spoken)
        average = self.tr("{average} on average, {adverse} in the adverse case")
        simulated.show_value(
            figure_words(word(risk.rare_case)).capitalize(),
            average.format(average=percent(risk.rare_case.probability), adverse=percent(risk.rare_case.adverse)),
        )
        analyser = evaluation.document.analyser
        count = self.tr("{} texts measured").format(analyser.n) if analyser.n else self.tr("No sample outputs yet")
        samples.show_value(READINGS[analyser.reading], count)

    def _show_advice(self, assessment: Assessment) -> None:
        conditions = self.audit.library.rules.compensated_route.conditions if assessment.compensated else ()
        self._advice.setVisible(bool(assessment.advice) or bool(conditions))
        clear_layout(self._advice_rows)
        if conditions:
            self._advice_rows.addWidget(Said(self.tr("Conditions"), ".\n".join(conditions) + "."))
        names = {
            "acceptable": self.tr("Acceptable"),
            "check": self.tr("A person checks"),
            "avoid": self.tr("Leave alone"),
        }
        for kind, name in names.items():
            texts = [advice.text for advice in assessment.advice if advice.kind == kind]
            if texts:
                self._advice_rows.addWidget(Said(name, "\n".join(texts)))

    def _show_change(self, assessment: Assessment) -> None:
        change, lower = assessment.what_would_change_it, assessment.what_would_lower_it
        self._change.setVisible(change is not None or lower is not None)
        clear_layout(self._change_rows)
        self._change_words.setVisible(change is not None)
        self._lower_words.setVisible(lower is not None)
        self._lower_words.setText("" if lower is None else lower.sentence)
        if change is None:
            return
        self._change_words.setText(change.sentence)
        for answer in change.answers:
            question = None if answer.question is None else self.audit.library.question(answer.question)
            title = self.tr("To do") if question is None else question.short
            link = None if answer.question is None else self._link(answer.question)
            letter = "" if answer.letter is None else self.tr("In the letter: {}").format(answer.letter)
            self._change_rows.addWidget(Said(title, f"{answer.answer[:1].upper()}{answer.answer[1:]}.", letter, link))

    def _show_beside(self, assessment: Assessment) -> None:
        """The count of twenty beside the developers of the index, in words: it shares no axis with our scores."""
        count, index = assessment.transparency_count, self.audit.library.transparency_index
        self._beside.setVisible(count is not None)
        if count is None:
            return
        others = ", ".join(f"{company.name} {company.data_20}" for company in index.companies)
        said = self.tr("{count} of {all} data indicators are public and backed. In the index: {others}.")
        self._beside_words.setText(said.format(count=count, all=len(index.indicators), others=others))
        warning = self.audit.library.rules.fmti_comparison["warn"]
        self._beside_note.setText(f"{warning} {index.attribution}.")

    def _show_caps(self, caps: list[Cap]) -> None:
        self._caps.setVisible(bool(caps))
        clear_layout(self._cap_rows)
        labels = self.audit.library.rules.verdicts.labels
        for cap in caps:
            row = QWidget()
            column = QVBoxLayout(row)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(1)
            limit = self.tr("one step lower") if cap.limit is None else labels[cap.limit].label
            no_better = self.tr("No better than {}").format(limit) if cap.limit else self.tr("One step lower")
            column.addWidget(PlainLabel(f"{cap.reason[:1].upper()}{cap.reason[1:]}", strong=True))
            lifted = self.tr("{limit}. Lifted by {lift}.").format(limit=no_better, lift=cap.lift.removesuffix("."))
            column.addWidget(PlainLabel(lifted, secondary=True))
            self._cap_rows.addWidget(row)

    def _link(self, question_id: str) -> QPushButton:
        question = self.audit.library.question(question_id)
        button = QPushButton(question_id)
        words = question_id if question is None else f"{question_id} {question.short}"
        button.setAccessibleName(self.tr("Go to question {}").format(words))
        button.clicked.connect(lambda _checked=False: self.question_wanted.emit(question_id))
        return button
