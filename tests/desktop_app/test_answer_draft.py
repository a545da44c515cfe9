from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.editors.editor_for import editor_for
from desktop_app.pages.answer_draft import changed_answer
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES, load_library
from questionnaires.safe_yaml import read_yaml

CARRIED = Answer.model_validate({"status": "not_asked", "choice": ["yes"], "text": "We do."})
LIBRARY = load_library()


def test_a_carried_answer_that_is_only_looked_at_stays_unconfirmed():
    assert changed_answer(CARRIED, {"choice": ("yes",), "status": "not_asked", "grade": 0}) == CARRIED


def test_a_carried_answer_counts_as_spoken_once_somebody_confirms_it():
    confirmed = changed_answer(CARRIED, {"choice": ("yes",), "status": "specific", "grade": 0})
    assert (confirmed.status, confirmed.grade) == ("specific", 1)


def test_another_value_is_an_answer_by_itself():
    assert changed_answer(CARRIED, {"choice": ("no",), "status": "not_asked", "grade": 0}).status == "specific"


@pytest.mark.parametrize("name", sorted(path.stem for path in EXAMPLES.glob("*.yaml")))
def test_no_editor_confirms_a_carried_answer_by_showing_it(qapp: QApplication, name: str):
    answers = read_yaml(EXAMPLES / f"{name}.yaml")["answers"]
    for question_id, plain in answers.items():
        question = LIBRARY.question(question_id)
        if question is None:
            continue
        given = Answer.model_validate(plain)
        carried = given.model_copy(
            update={
                "status": "not_asked",
                "grade": 0,
                "evidence": (),
                "adjust": (),
                "adjust_reasons": {},
                "due": None,
                "overdue_days": 0,
            }
        )
        editor = editor_for(question.answer, LIBRARY.vocabulary, None)
        editor.show_answer(carried)
        assert changed_answer(carried, {**editor.fields(), "status": "not_asked"}).status == "not_asked", question_id
        editor.deleteLater()
