"""What no score can buy and no silence can win."""

from __future__ import annotations

import pytest

from core.assessment.assess import assess
from core.assessment.imagined import good_answer
from questionnaires.answer import Answer, Range
from questionnaires.library import load_library

LIBRARY = load_library()
ORDER = LIBRARY.rules.verdicts.order
GATES = [question for question in LIBRARY.packs["training_data"].questions if question.gate]
MILD = {"low": 0.0, "central": 0.01, "high": 0.02, "adverse": 0.02}


def at(document, stakes: str, human: str = "yes"):
    return document.model_copy(
        update={"context": document.context.model_copy(update={"stakes": stakes, "human_in_loop": human})}
    )


def rank(found) -> int:
    return ORDER.index(found.verdict)


def bad_answers(question) -> list[Answer]:
    if question.concept == "human_anchor":
        return [Answer(status="specific", grade=3, value=float(count)) for count in (0, 500, 20_000)]
    if question.concept == "synthetic_share":
        return [
            Answer(
                status="specific",
                grade=3,
                basis="counted",
                value={"pretraining": Range(best=before), "later_training": Range(best=later)},
            )
            for before in (0, 50, 98)
            for later in (0, 72, 98)
        ]
    return [Answer(status="specific", grade=3, choice=(choice.id,)) for choice in question.answer.choices]


@pytest.mark.parametrize("stakes", ["S1", "S2", "S3"])
@pytest.mark.parametrize("gate", GATES, ids=lambda question: question.id)
def test_refusing_never_beats_an_honest_bad_answer(gate, stakes, worked, risk) -> None:
    document = at(worked("A"), stakes, "yes" if stakes == "S3" else "partly")
    silent = risk(**MILD, quantified=False, open_gates=(gate.id,) if gate.sim else ())
    refused = assess(document.with_answer(gate.id, Answer(status="refused")), silent, LIBRARY)
    for answer in bad_answers(gate):
        honest = assess(document.with_answer(gate.id, answer), risk(**MILD), LIBRARY)
        assert rank(refused) <= rank(honest), answer


@pytest.mark.parametrize("letter", ["A", "B", "C"])
def test_better_evidence_never_lowers_score_or_verdict(letter, worked, risk) -> None:
    document = worked(letter)
    for question_id, answer in document.answers.items():
        if not answer.answered:
            continue
        before = None
        for grade in (1, 2, 3, 4):
            graded = document.with_answer(question_id, answer.model_copy(update={"grade": grade}))
            found = assess(graded, risk(**MILD), LIBRARY)
            if before is not None:
                assert found.disclosure >= before.disclosure
                assert rank(found) >= rank(before), (question_id, grade)
            before = found


def test_a_perfect_score_cannot_buy_off_one_unknown_share(worked, risk) -> None:
    document = at(worked("A"), "S2", "no")
    perfect = {name: answer.model_copy(update={"grade": 4}) for name, answer in document.answers.items()}
    document = document.model_copy(update={"answers": perfect}).with_answer("TD-2.01", Answer(status="refused"))
    found = assess(document, risk(**MILD, quantified=False, open_gates=("TD-2.01",)), LIBRARY)
    assert found.disclosure > 0.9
    assert rank(found) <= ORDER.index("YELLOW_FLAG")


@pytest.mark.parametrize("letter", ["A", "D"])
@pytest.mark.parametrize("human", ["no", "partly"])
def test_critical_use_without_a_person_is_never_defensible(letter, human, worked, risk) -> None:
    assert assess(at(worked(letter), "S3", human), risk(**MILD), LIBRARY).verdict == "NOT_DEFENSIBLE"


def test_a_promise_in_time_is_a_yellow_flag_and_provisional(worked, risk) -> None:
    promised = worked("A").with_answer("TD-2.03", Answer(status="pending"))
    found = assess(promised, risk(**MILD, quantified=False, open_gates=("TD-2.03",)), LIBRARY)
    assert (found.verdict, found.provisional) == ("YELLOW_FLAG", True)


