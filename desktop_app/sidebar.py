"""The stages of an audit, each with number, sign, name and its state in words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from desktop_app.theme.icons import icon
from desktop_app.theme.tokens import colour
from desktop_app.widgets.fields import name_field
from desktop_app.widgets.two_line_list import ROW_ID, SECOND_LINE, TwoLineDelegate


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its id, its name and the icon beside it."""

    id: str
    name: str
    icon: str


class Sidebar(QListWidget):
    """A list of stages; ``stage_chosen`` carries the id of the one a person went to."""

    stage_chosen = Signal(str)

    def __init__(self, stages: tuple[Stage, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages = stages
        self.setItemDelegate(TwoLineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.viewport().setAutoFillBackground(True)
        name_field(self, self.tr("Stages of the audit"))
        for number, stage in enumerate(stages, start=1):
            item = QListWidgetItem(f"{number}  {stage.name}", self)
            item.setData(ROW_ID, stage.id)
        self._draw()
        self.currentRowChanged.connect(self._row_changed)

    def set_state(self, stage_id: str, words: str) -> None:
        """Say in words how far a stage is."""
        for number, stage in enumerate(self._stages):
            if stage.id == stage_id:
                item = self.item(number)
                item.setData(SECOND_LINE, words)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}: {words}")

    def choose(self, stage_id: str) -> None:
        """Go to a stage."""
        self.setCurrentRow(next(row for row, stage in enumerate(self._stages) if stage.id == stage_id))

    def sizeHint(self) -> QSize:
        """Wide enough for the longest state, in the size of the text."""
        widest = self.window().width() * 22 // 100
        return QSize(min(self.fontMetrics().averageCharWidth() * 30, widest), super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow colours and text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        if event.type() == QEvent.Type.FontChange:
            self.setFixedWidth(self.sizeHint().width())
            self.scheduleDelayedItemsLayout()

    def _draw(self) -> None:
        self.setFixedWidth(self.sizeHint().width())
        for row, stage in enumerate(self._stages):
            self.item(row).setIcon(icon(stage.icon, self.palette()))
        ground = self.viewport().palette()
        if ground.color(QPalette.ColorRole.Base) != colour(self.palette(), "sidebar"):
            ground.setColor(QPalette.ColorRole.Base, colour(self.palette(), "sidebar"))
            self.viewport().setPalette(ground)

    def _row_changed(self, row: int) -> None:
        if row >= 0:
            self.stage_chosen.emit(self._stages[row].id)
