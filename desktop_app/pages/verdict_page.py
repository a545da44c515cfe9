"""The stage of the verdict: one word, four dials kept apart, what limits it, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.assessment.result import Assessment, Cap, RaisedFinding
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.evaluated_page import EvaluatedPage
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.figure_view import FigureView
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.tiles import Tiles
from questionnaires.pack import Verdict
from reports.figures.gauges import word
from reports.figures.numbers import percent, points
from reports.figures.shapes import Figure, FigureTable, Marker, Sign
from reports.figures.verdict_mark import verdict_mark
from reports.words import OWNERS, READINGS, SEVERITIES

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation

_SIGNS: dict[str, Sign] = {"blocker": "square", "major": "triangle", "minor": "diamond", "note": "ring"}
_MARK_POINTS = 34.0


class VerdictPage(EvaluatedPage):
    """Shows the assessment as it stands."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__("", audit, parent)
        self.setAccessibleName(self.tr("Verdict"))
        self._verdict = _VerdictCard()
        self._dials = tuple(
            _Dial(title)
            for title in (self.tr("Disclosure"), self.tr("Practice"), self.tr("Simulated risk"), self.tr("Samples"))
        )
        self._change = Card(self.tr("What would change it"))
        self._change_words = PlainLabel()
        self._change_links = QWidget()
        self._change_flow = FlowLayout(self._change_links)
        self._change.column.addWidget(self._change_words)
        self._change.column.addWidget(self._change_links)
        self._caps = Card(self.tr("What limits the verdict"))
        self._cap_rows = QVBoxLayout()
        self._cap_rows.setSpacing(10)
        self._caps.column.addLayout(self._cap_rows)
        self._findings_title = PlainLabel(self.tr("Findings and what to do"), size="heading", strong=True)
        self._finding_rows = QVBoxLayout()
        self._finding_rows.setSpacing(10)
        self.parts.addWidget(self._verdict)
        self.parts.addWidget(Tiles(self._dials, letters=26))
        for part in (self._change, self._caps, self._findings_title):
            self.parts.addWidget(part)
        self.parts.addLayout(self._finding_rows)

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show the verdict and everything behind it."""
        assessment = evaluation.assessment
        wording = self.audit.library.rules.verdicts.labels[assessment.verdict]
        self._verdict.show_verdict(assessment, wording.label, wording.sentence)
        self._show_dials(evaluation)
        self._show_change(assessment)
        self._show_caps([cap for cap in assessment.caps if cap.binding])
        clear_layout(self._finding_rows)
        self._findings_title.setVisible(bool(assessment.findings))
        for finding in assessment.findings:
            self._finding_rows.addWidget(_FindingCard(finding, self._link))

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
            word(risk.rare_case).capitalize(),
            average.format(average=percent(risk.rare_case.probability), adverse=percent(risk.rare_case.adverse)),
        )
        analyser = evaluation.document.analyser
        count = self.tr("{} texts measured").format(analyser.n) if analyser.n else self.tr("No sample outputs yet")
        samples.show_value(READINGS[analyser.reading], count)

    def _show_change(self, assessment: Assessment) -> None:
        change = assessment.what_would_change_it
        self._change.setVisible(change is not None)
        clear_layout(self._change_flow)
        if change is not None:
            self._change_words.setText(change.sentence)
            for question_id in change.questions:
                self._change_flow.addWidget(self._link(question_id))

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


class _VerdictCard(Card):
    """The mark, the word and the sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = FigureView(self.tr("Verdict"), self)
        self._mark.setFixedSize(64, 64)
        self._word = PlainLabel(size="display", strong=True)
        self._qualifier = PlainLabel(secondary=True)
        self._sentence = PlainLabel(size="heading")
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self._word, self._qualifier, self._sentence):
            words.addWidget(part)
        row.addLayout(words, 1)
        self.column.addLayout(row)

    def show_verdict(self, assessment: Assessment, label: str, sentence: str) -> None:
        """Show a verdict by shape, colour and word."""
        verdict: Verdict = assessment.verdict
        self._mark.show_figure(lambda width: verdict_mark(verdict, label, width))
        self._word.setText(label)
        qualifiers = []
        if assessment.provisional:
            qualifiers.append(self.tr("Provisional: it rests on promises or on too few answers"))
        if assessment.compensated:
            qualifiers.append(self.tr("Compensated: your own checks stand in for what the vendor did not show"))
        self._qualifier.setText("\n".join(qualifiers))
        self._qualifier.setVisible(bool(qualifiers))
        self._sentence.setText(sentence)


class _Dial(Card):
    """One of the four dials; they are never added up."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column.setSpacing(3)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(PlainLabel(title, secondary=True))
        self._value = PlainLabel(size="title", strong=True, tabular=True)
        self._meaning = PlainLabel(size="small", secondary=True)
        self.column.addWidget(self._value)
        self.column.addWidget(self._meaning)

    def show_value(self, value: str, meaning: str) -> None:
        """Show a value and what it means."""
        self._value.setText(value)
        self._meaning.setText(meaning)


class _FindingCard(Card):
    """A finding: how severe, what was found, what to do, who and by when."""

    def __init__(self, finding: RaisedFinding, link: Callable[[str], QPushButton]) -> None:
        super().__init__()
        severity = SEVERITIES[finding.severity]
        mark = FigureView(severity, self)
        mark.setFixedSize(22, 22)
        sign = Marker(_SIGNS[finding.severity], 7, 7, 11, finding.severity)
        mark.show_figure(lambda width: Figure(width, 14, (sign,), severity, FigureTable((), ())))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.addWidget(mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(f"{severity}: {finding.title}", strong=True), 0, 1)
        grid.addWidget(PlainLabel(finding.plain), 1, 1)
        do = self.tr("What to do: {action} {owner}, within {days} days.")
        owner = OWNERS.get(finding.owner, finding.owner)
        grid.addWidget(PlainLabel(do.format(action=finding.action, owner=owner, days=finding.due_days)), 2, 1)
        if finding.questions:
            links = QWidget()
            flow = FlowLayout(links)
            for question_id in finding.questions:
                flow.addWidget(link(question_id))
            grid.addWidget(links, 3, 1)
        self.column.addLayout(grid)
