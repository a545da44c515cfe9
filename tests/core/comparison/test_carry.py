"""The next audit of a product, begun from the last one."""

from __future__ import annotations

import datetime as dt

import pytest

from core.audit.document import AuditDocument
from core.audit.qaudit import read_audit
from core.comparison.carry import begin_again, to_confirm
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES, load_library

TODAY = dt.date(2027, 5, 20)


@pytest.fixture
def last() -> AuditDocument:
    return read_audit(EXAMPLES / "B_evasive_vendor.yaml")


@pytest.fixture
def begun(last: AuditDocument) -> AuditDocument:
    return begin_again(last, load_library(), "AUD-2027-0001", TODAY)


def test_the_next_audit_names_the_one_it_follows(last, begun):
    assert begun.follows == last.audit_id
    assert begin_again(begun, load_library(), "AUD-2027-0002", TODAY).follows == begun.audit_id


def test_every_carried_answer_is_to_be_confirmed_and_none_counts(last, begun):
    assert begun.answers
    for question_id, answer in begun.answers.items():
        assert not answer.answered
        assert to_confirm(answer, last, question_id)
        assert to_confirm(answer, None, question_id)


def test_a_status_confirms_an_answer(last, begun):
    question_id, answer = next(iter(begun.answers.items()))
    assert not to_confirm(answer.model_copy(update={"status": "specific", "grade": 1}), last, question_id)


def test_words_of_today_are_not_taken_for_those_of_the_last_audit(last):
    fresh = Answer(status="not_asked", text="Half a sentence")
    assert not to_confirm(fresh, last, "XX-1.01")
    assert not to_confirm(Answer(status="not_asked"), last, next(iter(last.answers)))
