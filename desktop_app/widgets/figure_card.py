"""A figure with its title, its values one by one with the arrow keys, and the same facts as a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.widgets.figure_view import MakeFigure
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.walked_figure import WalkedFigure


class FigureCard(Card):
    """Shows a figure or, on request, its table."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._toggle = QPushButton(self.tr("Show as table"), self)  # first in the order of the Tab key, as on the page
        self.view = WalkedFigure(title, self)
        self._value = PlainLabel(size="small", secondary=True, tabular=True)
        self.view.came_to.connect(self._show_value)
        self._show_value("")
        self.table = PlainTable(title, self)
        self._toggle.setCheckable(True)
        self._toggle.setAccessibleName(self.tr("Show as table: {}").format(title))
        self._toggle.toggled.connect(self._show_table)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(title, size="heading", strong=True), 1)
        head.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self.column.addWidget(self.view)
        self.column.addWidget(self._value)
        self.column.addWidget(self.table)
        self.table.hide()

    def show_figure(self, make: MakeFigure) -> None:
        """Show another figure and its table."""
        self.view.show_figure(make)
        if self.view.figure is not None:
            table = self.view.figure.table
            self.table.show_rows(table.head, table.rows, frozenset({0}))

    def _show_value(self, words: str) -> None:
        self._value.setText(words)
        self._value.setVisible(bool(words))

    def _show_table(self, wanted: bool) -> None:
        self.view.setVisible(not wanted)
        self.table.setVisible(wanted)
