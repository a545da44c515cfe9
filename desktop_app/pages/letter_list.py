"""The letters of an audit in a list, each with its state in words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from desktop_app.theme.icons import icon
from desktop_app.widgets.fields import name_field
from desktop_app.widgets.two_line_list import ROW_ID, SECOND_LINE, TwoLineDelegate

_READY = Qt.ItemDataRole.UserRole + 4


class LetterList(QListWidget):
    """Choose a letter; ``chosen`` carries its id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(TwoLineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        name_field(self, self.tr("Letters"))
        self.currentRowChanged.connect(self._row_changed)

    def add(self, letter_id: str, title: str) -> None:
        """Add a row."""
        item = QListWidgetItem(title, self)
        item.setData(ROW_ID, letter_id)

    def set_state(self, letter_id: str, words: str, *, ready: bool) -> None:
        """Say in words whether a letter can be written."""
        item = self._row(letter_id)
        item.setData(SECOND_LINE, words)
        item.setData(_READY, ready)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}: {words}")
        self._draw()

    def choose(self, letter_id: str) -> None:
        """Choose a letter."""
        self.setCurrentItem(self._row(letter_id))

    @property
    def current(self) -> str:
        """The id of the letter chosen; empty before the first."""
        item = self.currentItem()
        return "" if item is None else str(item.data(ROW_ID))

    def changeEvent(self, event: QEvent) -> None:
        """Follow colours and text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()
            self.scheduleDelayedItemsLayout()

    def _row(self, letter_id: str) -> QListWidgetItem:
        rows = [self.item(row) for row in range(self.count())]
        return next(item for item in rows if item.data(ROW_ID) == letter_id)

    def _draw(self) -> None:
        for item in (self.item(row) for row in range(self.count())):
            item.setIcon(icon("circle-check" if item.data(_READY) else "circle-dashed", self.palette()))

    def _row_changed(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(str(self.item(row).data(ROW_ID)))
