"""The stage of samples: outputs of the product, measured against people's writing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from core.audit.document import SampleSummary
from desktop_app.open_audit import OpenAudit
from desktop_app.settings import Settings
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.tiles import Tiles
from reports.words import READINGS

if TYPE_CHECKING:
    from core.samples.result import Measure, SampleReading

_MEASURING = "samples"


class SamplesPage(Page):
    """Takes files, measures them in the background, and shows what was found or why it was refused."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Samples"))
        self._audit = audit
        self.column.addWidget(PlainLabel(self.tr("Sample outputs"), size="title", strong=True))
        lead = self.tr(
            "Collect a few hundred outputs of the product to your own prompts. They are measured here, "
            "against human texts of the same kind if you have some."
        )
        self.column.addWidget(PlainLabel(lead, secondary=True))
        self.outputs = _FilesCard(
            self.tr("The product's outputs"), self.tr("Drop text, CSV or JSONL files here"), settings
        )
        people = self.tr("Of the same kind, and not from a model")
        self.reference = _FilesCard(self.tr("Human texts to compare with (optional)"), people, settings)
        self.column.addWidget(Tiles((self.outputs, self.reference), letters=40))
        self._measure = QPushButton(self.tr("&Measure"))
        self._measure.setEnabled(False)
        self._measure.clicked.connect(self.measure)
        self._state = PlainLabel(secondary=True)
        row = QHBoxLayout()
        row.addWidget(self._measure)
        row.addWidget(self._state, 1)
        self.column.addLayout(row)
        self._result = _ResultCard()
        self.column.addWidget(self._result)
        self.column.addStretch(1)
        self.outputs.changed.connect(self._files_changed)
        for part in (self.outputs, self.reference):
            part.setEnabled(not audit.read_only)
        self._show_known()

    def measure(self) -> None:
        """Measure the chosen files."""
        self._measure.setEnabled(False)
        self._state.setText(self.tr("Measuring…"))
        outputs, reference, seed = self.outputs.paths, self.reference.paths, self._audit.document.seed
        self._audit.background.run(_MEASURING, _measurer(outputs, reference, seed), self._measured, self._refused)

    def _files_changed(self) -> None:
        self._measure.setEnabled(bool(self.outputs.paths))
        self._state.setText("")

    def _measured(self, reading: SampleReading) -> None:
        self._measure.setEnabled(True)
        self._state.setText("")
        baseline = ", ".join(path.name for path in self.reference.paths)
        summary = SampleSummary(reading=reading.overall, n=reading.texts, baseline=baseline, date=dt.date.today())
        self._audit.give_samples(reading, summary)
        self._result.show_reading(reading)

    def _refused(self, error: Exception) -> None:
        self._measure.setEnabled(True)
        self._state.setText(str(error))

    def _show_known(self) -> None:
        if self._audit.sample_reading is not None:
            self._result.show_reading(self._audit.sample_reading)
        else:
            self._result.show_summary(self._audit.document.analyser)


class _FilesCard(Card):
    """A place to choose files for, by button or by dropping them."""

    changed = Signal()

    def __init__(self, title: str, hint: str, settings: Settings) -> None:
        super().__init__(title)
        self._settings = settings
        self.paths: tuple[Path, ...] = ()
        self._hint = hint
        self._names = PlainLabel(hint, secondary=True)
        choose = QPushButton(self.tr("Choose files…"))
        choose.setAccessibleName(self.tr("Choose files: {}").format(title))
        choose.clicked.connect(self._choose)
        self.setAcceptDrops(True)
        self.column.addWidget(self._names)
        self.column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def take(self, paths: Sequence[Path]) -> None:
        """Use these files."""
        self.paths = tuple(paths)
        self._names.setText("\n".join(path.name for path in self.paths) or self._hint)
        self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Use the files dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.take(paths)
            event.acceptProposedAction()

    def _choose(self) -> None:
        kinds = self.tr("Texts (*.txt *.md *.csv *.tsv *.json *.jsonl);;All files (*)")
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose files"), self._settings.folder, kinds)
        if names:
            self._settings.folder = str(Path(names[0]).parent)
            self.take([Path(name) for name in names])


class _ResultCard(Card):
    """What was found: one word with its reasons, then every reading."""

    def __init__(self) -> None:
        super().__init__()
        self._word = PlainLabel(size="title", strong=True)
        self._reasons = PlainLabel()
        self._table = PlainTable(self.tr("Readings"))
        for part in (self._word, self._reasons, self._table):
            self.column.addWidget(part)

    def show_summary(self, summary: SampleSummary) -> None:
        """Show what the audit holds when the files themselves are not at hand."""
        self._word.setText(READINGS[summary.reading])
        if summary.reading == "not_run":
            words = self.tr("Nothing has been measured yet.")
        else:
            words = self.tr("{n} texts, against: {baseline}. The readings are shown once the files are measured here.")
            words = words.format(n=summary.n, baseline=summary.baseline or self.tr("no reference"))
        self._reasons.setText(words)
        self._table.hide()

    def show_reading(self, reading: SampleReading) -> None:
        """Show a whole reading."""
        self._word.setText(READINGS[reading.overall])
        size = self.tr("{texts} texts, {words} words.").format(texts=reading.texts, words=reading.words)
        self._reasons.setText("\n".join((size, *reading.reasons)))
        head = (self.tr("Measure"), self.tr("Value and range"), self.tr("Compared with"), self.tr("Reading"))
        self._table.show_rows(head, [_row(measure) for measure in reading.readings], frozenset({0}))
        self._table.setVisible(bool(reading.readings))


def _row(measure: Measure) -> tuple[str, ...]:
    value = "–" if measure.value is None else f"{measure.value:.3g} {measure.unit}".strip()
    found = value if measure.interval is None else f"{value}\n{_range(measure.interval)}"
    return f"{measure.title}\n{measure.sentence}", found, _range(measure.reference_interval), measure.reading


def _range(ends: tuple[float, float] | None) -> str:
    return "–" if ends is None else f"{ends[0]:.3g} – {ends[1]:.3g}"


def _measurer(outputs: Sequence[Path], reference: Sequence[Path], seed: int | None) -> Callable[[], SampleReading]:
    def work() -> SampleReading:
        from core.samples.measure import measure
        from core.samples.read import read_texts

        return measure(read_texts(outputs), read_texts(reference) if reference else None, seed=seed)

    return work
