"""The record around the answers of the open audit: evidence, contradictions, sign-off. Every change can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.audit.document import Contradiction, EvidenceItem, SignOff
from core.audit.evidence_register import linked, next_evidence_id, unlinked
from core.audit.exchange.parts import Closing
from desktop_app.undo import SetPart

if TYPE_CHECKING:
    from desktop_app.open_audit import OpenAudit

STAGE = "evidence"
"""Where the parts kept here are shown, and where undoing leads."""


class OpenRecord(QObject):
    """Gives and takes the parts; ``changed`` when any of them did."""

    changed = Signal()

    def __init__(self, audit: OpenAudit) -> None:
        super().__init__(audit)
        self._audit = audit
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.changed)
        audit.answer_changed.connect(lambda _question: self._soon.start())  # once for many answers

    # Evidence

    def add_evidence(self, items: Iterable[EvidenceItem]) -> list[str]:
        """Enter pieces of evidence in the register, as one step; returns their ids."""
        added = []
        stack = self._audit.undo_stack
        stack.beginMacro(self.tr("new evidence"))
        for item in items:
            evidence_id = next_evidence_id(self._audit.document)
            self._push_evidence(evidence_id, None, item)
            added.append(evidence_id)
        stack.endMacro()
        return added

    def give_evidence(self, evidence_id: str, item: EvidenceItem) -> None:
        """Change what is known of a piece of evidence."""
        before = self._audit.document.evidence[evidence_id]
        if item != before:
            self._push_evidence(evidence_id, before, item)

    def withdraw_evidence(self, evidence_id: str) -> None:
        """Take a piece out of the register and of every answer; its file stays for what rested on it earlier."""
        audit = self._audit
        stack = audit.undo_stack
        stack.beginMacro(self.tr("taking out evidence {}").format(evidence_id))
        for question_id, answer in audit.document.answers.items():
            if evidence_id in answer.evidence:
                audit.give_answer(question_id, unlinked(answer, evidence_id), stage=STAGE)
        item = audit.document.evidence[evidence_id]
        self._push_evidence(evidence_id, item, item.model_copy(update={"withdrawn": True}))
        stack.endMacro()

    def link(self, evidence_id: str, question_id: str) -> None:
        """Let an answer rest on a piece of evidence."""
        answer = self._audit.answer(question_id)
        self._audit.give_answer(question_id, linked(answer, evidence_id), stage=STAGE)

    def unlink(self, evidence_id: str, question_id: str) -> None:
        """Let an answer rest on it no longer."""
        answer = self._audit.answer(question_id)
        self._audit.give_answer(question_id, unlinked(answer, evidence_id), stage=STAGE)

    # Contradictions

    def next_contradiction_id(self) -> str:
        """An id that is free."""
        taken = {item.id for item in self._audit.document.contradictions}
        number = len(taken) + 1
        while f"X-{number:02d}" in taken:
            number += 1
        return f"X-{number:02d}"

    def give_contradiction(self, contradiction: Contradiction) -> None:
        """Record a contradiction, or its new state."""
        known = {item.id: item for item in self._audit.document.contradictions}
        before = known.get(contradiction.id)
        if contradiction != before:
            words = self.tr("contradiction {}").format(contradiction.id)
            self._push(words, f"contradiction {contradiction.id}", before, contradiction, self._put_contradiction)

    # Sign-off

    def give_sign_off(self, signed: SignOff) -> None:
        """Record who prepared and reviewed, and what the vendor said."""
        before = self._audit.document.signoff
        if signed != before:
            self._push(self.tr("sign-off"), "sign-off", before, signed, self._put_sign_off)

    def give_closing(self, closed: dt.date | None, reaudit_due: dt.date | None) -> None:
        """Record when the audit was closed and when the next one is due."""
        document = self._audit.document
        before = Closing(closed=document.closed, reaudit_due=document.reaudit_due)
        after = Closing(closed=closed, reaudit_due=reaudit_due)
        if after != before:
            self._push(self.tr("dates of the audit"), "closing", before, after, self._put_closing)

    # How it is done

    def _push_evidence(self, evidence_id: str, before: EvidenceItem | None, item: EvidenceItem) -> None:
        def put(value: EvidenceItem | None, jump: bool) -> None:
            kept = item.model_copy(update={"withdrawn": True}) if value is None else value
            document = self._audit.document.with_evidence(evidence_id, kept)
            workspace = self._audit.workspace
            self._audit.keep(
                document,
                f"evidence {evidence_id}",
                lambda: workspace.save_evidence(document.audit_id, evidence_id, kept),
            )
            self._told(jump)

        self._push(self.tr("evidence {}").format(evidence_id), f"evidence {evidence_id}", before, item, put)

    def _push(
        self,
        words: str,
        key: str,
        before: EvidenceItem | Contradiction | SignOff | Closing | None,
        after: EvidenceItem | Contradiction | SignOff | Closing,
        put: Callable[..., None],
    ) -> None:
        if before is None and isinstance(after, Contradiction):
            absent = after.model_copy(update={"state": "withdrawn"})
            self._audit.undo_stack.push(SetPart(words, key, absent, after, put))
        else:
            self._audit.undo_stack.push(SetPart(words, key, before, after, put))

    def _put_contradiction(self, contradiction: Contradiction, jump: bool) -> None:
        document = self._audit.document.with_contradiction(contradiction)
        save = self._audit.workspace.save_contradiction
        what = f"contradiction {contradiction.id}"
        self._audit.keep(document, what, lambda: save(document.audit_id, contradiction))
        self._told(jump)

    def _put_sign_off(self, signed: SignOff, jump: bool) -> None:
        document = self._audit.document.model_copy(update={"signoff": signed})
        save = self._audit.workspace.save_sign_off
        self._audit.keep(document, "sign-off", lambda: save(document.audit_id, signed))
        self._told(jump)

    def _put_closing(self, closing: Closing, jump: bool) -> None:
        document = self._audit.document.model_copy(update=dict(closing))
        save = self._audit.workspace.save_closing
        self._audit.keep(document, "closing", lambda: save(document.audit_id, closing.closed, closing.reaudit_due))
        self._told(jump)

    def _told(self, jump: bool) -> None:
        self.changed.emit()
        if jump:
            self._audit.part_restored.emit(STAGE)
