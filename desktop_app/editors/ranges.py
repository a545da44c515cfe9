"""Low, best and high: one range, or a table of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.editors.basis import BasisFields
from desktop_app.editors.value_editor import ValueEditor, readable
from desktop_app.widgets.fields import NumberField, labelled, name_field
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.answer import Answer, Range
from questionnaires.vocabulary import PercentBasis

_FULL = 100.0
_DIGITS, _SHARE_DIGITS = 7, 5
"""Room in a field, in digits."""


class RangeFields(QWidget):
    """Three numbers; ``name`` is spoken before each."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, percent: bool) -> None:
        super().__init__(parent)
        self._name = name
        self._percent = percent
        words = (self.tr("Lowest"), self.tr("Best figure"), self.tr("Highest"))
        digits = _SHARE_DIGITS if percent else _DIGITS
        self.fields = tuple(NumberField(self, digits) for _ in words)
        for field, word in zip(self.fields, words, strict=True):
            name_field(field, f"{name}: {word}" if name else word)
            field.editingFinished.connect(self.edited)

    def show_range(self, shown: Range | None) -> None:
        """Show a range, or nothing."""
        figures = (None, None, None) if shown is None else (shown.low, shown.best, shown.high)
        for field, figure in zip(self.fields, figures, strict=True):
            field.set_number(figure)

    def range(self) -> Range | None:
        """The range, or None when all is empty. Raises ValueError, one sentence."""
        low, best, high = (field.number() for field in self.fields)
        given = [figure for figure in (low, best, high) if figure is not None]
        if not given:
            return None
        where = f"{self._name}: " if self._name else ""
        if given != sorted(given):
            raise ValueError(where + self.tr("the lowest figure must not be above the best or the highest one."))
        if self._percent and not 0 <= given[0] <= given[-1] <= _FULL:
            raise ValueError(where + self.tr("a share lies between 0 and 100 percent."))
        return Range(low=low, best=best, high=high)


class RangeEditor(ValueEditor):
    """One range; for a percentage also how it was arrived at."""

    def __init__(
        self, unit: str, basis_words: Mapping[str, PercentBasis] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        percent = basis_words is not None
        self._range = RangeFields("", self, percent=percent)
        self._range.edited.connect(self.edited)
        *boxes, last = (labelled(field.accessibleName(), field) for field in self._range.fields)
        shown_unit = self.tr("percent {}").format(unit).strip() if percent else unit
        row = FlowLayout(self._range, gap=12)
        for box in (*boxes, _with_unit(last, shown_unit)):
            row.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._range)
        self._basis = BasisFields(basis_words, self) if basis_words is not None else None
        if self._basis is not None:
            self._basis.edited.connect(self.edited)
            column.addWidget(self._basis)

    def show_answer(self, answer: Answer) -> None:
        """Show the range."""
        self._range.show_range(_as_range(answer.value))
        if self._basis is not None:
            self._basis.show_answer(answer)

    def fields(self) -> dict[str, Any]:
        """The range and, for a percentage, its basis."""
        basis = {} if self._basis is None else self._basis.fields()
        return {"value": self._range.range(), **basis}


class RangeTableEditor(ValueEditor):
    """A percentage range for each row. should_add_up: whether the rows are parts of one whole."""

    def __init__(
        self,
        rows: Sequence[str],
        basis_words: Mapping[str, PercentBasis],
        parent: QWidget | None = None,
        *,
        should_add_up: bool,
        tolerance: float = 0.0,
    ) -> None:
        super().__init__(parent)
        self._tolerance = tolerance
        self._rows = {row: RangeFields(readable(row), self, percent=True) for row in rows}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for at, head in enumerate((self.tr("Percent"), self.tr("Lowest"), self.tr("Best"), self.tr("Highest"))):
            grid.addWidget(PlainLabel(head, size="small", secondary=True, wrap=False), 0, at)
        for line, (row, fields) in enumerate(self._rows.items(), start=1):
            fields.hide()
            fields.edited.connect(self._changed)
            grid.addWidget(_RowName(readable(row)), line, 0)
            for at, field in enumerate(fields.fields, start=1):
                grid.addWidget(field, line, at)
        grid.setColumnStretch(4, 1)
        self._sum = PlainLabel("", size="small", secondary=True)
        self._sum.setVisible(should_add_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addWidget(self._sum)
        self._basis = BasisFields(basis_words, self)  # made last, so that Tab comes by it last
        self._basis.edited.connect(self.edited)
        column.addWidget(self._basis)

    def show_answer(self, answer: Answer) -> None:
        """Show every row the answer holds."""
        shown = answer.value if isinstance(answer.value, dict) else {}
        for row, fields in self._rows.items():
            fields.show_range(shown.get(row))
        self._basis.show_answer(answer)
        self._show_sum()

    def fields(self) -> dict[str, Any]:
        """The rows that hold a figure, and the basis."""
        given = {row: fields.range() for row, fields in self._rows.items()}
        value = {row: figures for row, figures in given.items() if figures is not None}
        return {"value": value or None, **self._basis.fields()}

    def _changed(self) -> None:
        self._show_sum()
        self.edited.emit()

    def _show_sum(self) -> None:
        try:
            given = [fields.range() for fields in self._rows.values()]
        except ValueError:
            self._sum.setText("")
            return
        total = sum(figures.central for figures in given if figures is not None)
        if not any(given):
            self._sum.setText(self.tr("The rows are parts of one whole and should add up to about 100."))
        elif abs(total - _FULL) <= self._tolerance:
            self._sum.setText(self.tr("The rows add up to {:.4g} percent.").format(total))
        else:
            words = self.tr("The rows add up to {:.4g} percent; they should add up to about 100.")
            self._sum.setText(words.format(total))


class _RowName(PlainLabel):
    """On one line where there is room for it."""

    def sizeHint(self) -> QSize:
        return self.fontMetrics().size(0, self.text())


def _with_unit(box: QWidget, unit: str) -> QWidget:
    """A labelled field with its unit beside it, so that both go to the next line together."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(box)
    row.addWidget(PlainLabel(unit, secondary=True, wrap=False), 0, Qt.AlignmentFlag.AlignBottom)
    return whole


def _as_range(value: object) -> Range | None:
    if isinstance(value, Range):
        return value
    return Range(best=float(value)) if isinstance(value, int | float) else None
