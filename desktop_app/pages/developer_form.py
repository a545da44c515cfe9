"""Who made the model behind the product, and what is on public record about it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from core.audit.document import AuditDocument
from core.audit.public_record import with_public_record
from desktop_app.widgets.fields import labelled
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.library import Library
from questionnaires.public_record import PublicRecord, developers, public_record


class DeveloperForm(QWidget):
    """A choice of thirteen developers, or none; says what it would fill in before it does."""

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.choice = QComboBox(self)
        self.choice.addItem(self.tr("Another one, or not known"), "")
        for name in developers():
            self.choice.addItem(name, name)
        self._words = PlainLabel(secondary=True, size="small")
        card = Card(self.tr("Who made the model behind it?"))
        hint = self.tr("Fills in what is on public record about what they disclose; every answer can be changed.")
        card.column.addWidget(labelled(self.tr("Developer of the model"), self.choice, hint))
        card.column.addWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.choice.currentIndexChanged.connect(lambda _row: self._show())
        self._words.hide()

    def filled_in(self, document: AuditDocument) -> AuditDocument:
        """The audit with what is on record, or as it was where no developer is chosen."""
        record = self._record(document.opened)
        return document if record is None else with_public_record(document, record, self._library)

    def _record(self, opened: dt.date) -> PublicRecord | None:
        name = str(self.choice.currentData())
        return public_record(name, self._library.transparency_index, opened) if name else None

    def _show(self) -> None:
        record = self._record(dt.date.today())
        self._words.setText("" if record is None else record.sentence)
        self._words.setVisible(record is not None)
