"""Audits beside each other: choose them, see the dials as dots and every concept as a table, save a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from desktop_app.figure_words import figure_words
from desktop_app.settings import Settings
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.figure_card import FigureCard
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.segments import Option, Segments
from desktop_app.widgets.tab_order import order_for_tab

if TYPE_CHECKING:
    from core.audit.loading import AuditSummary
    from core.comparison.over_time import OverTime, Period
    from core.comparison.result import Comparison, ConceptRow, Dial, Said
    from questionnaires.library import Library
    from reports.figures.shapes import Figure

_IN_FULL, _IN_SHORT = 3, 6
"""Up to so many audits the table has every answer, or its status and grade; more do not fit beside each other."""
_QUOTE = 140


class ComparePage(Page):
    """Shows audits to choose from and a comparison; asks for comparisons, workbooks, and to be left."""

    compare_wanted = Signal(tuple, bool)
    workbook_wanted = Signal(object)
    left = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, width_in_letters=150)
        self.setAccessibleName(self.tr("Compare audits"))
        self.column.addWidget(PlainLabel(self.tr("Compare audits"), size="title", strong=True))
        self._settings = settings
        self._choices: ChoiceList | None = None
        self._card = Card(self.tr("Which audits?"))
        self._list = QVBoxLayout()
        self._card.column.addLayout(self._list)
        kinds = [
            Option("side by side", self.tr("Side by side"), help=self.tr("Several vendors or products")),
            Option("over time", self.tr("Over time"), help=self.tr("One vendor: what changed, what was kept")),
        ]
        self._kind = Segments(self.tr("How to compare"), kinds, self)
        self._kind.set_current("side by side")
        self._card.column.addWidget(self._kind)
        self._row_of_buttons = self._buttons()
        self._card.column.addWidget(self._row_of_buttons)
        self.column.addWidget(self._card)
        self._state = PlainLabel(secondary=True)
        self.column.addWidget(self._state)
        self._result = QWidget()
        self._parts = QVBoxLayout(self._result)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(14)
        self.column.addWidget(self._result)
        self.column.addStretch(1)

    def show_audits(self, audits: tuple[AuditSummary, ...]) -> None:
        """Offer the audits of the workspace; nothing is chosen yet."""
        clear_layout(self._list)
        clear_layout(self._parts)
        words = self.tr("{vendor}: {product}, opened {day}, {id}")
        options = [
            Option(
                audit.id,
                words.format(vendor=audit.vendor, product=audit.product, day=audit.opened.isoformat(), id=audit.id),
            )
            for audit in audits
        ]
        self._choices = ChoiceList(self.tr("Audits to compare"), options, several=True)
        self._choices.changed.connect(self._chosen)
        self._list.addWidget(self._choices)
        order_for_tab((self._choices, self._kind, self._row_of_buttons))
        self._save.setEnabled(False)
        self._chosen()

    def show_state(self, sentence: str) -> None:
        """Say what is going on, or why there is nothing to see."""
        self._state.setText(sentence)
        self._state.setVisible(bool(sentence))

    def show_comparison(self, found: Comparison | OverTime, library: Library) -> None:
        """Show a comparison: what may be said, the dials, the story over time, and every concept."""
        from core.comparison.over_time import OverTime
        from reports.figures.trend import said_over_time, trend

        self.show_state("")
        clear_layout(self._parts)
        story = found if isinstance(found, OverTime) else None
        comparison = story.comparison if story is not None else found
        assert not isinstance(comparison, OverTime)  # noqa: S101 - narrows the type for the rest
        self._parts.addWidget(self._overview(comparison, library))
        if story is not None:
            title, words = self.tr("What became of each answer"), said_over_time(story)
            self._add_figure(title, words, lambda width: trend(story, width, say=figure_words))
            for period in story.periods[:-1]:
                self._parts.addWidget(self._earlier(period))
        for dial in comparison.dials:
            self._add_dial(comparison, dial)
        self._parts.addWidget(self._concepts(comparison, library))
        notes = Card(self.tr("What to know before comparing"))
        for note in comparison.notes:
            notes.column.addWidget(PlainLabel(note))
        self._parts.addWidget(notes)
        self._save.setEnabled(True)

    def choose_place(self) -> None:
        """Ask where to save the workbook."""
        folder = self._settings.folder or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        path, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the comparison"),
            str(Path(folder) / "comparison.xlsx"),
            self.tr("Excel files (*.xlsx)"),
        )
        if path:
            self._settings.folder = str(Path(path).parent)
            self.workbook_wanted.emit(Path(path))

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=10)
        self._compare = QPushButton(self.tr("&Compare"))
        self._compare.setDefault(True)
        self._compare.clicked.connect(self._ask)
        self._save = QPushButton(self.tr("&Save as workbook…"))
        self._save.setEnabled(False)
        self._save.clicked.connect(self.choose_place)
        back = QPushButton(self.tr("&Back to start"))
        back.clicked.connect(self.left)
        for button in (self._compare, self._save, back):
            button.setAccessibleName(button.text().replace("&", ""))
            flow.addWidget(button)
        return row

    def _chosen(self) -> None:
        count = 0 if self._choices is None else len(self._choices.selected())
        self._compare.setEnabled(count > 1)
        self.show_state("" if count > 1 else self.tr("Choose two audits or more."))

    def _ask(self) -> None:
        if self._choices is not None:
            self.compare_wanted.emit(self._choices.selected(), self._kind.current == "over time")

    def _overview(self, comparison: Comparison, library: Library) -> Card:
        from reports.comparison_words import verdict_words
        from reports.figures.comparison import figures_of
        from reports.words import READINGS, date_words

        card = Card(self.tr("Side by side"))
        head = (
            *(self.tr("Audit"), self.tr("Day"), self.tr("Verdict"), self.tr("Disclosure"), self.tr("Practice")),
            *(self.tr("Rare cases lost early"), self.tr("General quality lost"), self.tr("Samples")),
        )
        rows = []
        for place, side in enumerate(comparison.sides):
            dials = [figures_of(dial, dial.spans[place]) for dial in comparison.dials]
            figures = [f"{value} ({between})" for value, between in dials]
            rows.append(
                (side.label, date_words(side.day), verdict_words(side, library), *figures, READINGS[side.samples])
            )
        table = PlainTable(self.tr("Side by side"))
        table.show_rows(head, rows, frozenset({0, 2, 5, 6}))
        card.column.addWidget(table)
        hint = self.tr("In brackets: the range that what is still open leaves. The dials are never added up.")
        card.column.addWidget(PlainLabel(hint, size="small", secondary=True))
        return card

    def _earlier(self, period: Period) -> Card:
        """What changed and which promises were kept from one earlier audit to the next."""
        from reports.figures.trend import change_words, said_of, worth_telling
        from reports.words import date_words

        title = self.tr("From {since} to {until}")
        card = Card(title.format(since=date_words(period.since), until=date_words(period.until)))
        card.column.addWidget(PlainLabel(said_of(period)))
        table = PlainTable(self.tr("What became of each answer"))
        head = (self.tr("Concept"), self.tr("What became of it"))
        table.show_rows(head, [(step.title, change_words(step)) for step in worth_telling(period)], frozenset({0, 1}))
        card.column.addWidget(table)
        return card

    def _add_dial(self, comparison: Comparison, dial: Dial) -> None:
        from reports.figures.comparison import DIALS, comparison_dots, said

        def make(width: float) -> Figure:
            return comparison_dots(comparison, dial, width, figure_words)

        self._add_figure(DIALS[dial.name], said(comparison, dial), make)

    def _add_figure(self, title: str, sentence: str, make: Callable[[float], Figure]) -> None:
        card = FigureCard(title)
        card.show_figure(make)
        card.column.addWidget(PlainLabel(sentence))
        self._parts.addWidget(card)

    def _concepts(self, comparison: Comparison, library: Library) -> Card:
        card = Card(self.tr("By concept"))
        count = len(comparison.sides)
        if count > _IN_SHORT:
            words = self.tr("The answers of more than {} audits do not fit here; the workbook has them all.")
            card.column.addWidget(PlainLabel(words.format(_IN_SHORT)))
            return card
        rows = [self._row(row, library, in_full=count <= _IN_FULL) for row in comparison.rows]
        table = PlainTable(self.tr("Answers by concept"))
        head = (self.tr("Concept"), *(side.label for side in comparison.sides))
        table.show_rows(head, rows, frozenset(range(len(head))))
        card.column.addWidget(table)
        return card

    def _row(self, row: ConceptRow, library: Library, *, in_full: bool) -> tuple[str, ...]:
        from reports.words import capital

        said = [row.title, self.tr("Must-answer question") if row.must_answer else "", capital(row.marked)]
        title = "\n".join(part for part in said if part)
        return (title, *(_cell(cell, library, in_full=in_full) for cell in row.cells))


def _cell(said: Said | None, library: Library, *, in_full: bool) -> str:
    from reports.comparison_words import cell_words, quoted
    from reports.text import shorten

    words = cell_words(said, library)
    parts = [words.graded]
    if in_full:
        parts += [words.given, quoted(shorten(words.quote, _QUOTE)) if words.quote else ""]
    return "\n".join(part for part in parts if part)