def test_the_same_promise_broken_costs_what_silence_costs(worked, risk) -> None:
    days = LIBRARY.rules.silence_rule.grace_days
    broken = worked("A").with_answer("TD-2.03", Answer(status="pending", overdue_days=days + 1))
    found = assess(broken, risk(**MILD, quantified=False, open_gates=("TD-2.03",)), LIBRARY)
    assert found.verdict == "NOT_DEFENSIBLE"


def test_the_general_gauge_is_not_hidden_by_the_rare_case_gauge(worked, risk) -> None:
    found = assess(worked("A"), risk(0.02, 0.05, 0.09, 0.09, general=0.25), LIBRARY)
    assert found.verdict == "NOT_DEFENSIBLE"


def test_a_meeting_never_acquits(worked, risk) -> None:
    document = worked("D")
    best = {question.id: good_answer(question, 4) for question in LIBRARY.packs["meeting_screen"].questions}
    for question_id, answer in best.items():
        document = document.with_answer(question_id, answer)
    found = assess(document, risk(0.03, 0.06, 0.12, 0.12), LIBRARY)
    assert found.disclosure >= 0.95
    assert found.verdict == "CONDITIONAL"
    assert found.what_would_change_it is not None
    assert "full questionnaire" in found.what_would_change_it.sentence


@pytest.mark.parametrize("letter", ["B", "C"])
def test_what_would_change_it_really_leads_there(letter, worked, risk) -> None:
    """Lifting the named caps, and nothing less, moves the verdict."""
    found = assess(worked(letter), risk(**MILD), LIBRARY)
    change = found.what_would_change_it
    assert change is not None
    assert ORDER.index(change.verdict) > rank(found)
    assert set(change.caps) <= {cap.id for cap in found.caps}
    assert change.sentence.startswith("The verdict would become ")


def test_a_defensible_audit_has_nothing_to_change(worked, risk) -> None:
    assert assess(worked("A"), risk(**MILD), LIBRARY).what_would_change_it is None


def test_an_audit_without_any_answer_has_a_verdict_and_no_disclosure(worked, risk) -> None:
    empty = worked("B").model_copy(update={"answers": {}, "contradictions": ()})
    found = assess(empty, risk(0.0, 0.1, 0.5, 0.9, quantified=False), LIBRARY)
    assert found.disclosure == 0
    assert found.coverage == 0
    assert found.practice is None
    assert found.provisional
    assert rank(found) <= ORDER.index("YELLOW_FLAG")


def begun(worked, stakes: str = "S2"):
    """An audit of the full questionnaire in which nothing was asked yet."""
    document = at(worked("A"), stakes)
    return document.model_copy(
        update={"answers": {}, "closed": None, "packs": ("training_data",), "contradictions": (), "evidence": {}}
    )


@pytest.mark.parametrize("stakes", ["S1", "S2", "S3"])
def test_an_audit_just_begun_is_no_verdict_on_the_vendor(stakes, worked, risk) -> None:
    gates = tuple(gate.id for gate in GATES)
    found = assess(begun(worked, stakes), risk(0.0, 0.1, 0.5, 1.0, quantified=False, open_gates=gates), LIBRARY)
    assert (found.verdict, found.provisional) == ("YELLOW_FLAG", True)


def test_what_was_never_asked_costs_its_full_price_once_the_audit_is_closed(worked, risk) -> None:
    gates = tuple(gate.id for gate in GATES)
    closed = begun(worked).model_copy(update={"closed": worked("A").opened})
    found = assess(closed, risk(0.0, 0.1, 0.5, 1.0, quantified=False, open_gates=gates), LIBRARY)
    assert found.verdict == "NOT_DEFENSIBLE"


@pytest.mark.parametrize("gate", GATES, ids=lambda question: question.id)
def test_asking_and_being_refused_costs_more_than_not_having_asked_yet(gate, worked, risk) -> None:
    silent = risk(0.0, 0.1, 0.5, 1.0, quantified=False, open_gates=(gate.id,))
    document = begun(worked)
    refused = assess(document.with_answer(gate.id, Answer(status="refused")), silent, LIBRARY)
    assert rank(refused) <= rank(assess(document, silent, LIBRARY))
