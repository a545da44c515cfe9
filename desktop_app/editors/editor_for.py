"""Which editor a question gets."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtWidgets import QWidget

from desktop_app.editors.choices import ChoiceEditor, YesPartlyNoEditor
from desktop_app.editors.ranges import RangeEditor, RangeTableEditor
from desktop_app.editors.rough import RoughEditor
from desktop_app.editors.single import DateEditor, NumberEditor, WordsOnlyEditor
from desktop_app.editors.value_editor import ValueEditor
from questionnaires.pack import STAGES, AnswerSpec
from questionnaires.vocabulary import Vocabulary


def editor_for(spec: AnswerSpec, vocabulary: Vocabulary, parent: QWidget | None = None) -> ValueEditor:
    """The editor for one type of answer."""
    basis = vocabulary.percent_basis
    if spec.bands:
        return RoughEditor(spec, basis if spec.type in ("percent_range", "stage_percent") else None, parent)
    match spec.type:
        case "yes_partly_no":
            return YesPartlyNoEditor(parent)
        case "choice" | "multi_choice":
            return ChoiceEditor(spec, parent)
        case "percent_range":
            return RangeEditor(spec.unit, basis, parent)
        case "number_range":
            return RangeEditor(spec.unit, None, parent)
        case "stage_percent":
            return RangeTableEditor(STAGES, basis, parent, should_add_up=False)
        case "breakdown":
            tolerance = vocabulary.answer_types["breakdown"].tolerance or 0.0
            return RangeTableEditor(spec.rows, basis, parent, should_add_up=True, tolerance=tolerance)
        case "number":
            return NumberEditor(spec.unit, parent)
        case "date":
            return DateEditor(parent)
        case "text":
            return WordsOnlyEditor(parent)
        case _:
            assert_never(spec.type)
