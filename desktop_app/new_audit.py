"""The dialog that starts an audit: who, what, which questions, and the buyer's side."""

from __future__ import annotations

import datetime as dt
import secrets

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.audit.document import AuditDocument, Person
from desktop_app.fit_screen import fit_to_screen
from desktop_app.pages.context_form import ContextForm
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.fields import labelled
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option
from questionnaires.library import Library


class NewAuditDialog(QDialog):
    """Asks for what an audit cannot do without. ``created`` carries the new document."""

    created = Signal(object)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.setWindowTitle(self.tr("New audit"))
        page = Page(self.tr("New audit"), width_in_letters=90)
        who = Card()
        self._vendor = self._line(who, self.tr("Vendor"), 300)
        self._product = self._line(who, self.tr("Product and version"), 300)
        self._client = self._line(who, self.tr("Audited for (your firm or client)"), 300)
        self._auditor = self._line(who, self.tr("Your name"), 200)
        page.column.addWidget(who)
        packs = Card(self.tr("Which questions?"))
        options = []
        for pack in library.packs.values():
            minutes = self.tr("about {} minutes").format(pack.pack.minutes.typical)
            options.append(Option(pack.id, f"{pack.pack.title} ({minutes}). {pack.pack.purpose}"))
        self._packs = ChoiceList(self.tr("Question packs"), options, several=True)
        self._packs.set_selected(tuple(library.packs)[:1])
        self._packs.changed.connect(self._check)
        packs.column.addWidget(self._packs)
        page.column.addWidget(packs)
        page.column.addWidget(PlainLabel(self.tr("Your side"), size="heading", strong=True))
        self._context = ContextForm(library.vocabulary)
        self._context.changed.connect(self._check)
        page.column.addWidget(self._context)

        self._missing = PlainLabel(secondary=True)
        self._create = QPushButton(self.tr("Create audit"))
        self._create.setDefault(True)
        buttons = QDialogButtonBox()
        buttons.addButton(self._create, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        foot = QWidget()
        foot_column = QVBoxLayout(foot)
        foot_column.setContentsMargins(28, 8, 28, 16)
        foot_column.addWidget(self._missing)
        foot_column.addWidget(buttons)
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addWidget(rule)
        column.addWidget(foot)
        letters = self.fontMetrics().averageCharWidth()
        fit_to_screen(self, QSize(letters * 105, letters * 95))
        self._check()

    def document(self) -> AuditDocument | None:
        """The new audit, or None while something is missing."""
        context = self._context.context()
        if context is None or self._what_is_missing():
            return None
        packs = self._packs.selected()
        return AuditDocument(
            audit_id=new_audit_id(),
            vendor=self._vendor.text().strip(),
            product=self._product.text().strip(),
            client=self._client.text().strip(),
            auditor=Person(name=self._auditor.text().strip()),
            packs=packs,
            pack_versions={pack: self._library.packs[pack].pack.version for pack in packs},
            opened=dt.date.today(),
            context=context,
        )

    def _accept(self) -> None:
        document = self.document()
        if document is not None:
            self.created.emit(document)
            self.accept()

    def _check(self) -> None:
        missing = self._what_is_missing()
        self._create.setEnabled(not missing)
        self._missing.setText(self.tr("Still needed: {}.").format(", ".join(missing)) if missing else "")

    def _what_is_missing(self) -> list[str]:
        needed = (
            (self.tr("vendor"), bool(self._vendor.text().strip())),
            (self.tr("product"), bool(self._product.text().strip())),
            (self.tr("your name"), bool(self._auditor.text().strip())),
            (self.tr("a set of questions"), bool(self._packs.selected())),
        )
        missing = [words for words, given in needed if not given]
        unanswered = self._context.unanswered()
        if len(unanswered) == 1:
            missing.append(self.tr("your answer to “{}”").format(unanswered[0]))
        elif unanswered:
            missing.append(self.tr("{} answers about your side").format(len(unanswered)))
        return missing

    def _line(self, card: Card, label: str, limit: int) -> QLineEdit:
        line = QLineEdit(card)
        line.setMaxLength(limit)
        line.textChanged.connect(lambda _text: self._check())
        card.column.addWidget(labelled(label, line))
        return line


def new_audit_id() -> str:
    """An id that no other audit has, with today's date for people to recognise it by."""
    return f"AUD-{dt.date.today():%Y%m%d}-{secrets.token_hex(3)}"
