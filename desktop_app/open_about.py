"""What the open audit is about: the buyer's side, who and what is audited, facts of the product; all can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.audit.document import Context, Head
from core.audit.exchange.parts import ProductFacts
from core.audit.pack_texts import freeze_packs, pack_texts
from desktop_app.undo import SetPart
from questionnaires.frozen import freeze

if TYPE_CHECKING:
    from desktop_app.open_audit import OpenAudit

STAGE = "context"
"""Where these parts are shown, and where undoing leads."""


class OpenAbout(QObject):
    """Gives and takes the parts; the audit's ``context_changed`` when any of them did."""

    def __init__(self, audit: OpenAudit) -> None:
        super().__init__(audit)
        self._audit = audit

    @property
    def facts(self) -> ProductFacts:
        """What is known of the product beside the answers."""
        document = self._audit.document
        return ProductFacts(version_visible=document.version_visible, terms_no_training=document.terms_no_training)

    def give_context(self, context: Context) -> None:
        """Change the buyer's side."""
        before = self._audit.document.context
        if context != before:
            words = self.tr("your side")
            self._audit.undo_stack.push(SetPart(words, "context", before, context, self._put_context))

    def give_head(self, head: Head) -> None:
        """Change who and what is examined, or the packs."""
        before = self._audit.document.head
        if head != before:
            self._audit.undo_stack.push(SetPart(self.tr("what is audited"), "head", before, head, self._put_head))

    def give_facts(self, facts: ProductFacts) -> None:
        """Change what is known of the product."""
        if facts != self.facts:
            words = self.tr("facts about the product")
            self._audit.undo_stack.push(SetPart(words, "facts", self.facts, facts, self._put_facts))

    def _put_context(self, context: Context, jump: bool) -> None:
        document = self._audit.document.model_copy(update={"context": context})
        save = self._audit.workspace.save_context
        self._audit.keep(document, "context", lambda: save(document.audit_id, context))
        self._told(jump)

    def _put_head(self, head: Head, jump: bool) -> None:
        document = self._audit.document.with_head(head)
        self._audit.keep(document, "head", lambda: self._save_head(document.audit_id, head))
        self._told(jump)

    def _save_head(self, audit_id: str, head: Head) -> None:
        """A pack that is new in the audit is frozen as it reads now."""
        workspace = self._audit.workspace
        workspace.save_head(audit_id, head)
        frozen = pack_texts(workspace, audit_id)
        new = {pack.id: freeze(pack) for pack in self._audit.library.packs_of(head.packs) if pack.id not in frozen}
        freeze_packs(workspace, audit_id, new)

    def _put_facts(self, facts: ProductFacts, jump: bool) -> None:
        known = facts.model_dump()
        document = self._audit.document.model_copy(update=known)
        save = self._audit.workspace.save_product_facts
        self._audit.keep(document, "facts", lambda: save(document.audit_id, **known))
        self._told(jump)

    def _told(self, jump: bool) -> None:
        self._audit.context_changed.emit()
        if jump:
            self._audit.part_restored.emit(STAGE)
