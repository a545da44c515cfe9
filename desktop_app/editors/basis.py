"""How a percentage was arrived at, and the size of the sample behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.widgets.fields import NumberField, labelled
from desktop_app.widgets.flow_layout import FlowLayout
from questionnaires.answer import Answer
from questionnaires.vocabulary import PercentBasis


class BasisFields(QWidget):
    """A list of ways to arrive at a figure, and a sample size where there was a sample."""

    edited = Signal()

    def __init__(self, words: Mapping[str, PercentBasis], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._basis = QComboBox(self)
        self._basis.addItem(self.tr("Not stated"), None)
        for basis, word in words.items():
            self._basis.addItem(word.label, basis)
        self._basis.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._basis.setMinimumContentsLength(24)
        self._size = NumberField(self, digits=7)
        self._size_box = labelled(self.tr("Sample size"), self._size)
        row = FlowLayout(self, gap=12)
        row.addWidget(labelled(self.tr("How was the figure arrived at?"), self._basis))
        row.addWidget(self._size_box)
        self._basis.activated.connect(lambda _index: self._changed())
        self._size.editingFinished.connect(self.edited)

    def show_answer(self, answer: Answer) -> None:
        """Show basis and sample size."""
        self._basis.setCurrentIndex(max(0, self._basis.findData(answer.basis)))
        self._size.set_number(answer.n)
        self._show_size()

    def fields(self) -> dict[str, Any]:
        """Basis and n. Raises ValueError for a sample size that is not a whole number from 1."""
        size = self._size.number()
        if size is not None and (size < 1 or size != int(size)):
            raise ValueError(self.tr("The sample size must be a whole number from 1."))
        return {"basis": self._basis.currentData(), "n": None if size is None else int(size)}

    def _changed(self) -> None:
        self._show_size()
        self.edited.emit()

    def _show_size(self) -> None:
        sampled = self._basis.currentData() in ("sampled", "detected") or bool(self._size.text())
        self._size_box.setVisible(sampled)
