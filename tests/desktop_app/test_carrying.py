"""A meeting answer is offered where the longer question is asked, and becomes a draft with one click."""

from __future__ import annotations

import datetime as dt

import pytest

from core.audit.document import AuditDocument, Context, Person
from core.audit.workspace import Workspace
from questionnaires.answer import Answer, Range

AUDIT = "AUD-1"
SAID = Answer(status="specific", grade=1, value=Range(low=1000, high=10_000), text="'A few thousand.'")


@pytest.fixture
def questions(qtbot, window):
    """The questions page of an audit whose meeting spoke of the reference set."""
    window.session.workspace().add(
        AuditDocument(
            audit_id=AUDIT,
            vendor="Vendor",
            product="Product",
            auditor=Person(name="R. Okafor"),
            packs=("meeting_screen", "training_data"),
            opened=dt.date(2026, 11, 20),
            context=Context(stakes="S2", human_in_loop="yes", lane="A"),
            answers={"MS-05": SAID},
        )
    )
    window.open_audit(AUDIT)
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    window.view.go_to("questions")
    return window.view.page("questions")


def stored(window) -> dict[str, Answer]:
    with Workspace.open(window.session.data_dir, read_only=True) as workspace:
        return workspace.load(AUDIT).answers


def test_nothing_is_taken_over_by_looking(window, questions):
    questions.show_question("TD-4.01")
    bar = questions.page._carry
    assert bar.isVisible()
    assert bar._words.text() == "Asked before as MS-05: Specific answer. 1\N{NO-BREAK SPACE}000 to " + (
        "10\N{NO-BREAK SPACE}000 examples"
    )
    questions.flush()
    assert "TD-4.01" not in stored(window)


def test_a_click_takes_it_over_with_its_band_grade_and_origin(window, questions):
    questions.show_question("TD-4.01")
    questions.page._carry._take.click()
    draft = stored(window)["TD-4.01"]
    assert (draft.status, draft.grade, draft.value) == ("specific", 1, SAID.value)
    assert draft.text == "[MS-05] 'A few thousand.'"
    assert not questions.page._carry.isVisible()
    assert questions.page.form.words.toPlainText() == draft.text
    assert stored(window)["MS-05"] == SAID


def test_a_question_without_a_short_form_offers_nothing(questions):
    questions.show_question("TD-1.02")
    assert not questions.page._carry.isVisible()
