"""What was measured: the word and its reasons first, the readings below, everything else one click deeper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.audit.document import SampleSummary
from core.samples.contrast import EARLIER, OTHER_VENDOR, REFERENCE
from core.samples.measures import FURTHER, RULES_OF_THUMB, SECOND_LINE
from core.samples.result import Measure, SampleReading
from core.samples.same_prompt import VARIETY
from desktop_app.child_process.shown import Shown
from desktop_app.figure_words import figure_words
from desktop_app.pages.samples_shown import ShownCard
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.figure_card import FigureCard
from desktop_app.widgets.late_fold import LateFold
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.plain_table import PlainTable
from reports.figures.numbers import measured, measured_range
from reports.figures.readings import HUMAN, compared, reading_bars
from reports.words import READINGS

_PUBLISHED = "published_"
_OTHERS = (EARLIER.prefix, OTHER_VENDOR.prefix)
_AXES = frozenset(key for other in (REFERENCE, EARLIER, OTHER_VENDOR) for key in other.axis_keys)
_DEEPER = frozenset((*(measure.key for measure in (*SECOND_LINE, *FURTHER, *RULES_OF_THUMB)), VARIETY.key))
_SAME_PROMPT = "same_prompt"


class ResultPart(QWidget):
    """Shows a reading, what was measured earlier, or that nothing was. ``keep_wanted``: excerpts, yes or no."""

    keep_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = PlainLabel(size="title", strong=True)
        self._said = QVBoxLayout()
        self._said.setSpacing(6)
        self._card = Card()
        self._card.column.addWidget(self._word)
        self._card.column.addLayout(self._said)
        self.figures = {
            "": FigureCard(self.tr("Beside your own documents")),
            EARLIER.prefix: FigureCard(self.tr("Beside the earlier release")),
            OTHER_VENDOR.prefix: FigureCard(self.tr("Beside the other vendor")),
        }
        self._more = QVBoxLayout()
        self._more.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._card, *self.figures.values()):
            column.addWidget(part)
        column.addLayout(self._more)

    def show_summary(self, summary: SampleSummary) -> None:
        """Show what the audit holds when the reading itself is not at hand."""
        self._word.setText(READINGS[summary.reading])
        if summary.reading == "not_run":
            words = self.tr("Nothing has been measured yet.")
        else:
            words = self.tr("{n} texts, against: {baseline}. The readings are shown once the files are measured here.")
            words = words.format(n=summary.n, baseline=summary.baseline or self.tr("no reference"))
        self._say((PlainLabel(words),))
        for card in self.figures.values():
            card.hide()
        clear_layout(self._more)

    def show_reading(self, reading: SampleReading, shown: Shown | None, *, can_keep: bool) -> None:
        """Show a whole reading, and the sample's own words where they are still at hand."""
        self._word.setText(READINGS[reading.overall])
        size = self.tr("{texts} texts, {words} words.")
        size = size.format(texts=f"{reading.texts:,}", words=f"{reading.words:,}")
        words = self.tr("Seed {seed}, Headwater {version}, {files} files named by their contents in the audit.")
        words = words.format(seed=reading.seed, version=reading.version, files=len(reading.sources))
        self._say(
            (
                *(PlainLabel(sentence) for sentence in (size, *reading.reasons)),
                *(PlainLabel(sentence, secondary=True) for sentence in reading.measured_rates),
                PlainLabel(words, size="small", secondary=True),
            )
        )
        first = first_rank(reading.readings)
        ranges = {"": HUMAN, EARLIER.prefix: self.tr("Earlier release"), OTHER_VENDOR.prefix: self.tr("Other vendor")}
        for prefix, figure in self.figures.items():
            self._show_figure(figure, [item for item in first if _prefix(item) == prefix], ranges[prefix])
        clear_layout(self._more)
        self._add_tables(reading, first)
        if shown is not None:
            card = ShownCard(shown, kept=reading.shown is not None, can_keep=can_keep)
            card.keep_wanted.connect(self.keep_wanted)
            self._more.addWidget(card)
        else:
            gone = self.tr(
                "The texts themselves are not kept with the audit; measure again to see what repeats in them."
            )
            self._more.addWidget(PlainLabel(gone, secondary=True))

    def _say(self, sentences: Iterable[PlainLabel]) -> None:
        clear_layout(self._said)
        for sentence in sentences:
            self._said.addWidget(sentence)

    def _show_figure(self, card: FigureCard, readings: Sequence[Measure], range_of: str) -> None:
        card.setVisible(bool(compared(readings)))
        if compared(readings):
            card.show_figure(lambda width: reading_bars(readings, width, range_of, figure_words))

    def _add_tables(self, reading: SampleReading, first: Sequence[Measure]) -> None:
        drawn = {item.measure.measure for item in compared(first)}
        further = [item for item in first if item.measure not in drawn]
        if further:
            card = Card(self.tr("What was counted"))
            card.column.addWidget(readings_table(self.tr("What was counted"), further))
            self._more.addWidget(card)
        if drawn:
            said = [item for item in first if item.measure in drawn]
            self._add_deeper(self.tr("The readings in sentences"), said)
        second = [item for item in reading.readings if item not in first and not item.measure.startswith(_PUBLISHED)]
        self._add_deeper(self.tr("Second-line measures"), second)
        published = [item for item in reading.readings if item.measure.startswith(_PUBLISHED)]
        self._add_deeper(self.tr("Published rules of thumb"), published)

    def _add_deeper(self, title: str, readings: Sequence[Measure]) -> None:
        if readings:
            self._more.addWidget(LateFold(title, lambda: readings_table(title, readings)))


def first_rank(readings: Sequence[Measure]) -> list[Measure]:
    """The axes of a verdict, what was counted, and how alike answers to one prompt are."""
    return [item for item in readings if item.measure in _AXES or not _is_deeper(item)]


def _is_deeper(item: Measure) -> bool:
    plain = item.measure.removeprefix(_prefix(item))
    if plain.startswith((_PUBLISHED, _SAME_PROMPT)):
        return plain.startswith(_PUBLISHED)
    return plain in _DEEPER or item.reference_interval is not None


def _prefix(item: Measure) -> str:
    return next((prefix for prefix in _OTHERS if item.measure.startswith(prefix)), "")


def readings_table(name: str, readings: Sequence[Measure]) -> PlainTable:
    """Each reading with its sentence."""
    table = PlainTable(name)
    head = (table.tr("Measure"), table.tr("Value and range"), table.tr("Compared with"), table.tr("Reading"))
    table.show_rows(head, [_row(measure) for measure in readings], frozenset({0}))
    return table


def _row(measure: Measure) -> tuple[str, ...]:
    value = "–" if measure.value is None else measured(measure.value, measure.unit)
    found = value if measure.interval is None else f"{value}\n{measured_range(measure.interval, measure.unit)}"
    ends = measure.reference_interval
    against = "–" if ends is None else measured_range(ends, measure.unit)
    return f"{measure.title}\n{measure.sentence}", found, against, measure.reading
