"""The stage of samples: what texts of the product and of the buyer show when they are read by this computer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.open_audit import OpenAudit
from desktop_app.pages.samples_measuring import MeasuringPart
from desktop_app.settings import Settings
from desktop_app.widgets.segments import Option, Segments


class SamplesPage(QWidget):
    """Four parts, each built when it is first shown. In an audit of one's own training its data comes to the front."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Samples"))
        self._audit, self._settings = audit, settings
        self._builders: dict[str, Callable[[], QWidget]] = {
            "outputs": self._measuring,
            "rare": self._tail_kit,
            "marks": self._checks,
            "training": self._training,
        }
        options = (
            Option("outputs", self.tr("Sample outputs")),
            Option("rare", self.tr("Rare cases")),
            Option("marks", self.tr("Watermark and credentials")),
            Option("training", self.tr("Own training data")),
        )
        self.choice = Segments(self.tr("Part of the samples"), options)
        self._parts: dict[str, QWidget] = {}
        self._stack = QStackedWidget(self)
        top = QHBoxLayout()
        top.setContentsMargins(28, 16, 28, 0)
        top.addWidget(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        self.choice.chosen.connect(self.show_part)
        self.show_part("training" if audit.document.context.lane == "C" else "outputs")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy instead would catch every Tab that comes by."""
        self.choice.setFocus(event.reason())

    def part(self, which: str) -> QWidget:
        """One of the parts, built now if it was not shown yet."""
        if which not in self._parts:
            self._parts[which] = self._builders[which]()
            self._stack.addWidget(self._parts[which])
        return self._parts[which]

    def show_part(self, which: str) -> None:
        """Bring one part to the front."""
        self.choice.set_current(which)
        self._stack.setCurrentWidget(self.part(which))

    @property
    def measuring(self) -> MeasuringPart:
        """The part that measures the product's outputs."""
        part = self.part("outputs")
        assert isinstance(part, MeasuringPart)  # noqa: S101 - its builder makes one
        return part

    def _measuring(self) -> QWidget:
        return MeasuringPart(self._audit, self._settings)

    def _tail_kit(self) -> QWidget:
        from desktop_app.pages.tail_kit_part import TailKitPart

        return TailKitPart(self._audit, self._settings)

    def _checks(self) -> QWidget:
        from desktop_app.pages.samples_checks import ChecksPart

        return ChecksPart(self._audit, self._settings)

    def _training(self) -> QWidget:
        from desktop_app.pages.training_data_part import TrainingDataPart

        return TrainingDataPart(self._audit, self._settings)
