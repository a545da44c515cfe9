from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from core.assessment.evaluate import Evaluation
from core.audit.consistency import check_audit
from core.audit.document import AuditDocument
from core.comparison.carry import begin_again
from core.comparison.over_time import OverTime, Step, over_time
from questionnaires.answer import Answer, Status
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library

LATER = dt.date(2027, 6, 1)
DUE = dt.date(2026, 12, 1)
Evaluate = Callable[[AuditDocument], Evaluation]


def step(story: OverTime, concept: str) -> Step:
    return next(step for step in story.latest.steps if step.concept == concept)


@pytest.fixture
def story(audits: dict[str, AuditDocument], worked: dict[str, Evaluation], library: Library) -> Callable[..., OverTime]:
    """The strong vendor with one answer changed before and after; figures are those of the first audit."""

    def make(before: Answer, after: Answer | None, *, day: dt.date = LATER) -> OverTime:
        first, question = audits["A"], "TD-8.04"
        earlier = first.with_answer(question, before)
        answers = {**first.answers} | ({} if after is None else {question: after})
        if after is None:
            answers.pop(question)
        later = first.model_copy(update={"audit_id": "NEXT", "opened": day, "closed": None, "answers": answers})
        both = [replace(worked["A"], document=document) for document in (later, earlier)]
        return over_time(both, library)

    return make


def answer(status: Status = "specific", **fields: object) -> Answer:
    return Answer.model_validate({"status": status, "grade": 2, "text": "Tested each quarter.", **fields})


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        (answer(date=DUE), "kept"),
        (answer(date=DUE + dt.timedelta(days=1)), "kept late"),
        (answer(), "kept, day not recorded"),
        (answer("pending", due=DUE), "not kept"),
        (answer("vague"), "not kept"),
        (Answer(status="not_asked", text="carried"), "not kept"),
        (None, "not kept"),
    ],
)
def test_a_promise_is_kept_only_by_an_answer_of_this_audit(
    story: Callable[..., OverTime], after: Answer | None, kept: str
) -> None:
    found = step(story(answer("pending", due=DUE), after), "backdoor_test").promise
    assert found is not None
    assert (found.due, found.kept) == (DUE, kept)


def test_a_promise_whose_day_has_not_come_is_not_called_broken(story: Callable[..., OverTime]) -> None:
    found = step(story(answer("pending", due=LATER), None, day=LATER), "backdoor_test").promise
    assert found is not None
    assert found.kept == "not due yet"


def test_an_answer_that_was_given_before_is_no_promise(story: Callable[..., OverTime]) -> None:
    assert step(story(answer(due=DUE), answer()), "backdoor_test").promise is None


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (answer(), answer(), "as before"),
        (answer(), answer(grade=3), "better backed"),
        (answer(grade=3), answer(adjust=["stale"]), "less well backed"),
        (answer(choice="yes"), answer(choice="no"), "answered differently"),
        (answer("refused"), answer(), "now answered"),
        (answer(), answer("refused"), "no longer answered"),
        (answer(), None, "not asked again"),
        (answer(), Answer(status="not_asked", text="Tested each quarter."), "not confirmed yet"),
    ],
)
def test_what_became_of_an_answer_is_said_in_one_word(
    story: Callable[..., OverTime], before: Answer, after: Answer | None, change: str
) -> None:
    assert step(story(before, after), "backdoor_test").change == change


def test_audits_stand_in_the_order_of_their_days(story: Callable[..., OverTime]) -> None:
    days = [side.day for side in story(answer(), answer()).comparison.sides]
    assert days == sorted(days)


def test_audits_of_two_vendors_are_not_one_story(worked: dict[str, Evaluation], library: Library) -> None:
    with pytest.raises(UnusableInputError, match="audits of one vendor"):
        over_time([worked["A"], worked["D"]], library)


def test_the_next_audit_carries_words_that_count_for_nothing(
    audits: dict[str, AuditDocument], evaluated: Evaluate, library: Library
) -> None:
    last = audits["A"]
    begun = begin_again(last, library, "NEXT", LATER)
    check_audit(begun, library)
    assert begun.answers["TD-2.01"].value == last.answers["TD-2.01"].value
    assert begun.answers["TD-2.01"].text == last.answers["TD-2.01"].text
    assert {(one.status, one.grade, one.evidence, one.date) for one in begun.answers.values()} == {
        ("not_asked", 0, (), None)
    }
    empty = begun.model_copy(update={"answers": {}})
    with_words, without = evaluated(begun), evaluated(empty)
    assert with_words.assessment.verdict == without.assessment.verdict
    assert with_words.assessment.disclosure == without.assessment.disclosure == 0
    assert with_words.risk.rare_case == without.risk.rare_case
    assert not with_words.risk.quantified


def test_the_next_audit_starts_with_open_contradictions_and_without_samples_and_sign_off(
    audits: dict[str, AuditDocument], library: Library
) -> None:
    begun = begin_again(audits["B"], library, "NEXT", LATER)
    assert begun.contradictions == tuple(item for item in audits["B"].contradictions if item.state == "open")
    assert begun.contradictions
    assert begun.analyser.reading == "not_run"
    assert begun.signoff.prepared_by is None
    assert (begun.closed, begun.seed, begun.opened) == (None, None, LATER)
    assert begun.evidence == audits["B"].evidence


def test_confirming_a_carried_answer_makes_it_count(
    audits: dict[str, AuditDocument], evaluated: Evaluate, worked: dict[str, Evaluation], library: Library
) -> None:
    begun = begin_again(audits["A"], library, "NEXT", LATER)
    carried = begun.answers["TD-2.01"]
    confirmed = begun.with_answer("TD-2.01", carried.model_copy(update={"status": "specific", "grade": 2}))
    found = over_time([worked["A"], evaluated(confirmed)], library)
    assert step(found, "synthetic_share").change == "less well backed"
    assert step(found, "regime").change == "not confirmed yet"


def test_every_pair_of_audits_is_told_each_with_its_own_day(
    audits: dict[str, AuditDocument], worked: dict[str, Evaluation], library: Library
) -> None:
    days = (DUE - dt.timedelta(days=90), DUE + dt.timedelta(days=30), LATER)
    said = (answer("pending", due=DUE), answer(date=DUE), answer("vague"))
    documents = [
        audits["A"]
        .with_answer("TD-8.04", one)
        .model_copy(update={"audit_id": f"AUD-{place}", "opened": day, "closed": None})
        for place, (day, one) in enumerate(zip(days, said, strict=True))
    ]
    story = over_time([replace(worked["A"], document=document) for document in reversed(documents)], library)
    assert [(period.since, period.until) for period in story.periods] == list(pairwise(days))
    first, second = (next(step for step in period.steps if step.concept == "backdoor_test") for period in story.periods)
    assert first.promise is not None
    assert (first.change, first.promise.kept) == ("now answered", "kept")
    assert (second.change, second.promise) == ("no longer answered", None)
    assert story.latest is story.periods[-1]
