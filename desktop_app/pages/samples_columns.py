"""Which column of a table holds what: its first rows, and a choice for each part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop_app.widgets.fields import labelled
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.record_table import RecordTable, Row

_SHOWN_ROWS = 3
_LETTERS = 13


class ColumnsBox(QWidget):
    """parts: what can be in a column, by id. ``chosen`` when a person chose otherwise; ``columns`` says how."""

    chosen = Signal()

    def __init__(self, parts: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        head = (self.tr("Column"), self.tr("Used as"), self.tr("First rows"), "", "")
        self.table = RecordTable(self.tr("First rows of the table"), head, frozenset({2, 3, 4}), most_rows=6)
        self.choices = {which: QComboBox(self) for which in parts}
        flow = QWidget()
        line = FlowLayout(flow, gap=10)
        for which, choice in self.choices.items():
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(_LETTERS)
            choice.activated.connect(lambda _index: self._choice_changed())
            line.addWidget(labelled(parts[which], choice))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(PlainLabel(self.tr("Which column holds what?"), strong=True))
        column.addWidget(flow)
        column.addWidget(self.table)
        self._head: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()

    @property
    def columns(self) -> dict[str, str | None]:
        """The column of each part; None for none."""
        return {which: choice.currentData() for which, choice in self.choices.items()}

    def show_table(self, head: Sequence[str], rows: Sequence[Sequence[str]], used: Mapping[str, str | None]) -> None:
        """Show the first rows of a table and which columns are used."""
        if tuple(head) != self._head:
            self._head = tuple(head)
            for choice in self.choices.values():
                choice.clear()
                choice.addItem(self.tr("none"), None)
                for title in head:
                    choice.addItem(" ".join(title[:80].split()), title)
        self._rows = tuple(tuple(row) for row in rows[:_SHOWN_ROWS])
        for which, choice in self.choices.items():
            choice.setCurrentIndex(max(choice.findData(used.get(which)), 0))
        self._show_rows()

    def _choice_changed(self) -> None:
        self._show_rows()
        self.chosen.emit()

    def _show_rows(self) -> None:
        used = {title: self._parts[which] for which, title in self.columns.items() if title is not None}
        cells = (
            (title, used.get(title, "–"), *(row[at] for row in self._rows), *[""] * (_SHOWN_ROWS - len(self._rows)))
            for at, title in enumerate(self._head)
        )
        self.table.show_rows([Row(str(at), row) for at, row in enumerate(cells)])
