"""One or several of a list of sentences, each wrapping where the page is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.theme.style import draw_focus_ring
from desktop_app.widgets.segments import Option

_PAD = 3


def _key_left(button: QAbstractButton) -> int:
    return button.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, button) + 10


def _text_left(button: QAbstractButton, choice: Option) -> int:
    metrics = button.fontMetrics()
    return _key_left(button) + (metrics.horizontalAdvance(f"{choice.key}  ") if choice.key else 0)


def _height(button: QAbstractButton, choice: Option, words: str, width: int) -> int:
    room = QRect(0, 0, max(40, width - _text_left(button, choice) - _PAD), 10_000)
    lines = button.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)
    return lines.height() + 2 * _PAD + 2


def _paint(button: QAbstractButton, choice: Option, element: QStyle.PrimitiveElement) -> None:
    painter = QPainter(button)
    option = QStyleOptionButton()
    option.initFrom(button)
    option.state |= QStyle.StateFlag.State_On if button.isChecked() else QStyle.StateFlag.State_Off
    side = button.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, button)
    first_line = button.fontMetrics().height()
    option.rect = QRect(_PAD, _PAD + (first_line - side) // 2 + 1, side, side)
    button.style().drawPrimitive(element, option, painter, button)
    if choice.key:
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(button.rect().adjusted(_key_left(button), _PAD, -_PAD, -_PAD), 0, choice.key)
    painter.setPen(option.palette.color(QPalette.ColorRole.WindowText))
    room = button.rect().adjusted(_text_left(button, choice), _PAD, -_PAD, -_PAD)
    painter.drawText(room, int(Qt.TextFlag.TextWordWrap), choice.label)
    if button.hasFocus():
        draw_focus_ring(painter, QRectF(button.rect()), button.palette())
    painter.end()


def _prepare(button: QAbstractButton, option: Option) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setAccessibleName(option.label)


class _Radio(QRadioButton):
    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(parent)
        self._choice = option
        _prepare(self, option)

    def heightForWidth(self, width: int) -> int:
        return _height(self, self._choice, self._choice.label, width)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(self.width() or 240))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _height(self, self._choice, "x", 80))

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint(self, self._choice, QStyle.PrimitiveElement.PE_IndicatorRadioButton)


class _Check(QCheckBox):
    def __init__(self, option: Option, parent: QWidget) -> None:
        super().__init__(parent)
        self._choice = option
        _prepare(self, option)

    def heightForWidth(self, width: int) -> int:
        return _height(self, self._choice, self._choice.label, width)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(self.width() or 240))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _height(self, self._choice, "x", 80))

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _paint(self, self._choice, QStyle.PrimitiveElement.PE_IndicatorCheckBox)


class ChoiceList(QWidget):
    """A column of radio buttons, or of check boxes when several may be chosen.

    exclusive: ids that stand alone even where several may be chosen ("none of these").
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        options: Sequence[Option],
        *,
        several: bool,
        exclusive: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._several = several
        self._alone = exclusive
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QAbstractButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for option in options:
            button: QAbstractButton = _Check(option, self) if several else _Radio(option, self)
            button.clicked.connect(lambda checked, which=option.id: self._clicked(which, checked))
            if not several:  # a group is one stop of the Tab key; boxes are one each
                self._group.addButton(button)
            self._buttons[option.id] = button
            column.addWidget(button)

    def selected(self) -> tuple[str, ...]:
        """The ids chosen, in the order of the list."""
        return tuple(which for which, button in self._buttons.items() if button.isChecked())

    def set_selected(self, chosen: Sequence[str]) -> None:
        """Show a choice without reporting it."""
        self._group.setExclusive(False)
        for which, button in self._buttons.items():
            button.setChecked(which in chosen)
        self._group.setExclusive(True)

    def set_fixed(self, fixed: frozenset[str]) -> None:
        """Keep some options as they are; the others can be changed."""
        for which, button in self._buttons.items():
            button.setEnabled(which not in fixed)

    def press(self, position: int) -> None:
        """Choose the option at a position, counted from 1, as a click does."""
        if 1 <= position <= len(self._buttons):
            list(self._buttons.values())[position - 1].click()

    def _clicked(self, which: str, checked: bool) -> None:
        if self._several and checked:
            for other, button in self._buttons.items():
                if other != which and (which in self._alone or other in self._alone):
                    button.setChecked(False)
        self.changed.emit()
