"""What was said to the short form of a question, offered as a draft."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.risk.claim_in_words import claim_in_words
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.carrying import CarriedAnswer
from questionnaires.vocabulary import Vocabulary


class CarryBar(QWidget):
    """One line with a button; hidden while there is nothing to take over. ``taken`` carries the draft."""

    taken = Signal(object)

    def __init__(self, vocabulary: Vocabulary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vocabulary = vocabulary
        self._carried: CarriedAnswer | None = None
        self._words = PlainLabel(secondary=True)
        self._take = QPushButton(self.tr("Take over as a draft"))
        self._take.clicked.connect(lambda _checked=False: self._taken())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._take, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_carried(self, carried: CarriedAnswer | None) -> None:
        """Offer a draft, or nothing."""
        self._carried = carried
        self.setVisible(carried is not None)
        if carried is None:
            return
        status = self._vocabulary.statuses[carried.draft.status].label
        said = claim_in_words(carried.target, carried.draft) if carried.draft.answered else carried.draft.text
        words = self.tr("Asked before as {question}: {status}. {said}")
        self._words.setText(words.format(question=carried.origin.id, status=status, said=said))
        self._take.setAccessibleName(f"{self._take.text()}: {carried.origin.id}")

    def _taken(self) -> None:
        if self._carried is not None:
            self.taken.emit(self._carried.draft)
