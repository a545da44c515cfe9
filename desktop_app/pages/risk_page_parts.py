"""What the stage of risk is made of: a gauge, what to ask next, what would have to change, and every assumption."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.risk.result import AskNext, Assumption, Gauge, RiskResult
from desktop_app.figure_words import figure_words
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from reports.figures.gauges import word
from reports.figures.numbers import chance, chance_range, percent

if TYPE_CHECKING:
    from core.risk.change import Practice, WhatWouldChange

Link = Callable[[str], QPushButton]
"""Makes the button that goes to a question."""


class GaugeCard(Card):
    """One gauge: the word, the average with the adverse case, and the range unless it is one click deeper."""

    def __init__(self, title: str, *, with_range: bool = True) -> None:
        super().__init__()
        self.column.setSpacing(3)
        self.column.addWidget(PlainLabel(title, secondary=True))
        self._word = PlainLabel(size="title", strong=True)
        self._numbers = PlainLabel(tabular=True)
        self._range = PlainLabel(size="small", secondary=True, tabular=True)
        for part in (self._word, self._numbers, self._range):
            self.column.addWidget(part)
        self._range.setVisible(with_range)

    def show_gauge(self, gauge: Gauge) -> None:
        """Show a gauge; the average never stands without the adverse case."""
        self._word.setText(figure_words(word(gauge)).capitalize())
        self._show_numbers(gauge)
        left = self.tr("Range left by open questions: {}").format(chance_range(*gauge.interval))
        self._range.setText(left)

    def show_first_figures(self, gauge: Gauge) -> None:
        """Show the numbers only: a word and a range come from the whole simulation."""
        self._word.setText(self.tr("First figures"))
        self._show_numbers(gauge)
        self._range.setText("")

    def _show_numbers(self, gauge: Gauge) -> None:
        words = self.tr("{average} on average, {adverse} in the adverse case")
        self._numbers.setText(words.format(average=chance(gauge.probability), adverse=chance(gauge.adverse)))


class AskNextCard(Card):
    """The open questions whose answers would tell most."""

    def __init__(self) -> None:
        super().__init__(self.tr("What to ask next"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.column.addLayout(self._rows)

    def show_questions(self, asked: Sequence[tuple[AskNext, str]], go_to: Callable[[str], None]) -> None:
        """Show questions, each with its title, the one that tells most first."""
        clear_layout(self._rows)
        self.setVisible(bool(asked))
        for number, (item, title) in enumerate(asked, start=1):
            words = self.tr(
                "Settles {parameter}. Chance of early loss {best} with the best answer, {worst} with the worst."
            )
            best, worst = percent(item.probability_if_best), percent(item.probability_if_worst)
            detail = words.format(parameter=item.parameter, best=best, worst=worst)
            go = QPushButton(self.tr("Ask it"))
            go.setAccessibleName(self.tr("Go to question {}").format(title))
            go.clicked.connect(lambda _checked=False, which=item.question: go_to(which))
            self._rows.addWidget(_numbered(number, title, detail, go))


class ChangeCard(Card):
    """The practices that would lower the chance, in plain words."""

    def __init__(self) -> None:
        super().__init__(self.tr("What would have to change"))
        self._sentence = PlainLabel(tabular=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.column.addWidget(self._sentence)
        self.column.addLayout(self._rows)

    def wait(self) -> None:
        """Say that it is being worked out."""
        clear_layout(self._rows)
        self._sentence.setText(self.tr("Working it out…"))

    def fail(self, why: str) -> None:
        """Say that it could not be worked out."""
        clear_layout(self._rows)
        self._sentence.setText(self.tr("This could not be worked out: {}").format(why))

    def show_change(self, change: WhatWouldChange) -> None:
        """Show what is enough, then each practice by itself."""
        clear_layout(self._rows)
        self._sentence.setText(change.sentence)
        for practice in change.practices:
            self._rows.addWidget(_PracticeRow(practice))


class AssumptionsCard(Card):
    """What the simulation was given for every parameter, and the answer it rests on."""

    def __init__(self) -> None:
        super().__init__(self.tr("What was assumed, and where it came from"))
        lead = self.tr("Where no answer is named, nobody told us, and the range stands for what is known in general.")
        self.column.addWidget(PlainLabel(lead, secondary=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.column.addLayout(self._rows)

    def show_assumptions(self, assumptions: Sequence[Assumption], link: Link) -> None:
        """Show one row a parameter, with a way to each answer."""
        clear_layout(self._rows)
        for _, about in groupby(assumptions, key=lambda one: one.parameter):
            self._rows.addWidget(_assumption_row(tuple(about), link))


class MethodCard(Card):
    """How it is computed, in a few plain lines."""

    def __init__(self) -> None:
        super().__init__(self.tr("How this is computed"))
        words = self.tr(
            "Each answer is turned into a range for one quantity of the vendor's training; the better an answer is "
            "backed, the narrower the range. Many possible futures are then drawn, and each is followed round by round "
            "for 36 months. The average is the share of futures in which the loss occurs. The range shows how far "
            "further answers could move that share. The adverse case takes every open question at its worst answer. "
            "The simulation speaks of what the stated practices do to data; it does not measure the vendor's model."
        )
        self.column.addWidget(PlainLabel(words))
        self._provenance = PlainLabel(size="small", secondary=True)
        self.column.addWidget(self._provenance)

    def show_provenance(self, risk: RiskResult) -> None:
        """Say what repeats these figures."""
        words = self.tr("{draws} simulated futures, seed {seed}, parameters {parameters}, Headwater {version}.")
        said = words.format(
            draws=f"{risk.draws:,}", seed=risk.seed, parameters=risk.parameters_version, version=risk.version
        )
        self._provenance.setText(said)


class _PracticeRow(QWidget):
    """One practice: before and after as figures, and the sentence."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        figures = PlainLabel(self._change_in_words(practice), strong=True, wrap=False, tabular=True)
        figures.setMinimumWidth(figures.fontMetrics().averageCharWidth() * 18)
        row.addWidget(figures, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(practice.sentence), 1)

    def _change_in_words(self, practice: Practice) -> str:
        before, after = chance(practice.before), chance(practice.after)
        if before == after:
            return self.tr("stays {}").format(after)
        return self.tr("{before} to {after}").format(before=before, after=after)


