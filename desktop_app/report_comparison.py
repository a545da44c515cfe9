"""The dialog that puts other audits into a report: which, and whether they are the same vendor's earlier ones."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.audit.document import AuditDocument
from core.audit.loading import AuditSummary
from core.comparison.compare import MOST
from desktop_app.fit_screen import fit_to_screen
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option, Segments


class ReportComparison(QDialog):
    """Asks which audits stand beside the report's own. ``chosen`` carries their ids and whether in order of time."""

    chosen = Signal(tuple, bool)

    def __init__(
        self,
        document: AuditDocument,
        audits: tuple[AuditSummary, ...],
        earlier: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        """earlier: ids of the audits that this one was begun from."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare in the report"))
        self._vendor = document.vendor.casefold().strip()
        self._audits = tuple(audit for audit in audits if audit.id != document.audit_id)
        self._earlier = earlier
        lead = self.tr("They get a section of their own, in your edition only. No other client is named.")
        page = Page(self.tr("Compare in the report"), lead, width_in_letters=90)
        kinds = [
            Option("side by side", self.tr("Side by side"), help=self.tr("Several vendors or products")),
            Option("over time", self.tr("Over time"), help=self.tr("One vendor: what changed, what was kept")),
        ]
        self.kind = Segments(self.tr("How to compare"), kinds)
        self.kind.set_current("over time" if earlier else "side by side")
        self.kind.chosen.connect(lambda _which: self._fill())
        self._list = QVBoxLayout()
        self._nothing = PlainLabel(secondary=True)
        for part in (self.kind, self._nothing):
            page.column.addWidget(part)
        page.column.addLayout(self._list)
        page.column.addStretch(1)
        self.put = QPushButton(self.tr("Put into the report"))
        self.put.setDefault(True)
        self.put.clicked.connect(self._accept)
        without = QPushButton(self.tr("No comparison"))
        without.clicked.connect(self._without)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(28, 8, 28, 0)
        foot.addWidget(without)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.put)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(page)
        column.addLayout(foot)
        letters = self.fontMetrics().averageCharWidth()
        fit_to_screen(self, QSize(letters * 100, letters * 70))
        self._fill()

    def _fill(self) -> None:
        """List the audits that can be compared this way."""
        clear_layout(self._list)
        over_time = self.kind.current == "over time"
        fitting = [one for one in self._audits if not over_time or one.vendor.casefold().strip() == self._vendor]
        words = self.tr("{vendor}: {product}, opened {day}, {id}")
        options = [
            Option(one.id, words.format(vendor=one.vendor, product=one.product, day=one.opened.isoformat(), id=one.id))
            for one in fitting
        ]
        self.audits = ChoiceList(self.tr("Audits to compare with"), options, several=True)
        self.audits.set_selected(self._earlier if over_time else ())
        self.audits.changed.connect(self._check)
        self._list.addWidget(self.audits)
        none = self.tr("There is no other audit of this vendor.") if over_time else self.tr("There is no other audit.")
        self._nothing.setText(none)
        self._nothing.setVisible(not options)
        self._check()

    def _check(self) -> None:
        self.put.setEnabled(0 < len(self.audits.selected()) < MOST)

    def _accept(self) -> None:
        self.chosen.emit(self.audits.selected(), self.kind.current == "over time")
        self.accept()

    def _without(self) -> None:
        self.chosen.emit((), False)
        self.accept()
