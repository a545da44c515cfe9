"""Imagining other practices: what the simulation makes of them, beside what was stated. Nothing here is saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.risk.what_if import Comparison, Figures, Trial, begin_trial, sliders
from desktop_app.open_audit import OpenAudit
from desktop_app.what_if_levers import AmountLever, ChoiceLever, Lever
from desktop_app.widgets.announce import announce
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.tiles import Tiles
from reports.figures.numbers import chance

if TYPE_CHECKING:
    from core.audit.document import AuditDocument
    from questionnaires.library import Library

OFFERED = (
    "generated_share",
    "own_output_share",
    "regime",
    "training",
    "verification",
    "anchors",
    "new_human_share",
    "decoding",
)
"""Parameters that a buyer can ask a vendor to change, the simplest first."""
_BEGINNING, _COMPARING = "imagining begins", "imagining"
_QUIET_BEFORE_SPEAKING_MS = 700
"""A slider sends many values; its result is spoken once, when it rests."""


class WhatIfCard(Card):
    """The levers, and both gauges as stated and as imagined. ``begin`` fills it from the open audit."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._audit = audit
        self._trial: Trial | None = None
        self._begun_for: AuditDocument | None = None
        lead = self.tr(
            "Move what you might ask the vendor to change. This is imagined: nothing here is saved or counts as an "
            "answer, and the report does not show it."
        )
        self.column.addWidget(PlainLabel(lead, secondary=True))
        self._stated = _Side(self.tr("As stated"))
        self._imagined = _Side(self.tr("Imagined, not saved"))
        self.column.addWidget(Tiles((self._stated, self._imagined), letters=36))
        self._sentence = PlainLabel(tabular=True)
        self.reset_button = QPushButton(self.tr("Back to as stated"))
        self.reset_button.clicked.connect(self.reset)
        row = QHBoxLayout()
        row.addWidget(self._sentence, 1)
        row.addWidget(self.reset_button)
        self.column.addLayout(row)
        offered = {slider.parameter: slider for slider in sliders()}
        self.levers: tuple[Lever, ...] = tuple(
            ChoiceLever(offered[name]) if offered[name].choices else AmountLever(offered[name]) for name in OFFERED
        )
        self._levers = QWidget()
        column = QVBoxLayout(self._levers)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(14)
        for lever in self.levers:
            lever.moved.connect(self._moved)
            column.addWidget(lever)
        self.column.addWidget(self._levers)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_QUIET_BEFORE_SPEAKING_MS)
        self._rest.timeout.connect(lambda: announce(self._sentence, self._sentence.text()))
        for task in (_BEGINNING, _COMPARING):
            self.destroyed.connect(partial(audit.background.cancel, task))

    def begin(self) -> None:
        """Start from the answers as they stand, unless that was done already."""
        document = self._audit.document
        if document is self._begun_for:
            return
        self._begun_for, self._trial = document, None
        self._levers.setEnabled(False)
        self.reset_button.setEnabled(False)
        self._sentence.setText(self.tr("Working it out…"))
        work = partial(_begin, document, self._audit.library)
        self._audit.background.run(_BEGINNING, work, self._begun, self._failed)

    def reset(self) -> None:
        """Put everything back to what is stated."""
        if self._trial is not None:
            self._begun(self._trial)

    def _begun(self, trial: Trial) -> None:
        self._trial = trial
        for lever in self.levers:
            lever.show_stated(trial)
        self._levers.setEnabled(True)
        self._moved()

    def _moved(self) -> None:
        trial = self._trial
        if trial is None:
            return
        changes = self._changes()
        for lever in self.levers:
            lever.show_imagined(trial)
        self.reset_button.setEnabled(bool(changes))
        self._audit.background.run(_COMPARING, lambda: trial.compare(changes), self._compared, self._failed)

    def _compared(self, comparison: Comparison) -> None:
        self._stated.show_figures(comparison.stated)
        self._imagined.show_figures(comparison.changed)
        self._sentence.setText(comparison.sentence)
        self._rest.start()

    def _changes(self) -> dict[str, float | str]:
        return {lever.slider.parameter: lever.setting for lever in self.levers if lever.setting is not None}

    def _failed(self, error: Exception) -> None:
        self._sentence.setText(self.tr("This could not be worked out: {}").format(error))


class _Side(Card):
    """One side of the comparison: both gauges, on average and in the adverse case."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column.setSpacing(2)
        self.column.addWidget(PlainLabel(title, strong=True))
        self._rows = []
        for name in (self.tr("Rare cases lost early"), self.tr("General quality lost")):
            value = PlainLabel(size="title", strong=True, tabular=True)
            beside = PlainLabel(size="small", secondary=True, tabular=True)
            self.column.addSpacing(4)
            for part in (PlainLabel(name, secondary=True), value, beside):
                self.column.addWidget(part)
            self._rows.append((value, beside))

    def show_figures(self, figures: Figures) -> None:
        """Show the average with the adverse case; a word comes from the whole simulation only."""
        gauges = ((figures.early, figures.early_adverse), (figures.late, figures.late_adverse))
        for (value, beside), (average, adverse) in zip(self._rows, gauges, strict=True):
            value.setText(chance(average))
            beside.setText(self.tr("on average, {} in the adverse case").format(chance(adverse)))


def _begin(document: AuditDocument, library: Library) -> Trial:
    packs = library.packs_of(document.packs)
    return begin_trial(document.answers, packs, document.context.lane, seed=document.seed)
