"""Skip on knowledge, never on ignorance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.answer import Answer, Range
from questionnaires.library import load_library
from questionnaires.routing import is_shown, shown_questions

LIBRARY = load_library()
FULL = LIBRARY.packs["training_data"]
MEETING = LIBRARY.packs["meeting_screen"]


def shares(high: float) -> Answer:
    return Answer(status="specific", value={"pretraining": Range(best=0, high=high), "later_training": Range(best=0)})


def question(question_id: str):
    found = LIBRARY.question(question_id)
    assert found is not None
    return found


@pytest.mark.parametrize("status", ["vague", "pending", "dont_know", "refused"])
def test_silence_about_the_share_hides_no_question_about_synthetic_data(status) -> None:
    assert is_shown(question("TD-3.01"), {"TD-2.01": Answer(status=status)}, "A")


def test_a_known_zero_share_skips_the_questions_about_synthetic_data() -> None:
    assert not is_shown(question("TD-3.01"), {"TD-2.01": shares(0)}, "A")
    assert is_shown(question("TD-3.01"), {"TD-2.01": shares(1)}, "A")


def test_filter_quality_is_skipped_only_when_there_is_no_filter() -> None:
    assert not is_shown(question("TD-5.02"), {"TD-5.01": Answer(status="specific", choice=("none",))}, "A")
    assert is_shown(question("TD-5.02"), {"TD-5.01": Answer(status="specific", choice=("none", "cutoff"))}, "A")
    assert is_shown(question("TD-5.02"), {}, "A")


def test_a_lane_leaves_out_what_only_a_trainer_can_answer() -> None:
    assert len(shown_questions([FULL], {}, "A")) > len(shown_questions([FULL], {}, "B"))


def test_the_longer_pack_supersedes_the_meeting_answer() -> None:
    answers = {"MS-02": shares(5), "TD-2.01": shares(5)}
    ids = [shown.id for shown in shown_questions([MEETING, FULL], answers, "A")]
    assert "MS-02" not in ids
    assert "TD-2.01" in ids
    assert "MS-02" in [shown.id for shown in shown_questions([MEETING], answers, "A")]


@given(st.sampled_from(["vague", "pending", "dont_know", "refused", "not_asked"]), st.data())
def test_no_unanswered_question_ever_hides_another(status, data) -> None:
    silent = {q.id: Answer(status=status) for q in FULL.questions if data.draw(st.booleans())}
    asked = {q.id for q in shown_questions([FULL], silent, "A")}
    undecided = {"TD-3.03"}  # shown while its condition names this very silence, or cannot be decided
    assert {q.id for q in FULL.questions if "A" in q.lanes} - asked <= undecided
