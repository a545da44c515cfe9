"""A table of many rows of plain text, one of which is chosen: by mouse, arrows or by typing its first letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop_app.theme.fonts import with_tabular_digits
from desktop_app.widgets.fields import name_field
from desktop_app.widgets.plain_label import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_LONGEST_TIP = 600
_ONE_LINE = str.maketrans("\n\r\t", "   ")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. id: what ``chosen`` carries. cells: the words of each column."""

    id: str
    cells: tuple[str, ...]


class RecordTable(QTableView):
    """Shows rows; ``chosen`` when the row in front changes, ``opened`` for Return or a double click.

    most_rows: how many rows it is high at most; more are scrolled. wide: the columns that share the spare width.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(
        self, name: str, head: Sequence[str], wide: frozenset[int], most_rows: int = 9, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        name_field(self, name)
        self._most_rows = most_rows
        self._wide = wide
        self._rows = _Rows(tuple(head))
        self.setModel(self._rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.setFont(with_tabular_digits(self.font()))
        self.activated.connect(lambda index: self.opened.emit(self._rows.id_at(index.row())))
        self._fit()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows; the chosen one stays chosen while it is there."""
        before = self.current
        self.blockSignals(True)
        self._rows.show(tuple(rows))
        self.blockSignals(False)
        self._fit()
        if before is not None:
            self.choose(before)

    @property
    def current(self) -> str | None:
        """The id of the chosen row."""
        index = self.currentIndex()
        return self._rows.id_at(index.row()) if index.isValid() else None

    def choose(self, row_id: str) -> None:
        """Choose a row, if it is there."""
        row = self._rows.row_of(row_id)
        if row is not None:
            self.selectRow(row)

    def count(self) -> int:
        """How many rows there are."""
        return self._rows.rowCount()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell which row is in front."""
        super().selectionChanged(selected, deselected)
        current = self.current
        if current is not None and not selected.isEmpty() and not self.signalsBlocked():
            self.chosen.emit(current)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        height = round(self.fontMetrics().height() * 1.7)
        self.verticalHeader().setDefaultSectionSize(height)
        for at in range(self._rows.columnCount()):
            stretched = at in self._wide
            mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive
            self.horizontalHeader().setSectionResizeMode(at, mode)
        self._fit_columns()
        shown = min(max(self._rows.rowCount(), 1), self._most_rows)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown * height + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give narrow columns what their words want, or less where no room for the heads of the wide ones is left."""
        columns = range(self._rows.columnCount())
        heads = {at: self.horizontalHeader().sectionSizeHint(at) for at in columns}
        wanted = {at: max(heads[at], self._width_of(at)) for at in columns if at not in self._wide}
        widest_head = max((heads[at] for at in self._wide), default=0)
        room = self.viewport().width() - widest_head * len(self._wide)
        over = max(0, sum(wanted.values()) - room)
        spare = sum(width - heads[at] for at, width in wanted.items())
        for at, width in wanted.items():
            self.setColumnWidth(at, width - (width - heads[at]) * min(over, spare) // max(1, spare))

    def _width_of(self, column: int) -> int:
        metrics = self.fontMetrics()
        letters = metrics.averageCharWidth() * 26
        widest = max((metrics.horizontalAdvance(words) for words in self._rows.first_words(column)), default=0)
        return min(letters, widest) + metrics.averageCharWidth() * 3


class _Rows(QAbstractTableModel):
    """The rows as Qt asks for them."""

    _ENOUGH = 200

    def __init__(self, head: tuple[str, ...]) -> None:
        super().__init__()
        self._head = head
        self._rows: tuple[Row, ...] = ()
        self._places: dict[str, int] = {}

    def show(self, rows: tuple[Row, ...]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._places = {row.id: at for at, row in enumerate(rows)}
        self.endResetModel()

    def id_at(self, row: int) -> str:
        return self._rows[row].id

    def row_of(self, row_id: str) -> int | None:
        return self._places.get(row_id)

    def first_words(self, column: int) -> list[str]:
        return [self._head[column], *(row.cells[column] for row in self._rows[: self._ENOUGH])]

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._head)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        wanted = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return self._head[section] if wanted else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        words = row.cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words[:_LONGEST_TIP].translate(_ONE_LINE)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._head[index.column()]}: {words[:_LONGEST_TIP]}"
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(words[:_LONGEST_TIP])
        return None
