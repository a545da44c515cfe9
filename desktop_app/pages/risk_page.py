"""The stage of risk: what the stated practices do to rare knowledge, what would change that, and what to ask next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.risk.change import WhatWouldChange, what_would_change
from core.risk.parameters import BandLimits, load_parameters
from core.risk.result import RiskResult
from desktop_app.figure_words import figure_words
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.evaluated_page import EvaluatedPage
from desktop_app.pages.risk_page_parts import AskNextCard, AssumptionsCard, ChangeCard, GaugeCard, MethodCard
from desktop_app.what_if_card import WhatIfCard
from desktop_app.widgets.figure_card import FigureCard
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.fold import Fold
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.tiles import Tiles
from reports.figures.ask_next import ask_next_bars
from reports.figures.fan import risk_fan
from reports.figures.gauges import Limits, gauge_bars
from reports.figures.stages import stages_bar

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation
    from core.audit.document import AuditDocument
    from questionnaires.library import Library

_MOST_ASKED = 3
_CHANGING = "what would change the risk"


class RiskPage(EvaluatedPage):
    """Two gauges and the course over time; practices to imagine; assumptions and method one click deeper."""

    explanation_wanted = Signal()

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__("", audit, parent)
        self.setAccessibleName(self.tr("Risk"))
        self._rare = GaugeCard(self.tr("Rare cases lost early"))
        self._general = GaugeCard(self.tr("General quality lost"))
        self._first = PlainLabel(secondary=True)
        self._sentence = PlainLabel()
        self._fan = FigureCard(self.tr("How rare cases fare over the months"))
        self._change = ChangeCard()
        self._ask = AskNextCard()
        self.what_if = WhatIfCard(audit)
        self.imagine = Fold(self.tr("Imagine other practices"))
        self.imagine.column.addWidget(self.what_if)
        self.imagine.opened.connect(self.what_if.begin)
        self._gauges = FigureCard(self.tr("Where the two gauges stand"))
        self._stages = FigureCard(self.tr("How far the loss goes in the simulated futures"))
        self._worth = FigureCard(self.tr("What each open answer could tell"))
        self._assumptions = AssumptionsCard()
        self._method = MethodCard()
        self.behind = Fold(self.tr("What is behind these figures"))
        deeper: tuple[QWidget, ...] = (self._worth, self._gauges, self._stages, self._assumptions, self._method)
        for part in deeper:
            self.behind.column.addWidget(part)
        self.behind.opened.connect(self._show_behind)
        self._whole = QWidget()
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        explain = QWidget()
        explain_row = FlowLayout(explain)
        button = QPushButton(self.tr("See how collapse happens"))
        button.clicked.connect(self.explanation_wanted)
        explain_row.addWidget(button)
        for shown in (self._sentence, self.imagine, self._fan, self._change, self._ask, explain, self.behind):
            whole.addWidget(shown)
        self.parts.addWidget(Tiles((self._rare, self._general), letters=40))
        self.parts.addWidget(self._first)
        self.parts.addWidget(self._whole)
        self.destroyed.connect(partial(audit.background.cancel, _CHANGING))

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show the risk."""
        self._first.hide()
        self._whole.show()
        risk = evaluation.risk
        self._rare.show_gauge(risk.rare_case)
        self._general.show_gauge(risk.general)
        self._sentence.setText(self._said(risk))
        early = load_parameters().stages.early_coverage_below
        self._fan.show_figure(lambda width: risk_fan(risk, early, width, say=figure_words))
        asked = [(item, self._title(item.question)) for item in risk.ask_next[:_MOST_ASKED]]
        self._ask.show_questions(asked, self.question_wanted.emit)
        self._work_out_change()
        if self.imagine.is_open:
            self.what_if.begin()
        if self.behind.is_open:
            self._show_behind()

    def show_live(self, risk: RiskResult) -> None:
        """Show the figures that come first, without words or ranges, and say what they are."""
        words = self.tr("From {draws} simulated futures. The word, the range and the reasons follow in a moment.")
        self._first.setText(words.format(draws=f"{risk.draws:,}"))
        self._first.show()
        self._whole.hide()
        self.content.show()
        self._rare.show_first_figures(risk.rare_case)
        self._general.show_first_figures(risk.general)

    def _said(self, risk: RiskResult) -> str:
        if not risk.open_gates:
            return risk.sentence
        gates = ", ".join(risk.open_gates)
        return risk.sentence + "\n" + self.tr("Open and needed before this can be put into a word: {}.").format(gates)

    def _work_out_change(self) -> None:
        self._change.wait()
        work = partial(_what_would_change, self.audit.document, self.audit.library)
        failed = partial(_say_why, self._change)
        self.audit.background.run(_CHANGING, work, self._change.show_change, failed)

    def _show_behind(self) -> None:
        """Fill the part that is one click deeper, once somebody looks at it."""
        if self.audit.evaluation is None:
            return
        risk, parameters = self.audit.evaluation.risk, load_parameters()
        bands = parameters.bands
        rare, general = _limits(bands.rare_case), _limits(bands.general)
        self._gauges.show_figure(lambda width: gauge_bars(risk, rare, general, width, figure_words))
        self._stages.show_figure(lambda width: stages_bar(risk, parameters.stages, width, figure_words))
        self._worth.setVisible(bool(risk.ask_next))
        if risk.ask_next:
            titles = {item.question: self._title(item.question) for item in risk.ask_next}
            self._worth.show_figure(lambda width: ask_next_bars(risk, titles, width, say=figure_words))
        self._assumptions.show_assumptions(risk.assumptions, self._link)
        self._method.show_provenance(risk)

    def _title(self, question_id: str) -> str:
        question = self.audit.library.question(question_id)
        return question_id if question is None else f"{question_id}  {question.short}"

    def _link(self, question_id: str) -> QPushButton:
        button = QPushButton(question_id)
        button.setAccessibleName(self.tr("Go to question {}").format(self._title(question_id)))
        button.clicked.connect(lambda _checked=False: self.question_wanted.emit(question_id))
        return button


def _what_would_change(document: AuditDocument, library: Library) -> WhatWouldChange:
    packs = library.packs_of(document.packs)
    return what_would_change(document.answers, packs, document.context.lane, seed=document.seed)


def _say_why(card: ChangeCard, error: Exception) -> None:
    card.fail(str(error))


def _limits(bands: BandLimits) -> Limits:
    return (bands.low, bands.guarded, bands.elevated, bands.high, 1.0)