def _numbered(number: int, title: str, detail: str, go: QPushButton) -> QWidget:
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(1)
    grid.setColumnStretch(1, 1)
    grid.addWidget(PlainLabel(f"{number}", strong=True, wrap=False), 0, 0)
    grid.addWidget(PlainLabel(title, strong=True), 0, 1)
    grid.addWidget(PlainLabel(detail, size="small", secondary=True), 1, 1)
    grid.addWidget(go, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
    return row


def _assumption_row(about: tuple[Assumption, ...], link: Link) -> QWidget:
    first = about[0]
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(PlainLabel(f"{first.meaning[:1].upper()}{first.meaning[1:]}", strong=True))
    column.addWidget(PlainLabel(first.value, tabular=True))
    answers = [one for one in about if one.question is not None]
    if not answers:
        words = row.tr("No answer. The range used instead is {basis}.")
        column.addWidget(PlainLabel(words.format(basis=_basis(row, first.basis)), size="small", secondary=True))
        return row
    links = QWidget()
    flow = FlowLayout(links, gap=12)
    for one in answers:
        flow.addWidget(link(one.question or ""))
        words = row.tr("grade {grade}, counts for {weight}")
        said = words.format(grade=one.grade, weight=percent(one.weight))
        flow.addWidget(PlainLabel(said, size="small", secondary=True, wrap=False))
    column.addWidget(links)
    return row


def _basis(row: QWidget, basis: str) -> str:
    words = {
        "published": row.tr("published"),
        "derived": row.tr("derived from published figures"),
        "judgement": row.tr("our judgement, since nobody has measured it"),
    }
    return words[basis]
