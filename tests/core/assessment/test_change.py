"""What would change the verdict, what would lower it, and what to do with the product meanwhile."""

from __future__ import annotations

import pytest

from core.assessment.assess import assess
from core.assessment.imagined import good_answer
from questionnaires.answer import Answer
from questionnaires.library import load_library

LIBRARY = load_library()
ORDER = LIBRARY.rules.verdicts.order
MILD = {"low": 0.0, "central": 0.01, "high": 0.02, "adverse": 0.02}
OPEN = {"low": 0.0, "central": 0.06, "high": 0.34, "adverse": 0.54, "quantified": False}


def rank(found) -> int:
    return ORDER.index(found.verdict)


@pytest.mark.parametrize(("letter", "figures"), [("B", OPEN), ("C", MILD), ("B0", OPEN)])
def test_the_answers_named_really_lead_there(letter, figures, worked, risk) -> None:
    document = worked(letter)
    found = assess(document, risk(**figures), LIBRARY)
    change = found.what_would_change_it
    assert change is not None
    answers = {name: good_answer(LIBRARY.question(name), 3) for name in change.questions}
    changed = document.model_copy(update={"answers": {**document.answers, **answers}})
    assert rank(assess(changed, risk(**MILD), LIBRARY)) >= ORDER.index(change.verdict) > rank(found)


@pytest.mark.parametrize(("letter", "figures"), [("B", OPEN), ("C", MILD)])
def test_no_question_that_lifts_a_cap_can_be_left_out(letter, figures, worked, risk) -> None:
    document = worked(letter)
    change = assess(document, risk(**figures), LIBRARY).what_would_change_it
    assert change is not None
    lifting = [one.question for one in change.answers if one.question and "specific answer" not in one.answer]
    for left_out in lifting:
        answers = {name: good_answer(LIBRARY.question(name), 3) for name in change.questions if name != left_out}
        changed = document.model_copy(update={"answers": {**document.answers, **answers}})
        assert rank(assess(changed, risk(**MILD), LIBRARY)) < ORDER.index(change.verdict), left_out


def test_each_answer_comes_with_what_would_do_and_the_sentence_of_the_letter(worked, risk) -> None:
    change = assess(worked("B0"), risk(**OPEN, open_gates=("MS-02", "MS-04", "MS-05")), LIBRARY).what_would_change_it
    assert change is not None
    by_question = {one.question: one for one in change.answers}
    assert by_question["MS-06"].answer.startswith("the rule in writing")
    assert by_question["MS-06"].letter.startswith("When the model is retrained")
    assert set(change.questions) <= by_question.keys()


def test_the_same_audit_is_told_the_same_change(worked, risk) -> None:
    first, second = (assess(worked("B"), risk(**OPEN), LIBRARY).what_would_change_it for _ in range(2))
    assert first == second


def test_a_promise_that_would_cost_a_step_is_said_before_it_does(worked, risk) -> None:
    document = worked("A").with_answer("TD-2.03", Answer(status="pending"))
    found = assess(document, risk(**MILD, quantified=False, open_gates=("TD-2.03",)), LIBRARY)
    lower = found.what_would_lower_it
    assert lower is not None
    assert (lower.question, lower.verdict) == ("TD-2.03", "NOT_DEFENSIBLE")


def test_nothing_is_near_in_a_sound_audit(worked, risk) -> None:
    assert assess(worked("A"), risk(**MILD), LIBRARY).what_would_lower_it is None


def test_findings_have_a_date_counted_from_the_day_the_audit_speaks_of(worked, risk) -> None:
    for finding in assess(worked("B"), risk(**OPEN), LIBRARY).findings:
        assert (finding.due - worked("B").closed).days == finding.due_days


# ---------------------------------------------------------------- advice for the use


@pytest.mark.parametrize("stakes", ["S1", "S2", "S3"])
@pytest.mark.parametrize("letter", ["A", "B", "B0", "C", "D"])
def test_every_verdict_comes_with_advice_at_every_stakes(letter, stakes, worked, risk) -> None:
    document = worked(letter)
    context = document.context.model_copy(update={"stakes": stakes})
    found = assess(document.model_copy(update={"context": context}), risk(**MILD), LIBRARY)
    assert found.advice
    said = " ".join(advice.text for advice in found.advice).lower()
    assert " safe" not in said
    assert "will collapse" not in said


def test_critical_use_names_what_a_person_must_check_whatever_the_verdict(worked, risk) -> None:
    context = worked("A").context.model_copy(update={"stakes": "S3"})
    found = assess(worked("A").model_copy(update={"context": context}), risk(**MILD), LIBRARY)
    (check,) = [advice for advice in found.advice if advice.id == "A-DEFENSIBLE-CRITICAL"]
    assert check.kind == "check"
    assert all(word in check.text for word in ("Medical", "financial", "regulatory"))


def test_moderate_use_of_a_conditional_product_may_be_of_moderate_quality(worked, risk) -> None:
    found = assess(worked("D"), risk(**OPEN), LIBRARY)
    assert "A-CONDITIONAL-MODERATE" in {advice.id for advice in found.advice if advice.kind == "acceptable"}
