"""The further fields some questions have beside their answer: a temperature, a name, a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.editors.value_editor import readable
from desktop_app.widgets.fields import ShortField, labelled
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.segments import Option, Segments
from questionnaires.answer import Answer

Extra = bool | float | dt.date | str


class ExtraFields(QWidget):
    """One short field for each name, or a row of words where there is a list to choose from."""

    edited = Signal()

    def __init__(
        self, names: Sequence[str], options: Mapping[str, Sequence[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shown: dict[str, Extra] = {}
        self._fields: dict[str, QLineEdit] = {}
        self._lists: dict[str, Segments] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fields = QWidget(self)
        row = FlowLayout(fields, gap=12)
        for name in names:
            if name in options:
                words = [Option(option, readable(option)) for option in options[name]]
                self._lists[name] = Segments(readable(name), words, self)
                self._lists[name].chosen.connect(lambda _which: self.edited.emit())
                column.addWidget(labelled(readable(name), self._lists[name]))
                continue
            field = ShortField(18, self)
            field.setMaxLength(300)
            field.editingFinished.connect(self.edited)
            self._fields[name] = field
            row.addWidget(labelled(readable(name), field))
        fields.setVisible(bool(self._fields))
        column.addWidget(fields)

    def show_answer(self, answer: Answer) -> None:
        """Show what the answer holds for each name."""
        self._shown = dict(answer.extra)
        for name, field in self._fields.items():
            field.setText(_as_text(answer.extra.get(name, "")))
        for name, options in self._lists.items():
            options.set_current(str(answer.extra.get(name, "")))

    def values(self) -> dict[str, Extra]:
        """Every field that holds something; numbers and dates are kept as such."""
        kept = dict(self._shown)
        for name, field in self._fields.items():
            text = field.text().strip()
            if not text:
                kept.pop(name, None)
            elif text != _as_text(kept.get(name, "")):
                kept[name] = _as_value(text)
        for name, options in self._lists.items():
            if options.current is not None:
                kept[name] = options.current
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
