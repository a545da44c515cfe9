"""A button that puts what was found beside the measured samples, where the audit and its report have it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.samples.result import SampleReading
from core.version import program_version
from desktop_app.open_audit import OpenAudit
from desktop_app.widgets.plain_label import PlainLabel


class KeepRow(QWidget):
    """``offer`` what may be kept; nothing is until a person presses the button."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit = audit
        self._part: dict[str, Any] = {}
        self.button = QPushButton(self.tr("Keep with the audit"))
        self.button.setAccessibleDescription(self.tr("The report prints what is kept"))
        self._state = PlainLabel(secondary=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self._state, 1)
        self.button.clicked.connect(self.keep)
        audit.samples_changed.connect(self._tell)

    def offer(self, **part: Any) -> None:
        """What may be kept, as a field of ``SampleReading``."""
        self._part = part
        self._tell()

    def keep(self) -> None:
        """Put it beside the samples and store it."""
        reading = self._reading
        if reading is not None:
            self._audit.give_samples(replace(reading, **self._part), self._audit.document.analyser)

    @property
    def _reading(self) -> SampleReading | None:
        """What it is put beside; None where outputs were measured and their readings are not at hand."""
        if self._audit.sample_reading is None and self._audit.document.analyser.reading == "not_run":
            return without_outputs()
        return self._audit.sample_reading

    def _tell(self) -> None:
        reading = self._reading
        kept = reading is not None and all(getattr(reading, name) == value for name, value in self._part.items())
        self.button.setEnabled(reading is not None and not kept and not self._audit.read_only)
        if reading is None:
            words = self.tr("Kept beside the sample outputs, so it can be kept once those are measured here again.")
        elif kept:
            words = self.tr("Kept with the audit; the report prints it.")
        else:
            words = self.tr("Not stored so far.")
        self._state.setText(words)


def without_outputs() -> SampleReading:
    """The reading of no outputs at all, beside which other things can be kept."""
    reason = "No outputs of the product were measured."
    return SampleReading(0, 0, None, "inconclusive", (reason,), (), 0, {}, 0, program_version())
