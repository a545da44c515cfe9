"""The buyer's own training examples: who wrote them, batch by batch, and what that answers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from core.samples.training.examples import Provenance
from core.samples.training.reading import TrainingReading
from desktop_app.child_process.training import JOB, TrainingRequest
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.keep_row import KeepRow
from desktop_app.pages.samples_run_row import RunRow
from desktop_app.pages.samples_texts import TextsCard
from desktop_app.pages.training_data_offer import OfferCard
from desktop_app.settings import Settings
from desktop_app.widgets.announce import announce
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.plain_table import PlainTable


class TrainingDataPart(Page):
    """Files in, sentences and a table out; answers are offered, and used only where a person ticks them."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Own training data"))
        self._audit = audit
        lead = self.tr(
            "Where you train or tune a model yourself: the examples you use, counted on this computer. The examples "
            "are not kept with the audit."
        )
        self.examples = TextsCard(
            self.tr("Your training examples"),
            self.tr("One example a row, best with columns that say who wrote it and which batch it belongs to."),
            settings,
            parts={
                "text": self.tr("Example"),
                "model": self.tr("Who wrote it"),
                "release": self.tr("Batch"),
                "date": self.tr("Date"),
            },
            can_paste=False,
            can_choose=False,
        )
        anchors = self.tr(
            "Human examples that should be in every batch. Without a file, the checked human ones of the first batch."
        )
        self.anchors = TextsCard(
            self.tr("Anchors (optional)"), anchors, settings, parts={"text": self.tr("Example")}, can_choose=False
        )
        self.row = RunRow(self.tr("&Count"))
        self.found = Card(self.tr("What the examples are"))
        self._sentences = PlainLabel()
        self.table = PlainTable(self.tr("Examples of each batch"))
        self._provenance = PlainLabel(size="small", secondary=True)
        self.keep = KeepRow(audit)
        for line in (self._sentences, self.table, self._provenance, self.keep):
            self.found.column.addWidget(line)
        self.found.hide()
        self.offer = OfferCard(audit)
        self.column.addWidget(PlainLabel(lead, secondary=True))
        for part in (self.examples, self.anchors, self.row, self.found, self.offer):
            self.column.addWidget(part)
        self.column.addStretch(1)
        for card in (self.examples, self.anchors):
            card.changed.connect(self._given)
        self.row.wanted.connect(self.count)
        self._given()

    def count(self) -> None:
        """Count what was given."""
        given = self.examples.given()
        if given is None:
            return
        columns = given.columns
        request = TrainingRequest(
            given.paths,
            text=columns.text,
            provenance=columns.model,
            batch=columns.release,
            date=columns.date,
            anchors=self.anchors.given(),
            seed=self._audit.document.seed,
        )
        self.row.run(JOB, request, self.show_reading)

    def show_reading(self, reading: TrainingReading) -> None:
        """Show what was counted, and the answers it offers."""
        self._sentences.setText("\n".join(reading.sentences))
        head = (
            *(self.tr("Batch"), self.tr("Examples"), self.tr("People")),
            *(self.tr("Machine"), self.tr("Not said"), self.tr("Anchors in it")),
        )
        rows = [self._row(item.name, item.size, item.counts, item.anchors_present) for item in reading.batches]
        rows.append(self._row(self.tr("All"), reading.examples, reading.counts, reading.anchors_everywhere))
        self.table.show_rows(head, rows, frozenset({0}))
        words = self.tr("Seed {seed}, Headwater {version}.")
        self._provenance.setText(words.format(seed=reading.seed, version=reading.version))
        self.keep.offer(training=reading)
        self.found.show()
        self.offer.show_offer(reading)
        announce(self, reading.sentences[0])

    def _row(self, name: str, size: int, counts: Mapping[Provenance, int], anchors: float | None) -> tuple[str, ...]:
        people = self.tr("{checked} checked\n{others} unchecked")
        machine = self.tr("{known} known\n{suspected} suspected")
        return (
            name,
            f"{size:,}",
            people.format(checked=f"{counts['human_verified']:,}", others=f"{counts['human_unverified']:,}"),
            machine.format(known=f"{counts['machine_known']:,}", suspected=f"{counts['machine_suspected']:,}"),
            f"{counts['not_said']:,}",
            "–" if anchors is None else f"{100 * anchors:.0f} %",
        )

    def _given(self) -> None:
        if self.examples.is_looking or self.anchors.is_looking:
            self.row.set_ready(False, self.tr("Looking at the files…"))
        else:
            self.row.set_ready(self.examples.given() is not None, self.tr("Give your training examples first."))
