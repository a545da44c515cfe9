"""The stage of risk: what the stated practices do to rare knowledge, and which question to ask next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from core.risk.parameters import BandLimits, load_parameters
from core.risk.result import Gauge, RiskResult
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.evaluated_page import EvaluatedPage
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.figure_card import FigureCard
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.tiles import Tiles
from reports.figures.fan import risk_fan
from reports.figures.gauges import Limits, gauge_bars, word
from reports.figures.numbers import percent, percent_range

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation


class RiskPage(EvaluatedPage):
    """Two gauges in words and numbers, the course over time, and what to ask next."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__("", audit, parent)
        self.setAccessibleName(self.tr("Risk"))
        self._rare = _GaugeCard(self.tr("Rare cases lost early"))
        self._general = _GaugeCard(self.tr("General quality lost"))
        self._sentence = PlainLabel()
        self._gauges = FigureCard(self.tr("Where the two gauges stand"))
        self._fan = FigureCard(self.tr("How rare cases fare over the months"))
        self._ask = _AskNext()
        self._provenance = PlainLabel(size="small", secondary=True)
        self._first = PlainLabel(secondary=True)
        self._whole = QWidget()
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        for part in (self._sentence, self._fan, self._ask, self._gauges, self._provenance):
            whole.addWidget(part)
        self.parts.addWidget(Tiles((self._rare, self._general), letters=40))
        self.parts.addWidget(self._first)
        self.parts.addWidget(self._whole)

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show the risk."""
        self._first.hide()
        self._whole.show()
        risk = evaluation.risk
        parameters = load_parameters()
        self._rare.show_gauge(risk.rare_case)
        self._general.show_gauge(risk.general)
        self._sentence.setText(self._said(risk))
        early = parameters.stages.early_coverage_below
        rare, general = _limits(parameters.bands.rare_case), _limits(parameters.bands.general)
        self._fan.show_figure(lambda width: risk_fan(risk, early, width))
        self._gauges.show_figure(lambda width: gauge_bars(risk, rare, general, width))
        self._show_ask_next(risk)
        words = self.tr("{draws} simulated futures, seed {seed}, Headwater {version}.")
        self._provenance.setText(words.format(draws=f"{risk.draws:,}", seed=risk.seed, version=risk.version))

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

    def _show_ask_next(self, risk: RiskResult) -> None:
        clear_layout(self._ask.rows)
        self._ask.setVisible(bool(risk.ask_next))
        for line, item in enumerate(risk.ask_next[:5]):
            question = self.audit.library.question(item.question)
            title = item.question if question is None else f"{item.question}  {question.short}"
            words = self.tr(
                "Settles {parameter}. Chance of early loss {best} with the best answer, {worst} with the worst."
            )
            detail = words.format(
                parameter=item.parameter,
                best=percent(item.probability_if_best),
                worst=percent(item.probability_if_worst),
            )
            go = QPushButton(self.tr("Ask it"))
            go.setAccessibleName(self.tr("Go to question {}").format(title))
            go.clicked.connect(lambda _checked=False, which=item.question: self.question_wanted.emit(which))
            self._ask.add(line, title, detail, go)


def _limits(bands: BandLimits) -> Limits:
    return (bands.low, bands.guarded, bands.elevated, bands.high, 1.0)


class _GaugeCard(Card):
    """One gauge: the word, the average with the adverse case, the range."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column.addWidget(PlainLabel(title, secondary=True))
        self._word = PlainLabel(size="title", strong=True)
        self._numbers = PlainLabel(tabular=True)
        self._range = PlainLabel(size="small", secondary=True, tabular=True)
        for part in (self._word, self._numbers, self._range):
            self.column.addWidget(part)

    def show_gauge(self, gauge: Gauge) -> None:
        """Show a gauge; the average never stands without the adverse case."""
        self._word.setText(word(gauge).capitalize())
        self._show_numbers(gauge)
        left = self.tr("Range left by open questions: {}").format(percent_range(*gauge.interval))
        self._range.setText(left)

    def show_first_figures(self, gauge: Gauge) -> None:
        """Show the numbers only: a word and a range come from the whole simulation."""
        self._word.setText(self.tr("First figures"))
        self._show_numbers(gauge)
        self._range.setText("")

    def _show_numbers(self, gauge: Gauge) -> None:
        words = self.tr("{average} on average, {adverse} in the adverse case")
        self._numbers.setText(words.format(average=percent(gauge.probability), adverse=percent(gauge.adverse)))


class _AskNext(Card):
    """The open questions whose answers would tell most."""

    def __init__(self) -> None:
        super().__init__(self.tr("What to ask next"))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(10)
        self.column.addLayout(self.rows)

    def add(self, line: int, title: str, detail: str, go: QPushButton) -> None:
        """Add one question."""
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(PlainLabel(f"{line + 1}", strong=True, wrap=False), 0, 0)
        grid.addWidget(PlainLabel(title, strong=True), 0, 1)
        grid.addWidget(PlainLabel(detail, size="small", secondary=True), 1, 1)
        grid.addWidget(go, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self.rows.addWidget(row)
