"""The stage of context: what is audited and how much hangs on it."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFormLayout, QWidget

from desktop_app.open_audit import OpenAudit
from desktop_app.pages.context_form import ContextForm
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel


class ContextPage(Page):
    """Shows who and what is audited, and takes the buyer's side."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Context"))
        self._audit = audit
        document = audit.document
        self.column.addWidget(PlainLabel(document.vendor, size="title", strong=True))
        self.column.addWidget(PlainLabel(document.product, size="heading", secondary=True))
        self.column.addWidget(self._facts())
        self.column.addWidget(PlainLabel(self.tr("Your side"), size="heading", strong=True))
        self.column.addWidget(
            PlainLabel(
                self.tr("Answer these before the vendor is in the room. They set how strict the verdict is."),
                secondary=True,
            )
        )
        self._form = ContextForm(audit.library.vocabulary)
        self._form.show_context(document.context)
        self._form.setEnabled(not audit.read_only)
        self._form.changed.connect(self._send)
        self.column.addWidget(self._form)

    def flush(self) -> None:
        """Send what is being typed."""
        self._form.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is left behind."""
        self.flush()
        super().hideEvent(event)

    def _send(self) -> None:
        context = self._form.context()
        if context is not None:
            self._audit.give_context(context)

    def _facts(self) -> QWidget:
        document = self._audit.document
        card = Card()
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        packs = "\n".join(f"{pack.pack.title} ({pack.pack.version})" for pack in self._audit.packs)
        auditor = ", ".join(part for part in (document.auditor.name, document.auditor.role) if part)
        facts = (
            (self.tr("Question packs"), packs),
            (self.tr("Auditor"), auditor),
            (self.tr("Client"), document.client),
            (self.tr("Opened"), document.opened.isoformat()),
            (self.tr("Audit"), document.audit_id),
        )
        for name, words in facts:
            if words:
                form.addRow(PlainLabel(name, secondary=True, wrap=False), PlainLabel(words))
        card.column.addLayout(form)
        return card
