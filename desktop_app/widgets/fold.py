"""What is one click deeper: a button with a title, and a part that it opens and closes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.theme.icons import icon


class Fold(QWidget):
    """``column`` is where the part goes; ``opened`` is sent each time it is opened."""

    opened = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(title, self)
        self.button.setCheckable(True)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button.toggled.connect(self._toggle)
        self._part = QWidget(self)
        self.column = QVBoxLayout(self._part)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.button)
        whole.addWidget(self._part)
        self._toggle(False)

    @property
    def is_open(self) -> bool:
        """Whether the part is shown."""
        return self.button.isChecked()

    def open(self) -> None:
        """Show the part."""
        self.button.setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign in the colours of the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw(self.is_open)

    def _toggle(self, wanted: bool) -> None:
        self._part.setVisible(wanted)
        state = self.tr("open") if wanted else self.tr("closed")
        self.button.setAccessibleName(f"{self.button.text()}, {state}")
        self._draw(wanted)
        if wanted:
            self.opened.emit()

    def _draw(self, wanted: bool) -> None:
        self.button.setIcon(icon("chevron-down" if wanted else "chevron-right", self.palette()))
