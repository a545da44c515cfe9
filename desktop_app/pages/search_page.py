"""Searching all audits: vendor, product, client, titles of evidence, and what was answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop_app.widgets.announce import announce
from desktop_app.widgets.fields import labelled
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.record_table import RecordTable, Row

if TYPE_CHECKING:
    from core.audit.search import Found

Look = Callable[[str, Callable[[tuple["Found", ...]], None], Callable[[Exception], None]], None]
"""Searches for what was typed and calls back with what was found, or why it could not be."""
_PAUSE_IN_TYPING_MS = 150


class SearchPage(Page):
    """``place_wanted`` carries audit, kind (audit, answer or evidence) and the question's or evidence's id."""

    place_wanted = Signal(str, str, str)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Search all audits"), parent=parent, width_in_letters=170)
        self._look = look
        self._found: dict[str, Found] = {}
        self.field = QLineEdit(self)
        self.field.setMaxLength(200)
        hint = self.tr("Vendor, product, client, titles of evidence, and the vendor's words. Every word must be there.")
        self.column.addWidget(labelled(self.tr("Words to look for"), self.field, hint))
        self.summary = PlainLabel(secondary=True)
        self.column.addWidget(self.summary)
        head = (self.tr("Where"), self.tr("Vendor"), self.tr("Product"), self.tr("What stands there"))
        self.table = RecordTable(self.tr("What was found"), head, wide=frozenset({3}), most_rows=14)
        self.column.addWidget(self.table)
        self.open_button = QPushButton(self.tr("&Open it there"))
        back = QPushButton(self.tr("&Back"))
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addWidget(back)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_IN_TYPING_MS)
        self._pause.timeout.connect(self._search)
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.field.returnPressed.connect(self._go_on)
        self.open_button.clicked.connect(lambda: self._open(self.table.current))
        self.table.opened.connect(self._open)
        back.clicked.connect(self.left)
        leave = QAction(self.tr("Back"), self)
        leave.setShortcut(QKeySequence("Esc"))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.triggered.connect(self.left)
        self.addAction(leave)
        self._show(())

    def look_for(self, words: str) -> None:
        """Search for words that were typed elsewhere, without waiting for more."""
        self.field.setText(words)
        self._pause.stop()
        self._search()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard belongs in the field."""
        super().focusInEvent(event)
        self.field.setFocus(event.reason())

    def _search(self) -> None:
        self._look(self.field.text(), self._show, lambda error: self.summary.setText(str(error)))

    def _show(self, found: tuple[Found, ...]) -> None:
        self._found = {str(number): one for number, one in enumerate(found)}
        self.table.show_rows([self._row(which, one) for which, one in self._found.items()])
        self.table.setVisible(bool(found))
        self.open_button.setEnabled(bool(found))
        if found:
            self.table.choose("0")
        typed = bool(self.field.text().strip())
        self.summary.setText(self._counted(len(found)) if typed else "")
        if typed:
            announce(self.summary, self.summary.text())

    def _counted(self, count: int) -> str:
        from core.audit.search import MOST_FOUND

        if count == 0:
            return self.tr("Nothing was found.")
        if count >= MOST_FOUND:
            return self.tr("The first {} places. Type more to narrow it down.").format(count)
        return self.tr("One place.") if count == 1 else self.tr("{} places.").format(count)

    def _row(self, which: str, one: Found) -> Row:
        where = {
            "audit": self.tr("Audit"),
            "answer": self.tr("Answer {}").format(one.place),
            "evidence": self.tr("Evidence {}").format(one.place),
        }[one.kind]
        return Row(which, (where, one.vendor, one.product, one.words))

    def _go_on(self) -> None:
        """Enter goes from the field to what was found."""
        self._pause.stop()
        self._search()
        self.table.setFocus()

    def _open(self, which: str | None) -> None:
        if which is not None:
            one = self._found[which]
            self.place_wanted.emit(one.audit_id, one.kind, one.place)
