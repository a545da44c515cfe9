"""Who and what is audited, for whom, by whom, and with which packs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.audit.document import Head, Person
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.fields import labelled
from desktop_app.widgets.page import Card
from desktop_app.widgets.segments import Option
from questionnaires.library import Library


class HeadForm(QWidget):
    """Shows the head of an audit. ``edited`` at every key; ``settled`` when a field is left or a pack chosen."""

    edited = Signal()
    settled = Signal()

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._shown: Head | None = None
        self._as_shown: Head | None = None
        who = Card()
        self.vendor = self._line(who, self.tr("Vendor"), 300)
        self.product = self._line(who, self.tr("Product and version"), 300)
        self.client = self._line(who, self.tr("Audited for (your firm or client)"), 300)
        self.auditor = self._line(who, self.tr("Your name"), 200)
        which = Card(self.tr("Which questions?"))
        options = []
        for pack in library.packs.values():
            minutes = self.tr("about {} minutes").format(pack.pack.minutes.typical)
            options.append(Option(pack.id, f"{pack.pack.title} ({minutes}). {pack.pack.purpose}"))
        self.packs = ChoiceList(self.tr("Question packs"), options, several=True)
        self.packs.set_selected(tuple(library.packs)[:1])
        for told in (self.edited, self.settled):
            self.packs.changed.connect(told)
        which.column.addWidget(self.packs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(who)
        column.addWidget(which)

    def show_head(self, head: Head) -> None:
        """Show a head."""
        self._shown = head
        for line, words in (
            (self.vendor, head.vendor),
            (self.product, head.product),
            (self.client, head.client),
            (self.auditor, head.auditor.name),
        ):
            line.setText(words)
        self.packs.set_selected(head.packs)
        self._as_shown = self.head()

    @property
    def changed(self) -> bool:
        """Whether a person changed what was shown."""
        return self.head() != self._as_shown

    def missing(self) -> list[str]:
        """What the form still needs, in words."""
        needed = (
            (self.tr("vendor"), bool(self.vendor.text().strip())),
            (self.tr("product"), bool(self.product.text().strip())),
            (self.tr("your name"), bool(self.auditor.text().strip())),
            (self.tr("a set of questions"), bool(self.packs.selected())),
        )
        return [words for words, given in needed if not given]

    def head(self) -> Head | None:
        """The head as it stands, or None while something is missing; packs already in it keep their versions."""
        if self.missing():
            return None
        known, role = ({}, "") if self._shown is None else (self._shown.pack_versions, self._shown.auditor.role)
        earlier = () if self._shown is None else self._shown.packs
        chosen = self.packs.selected()
        packs = (*(pack for pack in earlier if pack in chosen), *(pack for pack in chosen if pack not in earlier))
        fresh = {pack: self._library.packs[pack].pack.version for pack in packs if pack not in earlier}
        return Head(
            vendor=self.vendor.text().strip(),
            product=self.product.text().strip(),
            client=self.client.text().strip(),
            auditor=Person(name=self.auditor.text().strip(), role=role),
            packs=packs,
            pack_versions={**{pack: version for pack, version in known.items() if pack in packs}, **fresh},
        )

    def _line(self, card: Card, label: str, limit: int) -> QLineEdit:
        line = QLineEdit(card)
        line.setMaxLength(limit)
        line.textChanged.connect(self.edited)
        line.editingFinished.connect(self.settled)
        card.column.addWidget(labelled(label, line))
        return line
