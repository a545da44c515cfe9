"""Rough figures: a button for a band, a field for an exact figure, and never both."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.editors.editor_for import editor_for
from desktop_app.editors.rough import RoughEditor
from desktop_app.editors.single import NumberEditor
from questionnaires.answer import Answer, Range
from questionnaires.library import load_library

LIBRARY = load_library()


def editor(qtbot, question_id: str) -> RoughEditor:
    question = LIBRARY.question(question_id)
    assert question is not None
    made = editor_for(question.answer, LIBRARY.vocabulary)
    assert isinstance(made, RoughEditor)
    qtbot.addWidget(made)
    return made


def said(**fields) -> Answer:
    return Answer.model_validate({"status": "specific", **fields})


def test_two_keys_answer_both_stages(qtbot):
    share = editor(qtbot, "MS-02")
    share.show_answer(said())
    share.press(2)
    share.press(7)
    assert share.fields()["value"] == {"pretraining": Range(low=0, high=10), "later_training": Range(low=10, high=50)}


def test_a_stage_that_nobody_knows_is_left_out_and_shown_so(qtbot):
    share = editor(qtbot, "MS-02")
    share.show_answer(said(value={"pretraining": {"low": 0, "high": 10}}))
    assert share._rows["pretraining"]._segments.current == "under_10"
    assert share._rows["later_training"]._segments.current == "not known"
    assert share.fields()["value"] == {"pretraining": Range(low=0, high=10)}


def test_an_exact_figure_empties_the_band_and_a_band_the_figure(qtbot):
    share = editor(qtbot, "MS-02")
    share.show_answer(said(value={"later_training": {"low": 10, "high": 50}}))
    row = share._rows["later_training"]
    _, best, _ = row._exact.fields
    best.setText("31")
    best.editingFinished.emit()
    assert row._segments.current is None
    assert share.fields()["value"] == {"later_training": Range(best=31)}
    share.press(8)
    assert best.text() == ""
    assert share.fields()["value"] == {"later_training": Range(low=50, high=100)}


def test_figures_that_are_no_band_are_shown_as_figures(qtbot):
    share = editor(qtbot, "MS-02")
    value = {"pretraining": {"low": 2, "best": 8, "high": 15}, "later_training": {"best": 72}}
    answer = said(value=value, basis="sampled", n=400)
    share.show_answer(answer)
    assert share.fields() == {"value": answer.value, "basis": "sampled", "n": 400}


@pytest.mark.parametrize(("place", "value"), [(1, Range(low=0, high=0)), (3, Range(low=100, high=1000))])
def test_an_order_of_magnitude_is_one_key(qtbot, place, value):
    count = editor(qtbot, "MS-05")
    count.show_answer(said())
    count.press(place)
    assert count.fields() == {"value": value}
    count.show_answer(said(value=value))
    assert count.fields() == {"value": value}


def test_an_exact_count_is_a_number(qtbot):
    count = editor(qtbot, "MS-05")
    count.show_answer(said(value=21_400))
    assert count.fields() == {"value": 21_400}


def test_looking_at_a_range_that_is_shown_as_one_number_does_not_change_it(qtbot):
    count = editor(qtbot, "MS-05")
    number = NumberEditor("examples")
    qtbot.addWidget(number)
    for one in (count, number):
        one.show_answer(said(value={"low": 300, "high": 700}))
        assert one.fields() == {"value": Range(low=300, high=700)}


def test_figures_out_of_order_are_said_in_one_sentence_with_the_stage(qtbot):
    share = editor(qtbot, "MS-02")
    share.show_answer(said())
    low, _, high = share._rows["later_training"]._exact.fields
    low.setText("60")
    high.setText("40")
    with pytest.raises(
        ValueError, match=r"^Later fine-tuning: the lowest figure must not be above the best or the hig"
    ):
        share.fields()


def test_every_field_has_a_name_that_is_spoken(qtbot):
    share = editor(qtbot, "MS-02")
    for stage, title in (("pretraining", "First, large training"), ("later_training", "Later fine-tuning")):
        names = [field.accessibleName() for field in share._rows[stage]._exact.fields]
        assert names == [f"{title}: Lowest", f"{title}: Best figure", f"{title}: Highest"]
        assert title in {label.text() for label in share.findChildren(QLabel)}
