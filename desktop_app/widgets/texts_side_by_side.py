"""Groups of texts: a table of the groups, and the texts of the chosen one side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.fields import WordsField, labelled
from desktop_app.widgets.record_table import RecordTable, Row
from desktop_app.widgets.tiles import Tiles

_LINES, _BESIDE = 7, 2


class TextsSideBySide(QWidget):
    """Shows groups; the first one is chosen. wide: the columns of the table that share the spare width."""

    def __init__(self, name: str, head: Sequence[str], wide: frozenset[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: Mapping[str, Sequence[tuple[str, str]]] = {}
        self.table = RecordTable(name, head, wide, most_rows=6)
        self._below = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.table)
        column.addLayout(self._below)
        self.table.chosen.connect(self._show_texts)

    def show_groups(self, rows: Sequence[Row], texts: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Show rows, and for the id of each its texts, each with what it is called."""
        self._texts = texts
        self.table.show_rows(rows)
        if rows:
            self.table.choose(rows[0].id)

    def _show_texts(self, which: str) -> None:
        clear_layout(self._below)
        fields = []
        for name, text in self._texts[which]:
            field = WordsField(_LINES)
            field.setReadOnly(True)
            field.setPlainText(text)
            fields.append(labelled(name, field))
        for place in range(0, len(fields), _BESIDE):
            self._below.addWidget(Tiles(fields[place : place + _BESIDE], letters=44))
