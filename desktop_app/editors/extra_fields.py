"""The further fields some questions have beside their answer: a temperature, a name, a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.editors.value_editor import readable
from desktop_app.widgets.fields import ShortField, labelled
from desktop_app.widgets.flow_layout import FlowLayout
from questionnaires.answer import Answer

Extra = bool | float | dt.date | str


class ExtraFields(QWidget):
    """One short field for each name."""

    edited = Signal()

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, Extra] = {}
        self._fields: dict[str, QLineEdit] = {}
        row = FlowLayout(self, gap=12)
        for name in names:
            field = ShortField(18, self)
            field.setMaxLength(300)
            field.editingFinished.connect(self.edited)
            self._fields[name] = field
            row.addWidget(labelled(readable(name), field))

    def show_answer(self, answer: Answer) -> None:
        """Show what the answer holds for each name."""
        self._shown = dict(answer.extra)
        for name, field in self._fields.items():
            field.setText(_as_text(answer.extra.get(name, "")))

    def values(self) -> dict[str, Extra]:
        """Every field that holds something; numbers and dates are kept as such."""
        kept = dict(self._shown)
        for name, field in self._fields.items():
            text = field.text().strip()
            if not text:
                kept.pop(name, None)
            elif text != _as_text(kept.get(name, "")):
                kept[name] = _as_value(text)
        return kept


def _as_text(value: Extra) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | dt.date) else f"{value:.10g}"


def _as_value(text: str) -> Extra:
    """A number or a date where the words are one."""
    try:
        number = float(text)
    except ValueError:
        pass
    else:
        return number if abs(number) < float("inf") else text
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text
