"""Which of the texts in files are meant, where the files hold those of several releases, models or months."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from core.samples.only import Only
from desktop_app.child_process.look import Look
from desktop_app.widgets.fields import labelled
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.plain_label import PlainLabel
from reports.words import in_natural_order

_LETTERS = 13


class OnlyBox(QWidget):
    """A choice for each thing in which the texts differ; ``chosen`` when a person chose otherwise."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {
            "release": self.tr("Only release"),
            "model": self.tr("Only model"),
            "since": self.tr("From month"),
            "until": self.tr("To month"),
        }
        self.choices = {which: QComboBox(self) for which in names}
        self._places = {}
        flow = QWidget()
        line = FlowLayout(flow, gap=10)
        for which, choice in self.choices.items():
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(_LETTERS)
            choice.activated.connect(lambda _index: self.chosen.emit())
            self._places[which] = labelled(names[which], choice)
            line.addWidget(self._places[which])
        self._meant = PlainLabel(secondary=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(PlainLabel(self.tr("Which of the texts are meant?"), strong=True))
        column.addWidget(flow)
        column.addWidget(self._meant)
        self._offered: dict[str, tuple[str, ...]] = {}
        self.hide()

    @property
    def only(self) -> Only:
        """What was chosen."""
        return Only(**{which: str(choice.currentData() or "") for which, choice in self.choices.items()})

    @property
    def is_needed(self) -> bool:
        """Whether the texts differ in anything that can be chosen."""
        return any(self._offered.values())

    def show_look(self, look: Look) -> None:
        """Offer what the files hold, and say how many texts are meant; a choice stays while it is there."""
        texts = sum(file.texts for file in look.files)
        releases = sorted(look.releases, key=in_natural_order)
        offers = {"release": releases, "model": look.models, "since": look.months, "until": look.months}
        for which, values in offers.items():
            self._offer(which, values)
        words = self.tr("{meant} of {texts} texts.").format(meant=f"{look.meant:,}", texts=f"{texts:,}")
        self._meant.setText(words if self.only != Only() else self.tr("All {} texts.").format(f"{texts:,}"))

    def _offer(self, which: str, values: Sequence[str]) -> None:
        """A choice among fewer than two is none."""
        offered = tuple(values) if len(values) > 1 else ()
        if offered == self._offered.get(which):
            return
        self._offered[which] = offered
        choice, before = self.choices[which], self.choices[which].currentData()
        choice.clear()
        choice.addItem(self.tr("all"), "")
        for value in offered:
            choice.addItem(" ".join(value[:80].split()), value)
        choice.setCurrentIndex(max(choice.findData(before), 0))
        self._places[which].setVisible(bool(offered))
