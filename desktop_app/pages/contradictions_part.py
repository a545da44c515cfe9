"""Claims that cannot both be true: what the program finds, what a person writes, and how each was settled."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.audit.document import Contradiction
from core.risk.contradictions import Contradiction as Candidate
from core.risk.contradictions import find_contradictions
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.contradiction_card import ContradictionCard, SideBySide
from desktop_app.pages.contradiction_form import ContradictionForm
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel

_MOST_SHOWN = 60


class ContradictionsPart(Page):
    """The recorded contradictions first, then what the program found and nobody recorded, then a form for one more."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Contradictions"))
        self._audit = audit
        lead = self.tr(
            "Quote both claims, ask the vendor once, and do not average them. While one is open it limits the verdict; "
            "a named reviewer closes it with a sentence."
        )
        self._cards: dict[str, ContradictionCard] = {}
        self._recorded = QVBoxLayout()
        self._found = QVBoxLayout()
        for column in (self._recorded, self._found):
            column.setSpacing(12)
        self._none = PlainLabel(self.tr("None is recorded."), secondary=True)
        self._found_title = PlainLabel(self.tr("Found by the program"), size="heading", strong=True)
        self.form = ContradictionForm(audit)
        self.column.addWidget(PlainLabel(lead, secondary=True))
        self.column.addWidget(self._none)
        self.column.addLayout(self._recorded)
        self.column.addWidget(self._found_title)
        self.column.addLayout(self._found)
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        audit.record.changed.connect(self._show)
        self._show()

    def flush(self) -> None:
        """Send what is being typed about what is recorded; a new one is sent by its button only."""
        for card in self._cards.values():
            card.flush()

    def candidates(self) -> list[Candidate]:
        """What the answers contradict each other in, beyond what is recorded."""
        document = self._audit.document
        recorded = {(item.claim_a, item.claim_b) for item in document.contradictions}
        found = find_contradictions(document.answers, self._audit.packs)
        return [one for one in found if (one.claim_a, one.claim_b) not in recorded]

    def _show(self) -> None:
        items = self._audit.document.contradictions[:_MOST_SHOWN]
        for gone in self._cards.keys() - {item.id for item in items}:
            card = self._cards.pop(gone)
            self._recorded.removeWidget(card)
            card.hide()
            card.deleteLater()
        for item in items:
            if item.id not in self._cards:
                self._cards[item.id] = ContradictionCard(self._audit)
                self._recorded.addWidget(self._cards[item.id])
            self._cards[item.id].show_contradiction(item)
        self._none.setVisible(not items)
        self._show_found()

    def _show_found(self) -> None:
        clear_layout(self._found)
        candidates = self.candidates()[:_MOST_SHOWN]
        self._found_title.setVisible(bool(candidates))
        for one in candidates:
            card = Card()
            card.column.addWidget(PlainLabel(one.sentence, strong=True))
            card.column.addWidget(SideBySide(one.question_a, one.claim_a, one.question_b, one.claim_b))
            button = QPushButton(self.tr("&Record it as open"))
            button.setEnabled(not self._audit.read_only)
            button.setAccessibleDescription(one.sentence)
            button.clicked.connect(partial(self._record, one))
            card.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._found.addWidget(card)

    def _record(self, one: Candidate) -> None:
        record = self._audit.record
        contradiction = Contradiction(
            id=record.next_contradiction_id(),
            question=one.question_a,
            other_question=None if one.question_b == one.question_a else one.question_b,
            claim_a=one.claim_a,
            claim_b=one.claim_b,
            why=one.sentence,
        )
        record.give_contradiction(contradiction)
