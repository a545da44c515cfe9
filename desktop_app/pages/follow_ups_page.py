"""Everything that is owed in all audits: promised answers and audits to be made again, the latest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.widgets.page import Page
from desktop_app.widgets.record_table import RecordTable, Row
from desktop_app.widgets.told_label import ToldLabel

if TYPE_CHECKING:
    from core.audit.follow_ups import DueItem


_Read = Callable[
    [dt.date, Callable[[tuple["DueItem", ...]], None], Callable[[Exception], None]],
    None,
]


class FollowUpsPage(Page):
    """Shows what is due; ``audit_wanted`` carries the audit and the question, empty for the audit as a whole."""

    audit_wanted = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Follow-ups"), parent=parent, width_in_letters=170)
        self._items: dict[str, DueItem] = {}
        self.summary = ToldLabel(self.tr("Looking…"), secondary=True)
        head = (
            self.tr("Due"),
            self.tr("Late"),
            self.tr("What"),
            self.tr("Vendor"),
            self.tr("Product"),
            self.tr("Who"),
            self.tr("In their words"),
        )
        self.table = RecordTable(self.tr("What is due"), head, wide=frozenset({3, 4, 6}), most_rows=16)
        self.open = QPushButton(self.tr("&Open the audit there"))
        back = QPushButton(self.tr("&Back to the start"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.open)
        buttons.addWidget(back)
        buttons.addStretch(1)
        for part in (self.summary, self.table):
            self.column.addWidget(part)
        self.column.addLayout(buttons)
        self.column.addStretch(1)
        self.table.hide()
        self.open.setEnabled(False)
        self.open.clicked.connect(lambda: self._open(self.table.current))
        self.table.opened.connect(self._open)
        back.clicked.connect(self.left)

    def fill(self, read: _Read, today: dt.date) -> None:
        """Read what is due and show it, or why it cannot be read."""
        read(today, lambda items: self.show_due(items, today), lambda error: self.show_problem(str(error)))

    def show_due(self, items: tuple[DueItem, ...], today: dt.date) -> None:
        """Show what is due, as seen on a day."""
        self._items = {str(number): item for number, item in enumerate(items)}
        self.table.show_rows([self._row(which, item) for which, item in self._items.items()])
        self.table.setVisible(bool(items))
        self.open.setEnabled(bool(items))
        if not items:
            self.summary.tell(self.tr("Nobody owes an answer, and no audit is due to be made again."))
            return
        late = sum(item.days_late > 0 for item in items)
        words = self.tr("{late} late and {rest} to come, as of {day}.")
        self.summary.tell(words.format(late=late, rest=len(items) - late, day=today.isoformat()))
        self.table.choose("0")
        self.table.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say why nothing can be shown."""
        self.table.hide()
        self.summary.tell(self.tr("This could not be read: {}").format(sentence))

    def _open(self, which: str | None) -> None:
        if which is not None:
            promise = self._items[which].promise
            self.audit_wanted.emit(promise.audit_id, promise.question_id or "")

    def _row(self, which: str, item: DueItem) -> Row:
        promise = item.promise
        due = self.tr("no date") if promise.due is None else promise.due.isoformat()
        late = self.tr("1 day") if item.days_late == 1 else self.tr("{} days").format(item.days_late)
        what = promise.question_id or self.tr("Audit again")
        product = self.tr("{} (sample)").format(promise.product) if promise.sample else promise.product
        who = promise.who or self.tr("nobody named")
        return Row(which, (due, late if item.days_late else "", what, promise.vendor, product, who, promise.said))
