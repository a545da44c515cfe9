"""One number, one date, or words alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.editors.value_editor import ValueEditor, unless_changed
from desktop_app.widgets.fields import DateField, NumberField, labelled, name_field
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.answer import Answer, Range


class NumberEditor(ValueEditor):
    """One number with its unit."""

    def __init__(self, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: object = None
        self._field = NumberField(self, digits=12)
        name_field(self._field, self.tr("Number"), unit)
        self._field.editingFinished.connect(self.edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._field)
        row.addWidget(PlainLabel(unit, secondary=True, wrap=False))
        row.addStretch(1)

    def show_answer(self, answer: Answer) -> None:
        """Show the number, or the middle of a range."""
        value = self._shown = answer.value
        if isinstance(value, Range):
            self._field.set_number(value.central)
        else:
            self._field.set_number(value if isinstance(value, int | float) else None)

    def fields(self) -> dict[str, Any]:
        """The number, or the range that was shown as one."""
        return {"value": unless_changed(self._shown, self._field.number())}


class DateEditor(ValueEditor):
    """One date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = DateField(self)
        self._field.editingFinished.connect(self.edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(labelled(self.tr("Date"), self._field), 0, Qt.AlignmentFlag.AlignLeft)

    def show_answer(self, answer: Answer) -> None:
        """Show the date."""
        self._field.set_date(answer.value if isinstance(answer.value, dt.date) else None)

    def fields(self) -> dict[str, Any]:
        """The date."""
        return {"value": self._field.date()}


class WordsOnlyEditor(ValueEditor):
    """A question answered in words: the field for the vendor's words is the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(PlainLabel(self.tr("This question is answered in words; write them below."), secondary=True))

    def show_answer(self, answer: Answer) -> None:
        """Nothing to show here."""

    def fields(self) -> dict[str, Any]:
        """Nothing beyond the words."""
        return {}
