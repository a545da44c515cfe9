"""The stage of context: what is audited, with which questions, and how much hangs on it."""

from __future__ import annotations

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_app.open_audit import OpenAudit
from desktop_app.pages.context_form import ContextForm
from desktop_app.pages.facts_card import FactsCard
from desktop_app.pages.head_form import HeadForm
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_label import PlainLabel


class ContextPage(Page):
    """Takes the buyer's side, and who and what is audited."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Context"))
        self._audit = audit
        self._vendor = PlainLabel(size="title", strong=True)
        self._product = PlainLabel(size="heading", secondary=True)
        opened = self.tr("Opened {date}, audit {id}")
        document = audit.document
        self._form = ContextForm(audit.library.vocabulary)
        self._form.show_context(document.context)
        self._form.changed.connect(self._send_context)
        self._head = HeadForm(audit.library)
        self._head.settled.connect(self._send_head)
        self._facts = FactsCard()
        self._facts.changed.connect(lambda: audit.about.give_facts(self._facts.facts()))
        self._missing = PlainLabel(strong=True)
        self._missing.hide()
        adding = self.tr("More questions can be added at any time; a set with answers stays.")
        lead = self.tr("Answer these before the vendor is in the room. They set how strict the verdict is.")
        for part in (
            self._vendor,
            self._product,
            PlainLabel(opened.format(date=document.opened.isoformat(), id=document.audit_id), secondary=True),
            PlainLabel(self.tr("Your side"), size="heading", strong=True),
            PlainLabel(lead, secondary=True),
            self._form,
            PlainLabel(self.tr("What is audited"), size="heading", strong=True),
            PlainLabel(adding, secondary=True),
            self._missing,
            self._head,
            self._facts,
        ):
            self.column.addWidget(part)
        for form in (self._form, self._head, self._facts):
            form.setEnabled(not audit.read_only)
        self._show_head()
        audit.part_restored.connect(self._restored)

    def flush(self) -> None:
        """Send what is being typed."""
        self._form.flush()
        self._send_head()

    def showEvent(self, event: QShowEvent) -> None:
        """A pack in which something was answered stays in the audit."""
        super().showEvent(event)
        self._head.packs.set_fixed(self._audit.packs_with_answers())

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is left behind."""
        self.flush()
        super().hideEvent(event)

    def _restored(self, stage: str) -> None:
        if stage == "context":
            self._form.show_context(self._audit.document.context)
            self._show_head()

    def _show_head(self) -> None:
        head = self._audit.document.head
        self._vendor.setText(head.vendor)
        self._product.setText(head.product)
        self._head.show_head(head)
        self._facts.show_facts(self._audit.about.facts)

    def _send_context(self) -> None:
        context = self._form.context()
        if context is not None:
            self._audit.about.give_context(context)

    def _send_head(self) -> None:
        head = self._head.head()
        missing = ", ".join(self._head.missing())
        self._missing.setText(self.tr("Not saved, still needed: {}.").format(missing))
        self._missing.setVisible(head is None)
        if head is not None and self._head.changed and not self._audit.read_only:
            self._audit.about.give_head(head)
            self._show_head()
