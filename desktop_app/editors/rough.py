"""Rough figures to choose from, with room for exact ones beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.editors.basis import BasisFields
from desktop_app.editors.ranges import RangeFields
from desktop_app.editors.value_editor import ValueEditor, choice_key, unless_changed
from desktop_app.widgets.fields import NumberField, name_field
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option, Segments
from questionnaires.answer import Answer, Range
from questionnaires.pack import STAGES, AnswerSpec, Band
from questionnaires.vocabulary import PercentBasis

_NOT_KNOWN = "not known"


class RoughRow(QWidget):
    """The bands of one figure as buttons, then fields for an exact one; each empties the other.

    first_place: the place, counted from 1, that the key of the first band stands for.
    """

    edited = Signal()

    def __init__(
        self, name: str, spec: AnswerSpec, parent: QWidget | None = None, *, first_place: int = 1, title: str = ""
    ) -> None:
        super().__init__(parent)
        self._spec = spec
        self._shown: object = None
        self.first_place = first_place
        offered = [Option(band.id, band.label, choice_key(at)) for at, band in enumerate(spec.bands, first_place)]
        unknown = Option(_NOT_KNOWN, self.tr("Not known"), "", self.tr("Nothing is recorded for this figure."))
        self._segments = Segments(name, [*offered, unknown], self)
        self._segments.chosen.connect(self._chosen)
        self._exact: RangeFields | NumberField
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if title:
            column.addWidget(PlainLabel(title, strong=True, wrap=False))
        column.addWidget(self._segments)
        exact = QWidget(self)
        line = FlowLayout(exact, middle=True)
        line.addWidget(PlainLabel(self.tr("or exactly"), size="small", secondary=True, wrap=False))
        if spec.type == "number":
            self._exact = NumberField(self, digits=10)
            self._exact.editingFinished.connect(self._typed)
            name_field(self._exact, f"{name}: {self.tr('exact number')}", spec.unit)
            line.addWidget(self._exact)
        else:
            self._exact = RangeFields(title, self, percent=spec.type != "number_range")
            self._exact.edited.connect(self._typed)
            self._exact.hide()
            for field, word in zip(
                self._exact.fields, (self.tr("lowest"), self.tr("best"), self.tr("highest")), strict=True
            ):
                field.setPlaceholderText(word)
                line.addWidget(field)
        unit = spec.unit if spec.type in ("number", "number_range") else "%"
        line.addWidget(PlainLabel(unit, size="small", secondary=True, wrap=False))
        column.addWidget(exact)

    def show_value(self, value: object) -> None:
        """Show a figure: as its band where it is one, in the fields otherwise."""
        self._shown = value
        band = self._spec.band_of(value) if isinstance(value, Range) else None
        self._segments.set_current(None if band is None else band.id)
        self._show_exact(None if band is not None else value)

    def show_not_known(self) -> None:
        """Show that nothing is known of this figure, where others of the same answer are."""
        self._segments.set_current(_NOT_KNOWN)

    def value(self) -> Range | float | None:
        """The band's range, or the exact figure; None where neither is given. Raises ValueError, one sentence."""
        band = self._band()
        if band is not None:
            return band.range
        if not isinstance(self._exact, NumberField):
            return self._exact.range()
        return unless_changed(self._shown, self._exact.number())

    def press(self, position: int) -> None:
        """Choose the band at a place of this row; other places belong to other rows."""
        at = position - self.first_place
        if 0 <= at < len(self._spec.bands):
            self._segments.choose(self._spec.bands[at].id)

    def _band(self) -> Band | None:
        return next((band for band in self._spec.bands if band.id == self._segments.current), None)

    def _show_exact(self, value: object) -> None:
        if isinstance(self._exact, NumberField):
            figure = value.central if isinstance(value, Range) else value
            self._exact.set_number(figure if isinstance(figure, int | float) else None)
        else:
            self._exact.show_range(Range(best=value) if isinstance(value, int | float) else _as_range(value))

    def _chosen(self, _which: str) -> None:
        self._show_exact(None)
        self.edited.emit()

    def _typed(self) -> None:
        fields = (self._exact,) if isinstance(self._exact, NumberField) else self._exact.fields
        if any(field.text().strip() for field in fields):
            self._segments.set_current(None)
        self.edited.emit()


class RoughEditor(ValueEditor):
    """One figure, or one for each stage; for percentages also how they were arrived at."""

    def __init__(
        self, spec: AnswerSpec, basis_words: Mapping[str, PercentBasis] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._staged = spec.type == "stage_percent"
        stages: Sequence[str] = STAGES if self._staged else ("",)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._rows: dict[str, RoughRow] = {}
        for at, stage in enumerate(stages):
            title = self._title(stage)
            row = RoughRow(title or self.tr("Answer"), spec, self, first_place=1 + at * len(spec.bands), title=title)
            row.edited.connect(self.edited)
            self._rows[stage] = row
            column.addWidget(row)
        self._basis = None if basis_words is None else BasisFields(basis_words, self)
        if self._basis is not None:
            self._basis.edited.connect(self.edited)
            column.addWidget(self._basis)

    def show_answer(self, answer: Answer) -> None:
        """Show every figure; of two stages the one that is missing shows as not known."""
        for stage, row in self._rows.items():
            held = answer.value.get(stage) if isinstance(answer.value, dict) else answer.value
            row.show_value(held)
            if held is None and isinstance(answer.value, dict):
                row.show_not_known()
        if self._basis is not None:
            self._basis.show_answer(answer)

    def fields(self) -> dict[str, Any]:
        """The figures that were given, and the basis."""
        given = {stage: row.value() for stage, row in self._rows.items()}
        known = {stage: value for stage, value in given.items() if value is not None}
        basis = {} if self._basis is None else self._basis.fields()
        return {"value": (known or None) if self._staged else given[""], **basis}

    def _title(self, stage: str) -> str:
        plain = {"pretraining": self.tr("First, large training"), "later_training": self.tr("Later fine-tuning")}
        return plain.get(stage, "")

    def press(self, position: int) -> None:
        """Choose a band by its place, counted through all rows."""
        for row in self._rows.values():
            row.press(position)


def _as_range(value: object) -> Range | None:
    return value if isinstance(value, Range) else None
