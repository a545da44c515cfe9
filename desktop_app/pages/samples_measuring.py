"""Measuring the product's outputs: give texts, choose what to compare with, measure, see what was found."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from core.audit.document import SampleSummary
from core.samples.result import SampleReading
from core.samples.shown import Shown as Excerpts
from desktop_app.child_process.measuring import JOB, Measured, MeasureRequest
from desktop_app.child_process.shown import kept_with
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.samples_against import EARLIER, OTHER_VENDOR, PEOPLE, AgainstPart
from desktop_app.pages.samples_model import ModelCard
from desktop_app.pages.samples_result import ResultPart
from desktop_app.pages.samples_run_row import RunRow
from desktop_app.pages.samples_texts import TextsCard
from desktop_app.settings import Settings
from desktop_app.widgets.announce import announce
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_label import PlainLabel
from reports.words import READINGS


class MeasuringPart(Page):
    """The texts are measured in a process of their own; the reading becomes a part of the audit, the texts do not."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Sample outputs"))
        self._audit = audit
        lead = self.tr(
            "Collect a few hundred outputs of the product to your own prompts. They are measured on this computer, "
            "best against texts of the same kind that people wrote."
        )
        self.outputs = TextsCard(
            self.tr("The product’s outputs"),
            self.tr("Drop .txt, .csv, .jsonl or .xlsx files or a folder here, choose them, or paste texts."),
            settings,
        )
        self.against = AgainstPart(self.outputs, settings)
        self.model = ModelCard(settings)
        self.row = RunRow(self.tr("&Measure"))
        self.result = ResultPart()
        self.column.addWidget(PlainLabel(lead, secondary=True))
        for part in (self.outputs, self.against, self.model, self.row, self.result):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.row.wanted.connect(self.measure)
        self.outputs.changed.connect(self._texts_changed)
        self.against.changed.connect(self._texts_changed)
        for part in (self.outputs, self.against, self.model):
            part.setEnabled(not audit.read_only)
        self._found: Measured | None = None
        self._excerpts: Excerpts | None = None
        self._is_keeping = False
        self.result.keep_wanted.connect(self._keep_excerpts)
        audit.samples_changed.connect(self._show)
        self._texts_changed()
        self._show()

    def measure(self) -> None:
        """Measure what was given."""
        sample = self.against.sample()
        if sample is None:
            return
        request = MeasureRequest(
            sample,
            reference=self.against.given(PEOPLE),
            earlier=self.against.given(EARLIER),
            other_vendor=self.against.given(OTHER_VENDOR),
            embeddings=self.model.meaning.folder,
            language_model=self.model.prediction.folder,
            workspace=self._audit.workspace.folder,
            seed=self._audit.document.seed,
        )
        baseline = self.against.names()
        self.row.run(JOB, request, lambda found: self._measured(found, baseline))

    def _texts_changed(self) -> None:
        why_not = self.against.missing()
        if self._audit.read_only:
            why_not = self.tr("Nothing can be measured into this audit now, because another program has it open.")
        elif any(card.is_looking for card in (self.outputs, *self.against.cards())):
            why_not = self.tr("Looking at the files…")
        elif self.outputs.given() is None:
            why_not = self.tr("Give outputs of the product first.")
        self.row.set_ready(not why_not, why_not)

    def _measured(self, found: Measured, baseline: str) -> None:
        self._found = found
        reading, before = replace(found.reading, shown=None), self._audit.sample_reading
        if before is not None:
            reading = replace(reading, tail=before.tail, training=before.training)
        summary = SampleSummary(reading=reading.overall, n=reading.texts, baseline=baseline, date=dt.date.today())
        self._audit.give_samples(reading, summary)
        self._show()
        QTimer.singleShot(0, lambda: self.ensureWidgetVisible(self.result, 0, self.height()))
        announce(self.row, self.tr("Measured: {}").format(READINGS[reading.overall]))

    def _show(self) -> None:
        """Show what the audit holds, with the texts themselves while they are at hand."""
        reading = self._audit.sample_reading
        if self._is_keeping:
            return
        if reading is None or not reading.texts:
            self.result.show_summary(self._audit.document.analyser)
            return
        shown = kept_with(reading)
        self._excerpts = reading.shown or self._excerpts
        if self._found is not None and _measures(self._found.reading) == _measures(reading):
            shown, self._excerpts = self._found.shown, self._found.reading.shown
        self.result.show_reading(reading, shown, can_keep=not self._audit.read_only)

    def _keep_excerpts(self, wanted: bool) -> None:
        reading = self._audit.sample_reading
        if reading is not None:
            kept = self._excerpts if wanted else None
            self._is_keeping = True  # the box that was ticked must not be built anew
            self._audit.give_samples(replace(reading, shown=kept), self._audit.document.analyser)
            self._is_keeping = False


def _measures(reading: SampleReading) -> SampleReading:
    """What was measured, without what was kept beside it."""
    return replace(reading, shown=None, tail=None, training=None)
