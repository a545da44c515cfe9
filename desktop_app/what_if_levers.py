"""What can be moved when other practices are imagined: an amount on a slider, or one of several words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QStyleOptionSlider, QVBoxLayout, QWidget

from desktop_app.theme.style import draw_focus_ring
from desktop_app.widgets.fields import name_field
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option, Segments

if TYPE_CHECKING:
    from core.risk.what_if import Slider, Trial

_STEPS = 100
_FIRST_COUNT = 10.0
"""The smallest count but zero on a slider whose equal steps multiply."""


class Lever(QWidget):
    """One parameter. ``moved`` is sent when a person moves it; ``setting`` is None while it is as stated."""

    moved = Signal()

    def __init__(self, slider: Slider, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = slider
        self.setting: float | str | None = None
        self.title = f"{slider.meaning[:1].upper()}{slider.meaning[1:]}"
        self._stands = PlainLabel(size="small", secondary=True, tabular=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(3)
        self.column.addWidget(PlainLabel(self.title, strong=True))

    def show_stated(self, trial: Trial) -> None:
        """Go back to what the answers say."""
        self.setting = None
        self._stands.setText(self.tr("As stated: {}").format(trial.stated_in_words(self.slider.parameter)))

    def show_imagined(self, trial: Trial) -> None:
        """Say what it was moved to, beside what the answers say."""
        if self.setting is None:
            return
        name = self.slider.parameter
        words = self.tr("Imagined: {imagined}. As stated: {stated}")
        imagined, stated = trial.in_words(name, self.setting), trial.stated_in_words(name)
        self._stands.setText(words.format(imagined=imagined, stated=stated))

    def _move(self, setting: float | str) -> None:
        self.setting = setting
        self.moved.emit()


class AmountLever(Lever):
    """A share, or a count whose equal steps multiply."""

    def __init__(self, slider: Slider, parent: QWidget | None = None) -> None:
        super().__init__(slider, parent)
        self.bar = _QuietSlider(Qt.Orientation.Horizontal, self)
        self.bar.setRange(0, _STEPS)
        self.bar.setPageStep(10)
        name_field(self.bar, self.title)
        self.bar.valueChanged.connect(lambda place: self._move(self.value_at(place)))
        self.column.addWidget(self.bar)
        self.column.addWidget(self._stands)

    def show_stated(self, trial: Trial) -> None:
        """Put the slider where the middle of what is stated lies."""
        super().show_stated(trial)
        self.bar.blockSignals(True)
        self.bar.setValue(self.place_of(trial.stated_middle(self.slider.parameter)))
        self.bar.blockSignals(False)
        self.bar.setAccessibleDescription(self._stands.text())

    def show_imagined(self, trial: Trial) -> None:
        """Also to whoever hears it."""
        super().show_imagined(trial)
        self.bar.setAccessibleDescription(self._stands.text())

    def value_at(self, place: int) -> float:
        """What a place of the slider, 0 to 100, stands for."""
        low, high = self._ends
        if not self._multiplies:
            return low + (high - low) * place / _STEPS
        if place == 0:
            return low
        first = low or _FIRST_COUNT
        return float(f"{first * (high / first) ** (place / _STEPS):.2g}")

    def place_of(self, value: float) -> int:
        """The place of the slider nearest to a value."""
        low, high = self._ends
        if not self._multiplies:
            return round(_STEPS * (value - low) / (high - low))
        first = low or _FIRST_COUNT
        return 0 if value <= first else round(_STEPS * math.log(value / first) / math.log(high / first))

    @property
    def _ends(self) -> tuple[float, float]:
        return self.slider.low or 0.0, self.slider.high or 1.0

    @property
    def _multiplies(self) -> bool:
        return self.slider.logarithmic or self.slider.unit == "examples"


class ChoiceLever(Lever):
    """One of several practices."""

    def __init__(self, slider: Slider, parent: QWidget | None = None) -> None:
        super().__init__(slider, parent)
        self.choices = Segments(self.title, [Option(value, label) for value, label in slider.choices], self)
        self.choices.chosen.connect(self._move)
        row = QHBoxLayout()
        row.addWidget(self.choices, 1)
        self.column.addLayout(row)
        self.column.addWidget(self._stands)

    def show_stated(self, trial: Trial) -> None:
        """Choose nothing: what is stated is often several of them, each with a share."""
        super().show_stated(trial)
        self.choices.set_current(None)


class _QuietSlider(QSlider):
    """A slider that leaves the wheel to the page it is on, and can be seen on a dark ground too."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the value."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A line, filled up to a round handle; a ring when it has the keyboard."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_SliderHandle
        handle = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
        role, palette = QPalette.ColorRole, self.palette()
        accent = palette.color(role.Highlight if self.isEnabled() else role.Mid)
        middle, at = self.rect().center().y(), handle.center().x()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.color(role.Mid), 2))
        painter.drawLine(at, middle, self.width() - 4, middle)
        painter.setPen(QPen(accent, 4))
        painter.drawLine(4, middle, at, middle)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(palette.color(role.Base))
        painter.drawEllipse(handle.center(), 6, 6)
        if self.hasFocus():
            draw_focus_ring(painter, QRectF(self.rect()), palette, 6)
