"""What was said in the meeting reaches the longer pack whole, as a draft that names its origin."""

from __future__ import annotations

import datetime as dt

import pytest

from core.audit.answer_check import check_answer
from core.audit.qaudit import read_audit
from questionnaires.answer import Answer, Range
from questionnaires.carrying import carried_answer
from questionnaires.library import EXAMPLES, load_library
from questionnaires.pack import Question

LIBRARY = load_library()
PACKS = LIBRARY.packs_of(["meeting_screen", "training_data"])
CARRYING = [question for question in PACKS[0].questions if question.carries_to is not None]


def question(question_id: str) -> Question:
    found = LIBRARY.question(question_id)
    assert found is not None
    return found


def test_everything_but_what_has_no_longer_question_is_carried():
    left = {one.id for one in PACKS[0].questions} - {one.id for one in CARRYING}
    assert left == {"MS-12", "MS-14"}  # notice of change is one of the contract terms; the split has no longer form


@pytest.mark.parametrize("origin", CARRYING, ids=lambda one: one.id)
def test_each_choice_arrives_as_a_choice_of_the_longer_question(origin):
    for choice in origin.answer.choices:
        said = Answer(status="specific", grade=1, choice=(choice.id,))
        carried = carried_answer(question(origin.carries_to), PACKS, {origin.id: said})
        assert carried is not None
        assert carried.draft.choice == (choice.becomes or choice.id,)
        check_answer(carried.target, carried.draft, LIBRARY.vocabulary, "meeting")


def test_band_words_grade_and_date_are_kept_and_the_origin_is_named():
    said = Answer(
        status="partial", grade=2, value={"later_training": Range(low=10, high=50)}, basis="estimated", by="D. Lind",
        date=dt.date(2026, 11, 20), text="'Up to half.'", extra={"counted_by": "data team"},
    )  # fmt: skip
    carried = carried_answer(question("TD-2.01"), PACKS, {"MS-02": said})
    assert carried is not None
    assert carried.origin.id == "MS-02"
    assert carried.draft.text == "[MS-02, 2026-11-20] 'Up to half.'"
    assert carried.draft == said.model_copy(update={"text": carried.draft.text})


def test_a_field_without_a_place_in_the_longer_question_is_kept_in_the_words():
    said = Answer(status="specific", grade=1, choice=("classifier_measured",), extra={"caught_in_100": 60})
    carried = carried_answer(question("TD-5.01"), PACKS, {"MS-07": said})
    assert carried is not None
    assert carried.left_out == ("caught_in_100",)
    assert "caught in 100: 60" in carried.draft.text


@pytest.mark.parametrize("status", ["vague", "pending", "dont_know", "refused"])
def test_silence_is_carried_as_silence(status):
    carried = carried_answer(question("TD-4.01"), PACKS, {"MS-05": Answer(status=status, text="'Later.'")})
    assert carried is not None
    assert carried.draft.status == status


def test_what_was_put_already_is_left_alone():
    answers = {"MS-05": Answer(status="specific", value=5000.0), "TD-4.01": Answer(status="pending")}
    assert carried_answer(question("TD-4.01"), PACKS, answers) is None
    assert carried_answer(question("TD-4.01"), PACKS, answers | {"TD-4.01": Answer(status="not_asked")}) is not None
    assert carried_answer(question("TD-4.01"), PACKS, {}) is None


def test_a_whole_meeting_becomes_a_start_of_the_longer_audit():
    meeting = read_audit(EXAMPLES / "D_large_model_moderate_use.yaml")
    questions = [question for pack in PACKS for question in pack.questions]
    drafts = [one for asked in questions if (one := carried_answer(asked, PACKS, meeting.answers)) is not None]
    assert {one.origin.id for one in drafts} == {one.id for one in CARRYING}
    for one in drafts:
        check_answer(one.target, one.draft, LIBRARY.vocabulary, "draft")
