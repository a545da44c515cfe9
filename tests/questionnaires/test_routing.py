"""Skip on knowledge, never on ignorance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.answer import Answer, Range
from questionnaires.library import load_library
from questionnaires.pack import Condition
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


PACKS = tuple(LIBRARY.packs.values())
QUESTIONS = {one.id: one for pack in PACKS for one in pack.questions}
NAMED = sorted({q for one in QUESTIONS.values() if one.show_if is not None for q in one.show_if.question_ids()})
SILENCE = st.none() | st.sampled_from(
    [Answer(status=status) for status in ("not_asked", "vague", "pending", "dont_know", "refused")]
)
STAGE_SHARES = st.dictionaries(
    st.sampled_from(["pretraining", "later_training"]),
    st.sampled_from([Range(best=0), Range(low=0, high=9)]),
    min_size=1,
)


@st.composite
def any_answer(draw: st.DrawFn, question_id: str) -> Answer | None:
    """Anything that may stand in an audit, with or without a choice or figures."""
    spec = QUESTIONS[question_id].answer
    ids = [choice.id for choice in spec.choices] or ["yes", "partly", "no"]
    silent = draw(SILENCE)
    chosen = draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))
    value = draw(st.none() | STAGE_SHARES) if spec.type == "stage_percent" else None
    spoken = Answer(status=draw(st.sampled_from(["specific", "partial", "na"])), choice=tuple(chosen), value=value)
    return draw(st.sampled_from([silent, spoken, spoken, spoken]))


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> dict[str, object]:
    """Any condition that a pack may hold on the questions that shipped conditions look at."""
    kind = draw(st.sampled_from(["q", "q", "any", "all", "not"])) if depth else "q"
    if kind == "not":
        return {"not": draw(conditions(depth - 1))}
    if kind in ("any", "all"):
        return {kind: draw(st.lists(conditions(depth - 1), min_size=1, max_size=3))}
    question_id = draw(st.sampled_from(NAMED))
    ids = [choice.id for choice in QUESTIONS[question_id].answer.choices] or ["yes"]
    statuses = ["specific", "partial", "vague", "pending", "dont_know", "refused", "na", "not_asked"]
    test = draw(
        st.sampled_from(
            [
                {"has": draw(st.sampled_from(ids))},
                {"only": draw(st.sampled_from(ids))},
                {"all_stages_zero": True},
                {"status_in": draw(st.lists(st.sampled_from(statuses), min_size=1, max_size=3))},
            ]
        )
    )
    return {"q": question_id, **test}


def audit_of(data: st.DataObject) -> dict[str, Answer]:
    drawn = {question_id: data.draw(any_answer(question_id), label=question_id) for question_id in NAMED}
    return {question_id: answer for question_id, answer in drawn.items() if answer is not None}


def silenced(answers: dict[str, Answer], question_id: str, silence: Answer | None) -> dict[str, Answer]:
    kept = {other: answer for other, answer in answers.items() if other != question_id}
    return kept if silence is None else kept | {question_id: silence}


@settings(max_examples=150, deadline=None, database=None)
@given(st.data(), st.sampled_from(NAMED), SILENCE, st.sampled_from(["A", "B", "C"]))
def test_silence_about_one_question_hides_nothing_that_some_answer_to_it_would_show(data, question_id, silence, lane):
    answers = audit_of(data)
    with_answer = {one.id for one in QUESTIONS.values() if is_shown(one, answers, lane)}
    with_silence = {
        one.id for one in QUESTIONS.values() if is_shown(one, silenced(answers, question_id, silence), lane)
    }
    assert with_answer <= with_silence


@settings(max_examples=150, deadline=None, database=None)
@given(st.data(), conditions(), st.sampled_from(NAMED), SILENCE)
def test_the_same_holds_for_any_condition_a_pack_may_be_given(data, condition, question_id, silence):
    asked = question("TD-3.02").model_copy(update={"show_if": Condition.model_validate(condition)})
    answers = audit_of(data)
    if is_shown(asked, answers, "A"):
        assert is_shown(asked, silenced(answers, question_id, silence), "A")


@given(SILENCE, st.data())
def test_no_unanswered_question_ever_hides_another(silence, data) -> None:
    silent = {} if silence is None else {q: silence for q in QUESTIONS if data.draw(st.booleans())}
    asked = {one.id for one in QUESTIONS.values() if is_shown(one, silent, "A")}
    assert {one.id for one in QUESTIONS.values() if "A" in one.lanes} == asked
    concepts = {one.concept for one in shown_questions(PACKS, silent, "A")}
    assert concepts == {one.concept for one in QUESTIONS.values() if "A" in one.lanes}


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status="specific", value={"pretraining": Range(best=0)}),
        Answer(status="partial", value={"pretraining": Range(best=0), "later_training": Range(best=0)}),
        Answer(status="specific"),
    ],
    ids=["one stage", "partly", "no figure"],
)
def test_a_zero_that_is_not_the_whole_answer_skips_nothing(answer) -> None:
    assert is_shown(question("TD-3.01"), {"TD-2.01": answer}, "A")


def test_the_checks_above_see_a_condition_that_takes_silence_for_an_answer(monkeypatch) -> None:
    monkeypatch.setattr(Answer, "unknown", property(lambda _answer: False))
    asked = question("TD-3.02").model_copy(
        update={"show_if": Condition.model_validate({"q": "TD-3.01", "status_in": ["specific"]})}
    )
    assert not is_shown(asked, {"TD-3.01": Answer(status="vague")}, "A")


def test_a_placeholder_in_the_longer_pack_does_not_hide_the_meeting_answer() -> None:
    answers = {"MS-02": shares(5), "TD-2.01": Answer(status="not_asked")}
    assert "MS-02" in [shown.id for shown in shown_questions([MEETING, FULL], answers, "A")]
