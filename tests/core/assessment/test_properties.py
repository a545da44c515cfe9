"""What holds for every audit there could be: random answers over every pack, stakes and lane.

The simulated risk is held still in each comparison, so that only the rules are compared.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.assessment.caps import applied_caps
from core.assessment.imagined import good_answer
from core.assessment.scores import questions_that_count, score
from core.assessment.situation import gather
from core.assessment.verdict import decide
from core.audit.document import AuditDocument
from questionnaires.answer import Answer, Range
from questionnaires.library import load_library
from questionnaires.pack import STAGES

LIBRARY = load_library()
ORDER = LIBRARY.rules.verdicts.order
STAKES = ("S1", "S2", "S3")
MILD = {"low": 0.0, "central": 0.01, "high": 0.02, "adverse": 0.02}
PACKS = (
    ("meeting_screen",),
    ("training_data",),
    ("meeting_screen", "training_data"),
    ("in_house_finetune",),
    ("agents_context",),
    ("training_data", "regulatory_disclosure"),
)
MIXED = ("said", "said", "said", "good", "silent", "promised", "not asked")
MOSTLY_GOOD = ("good",) * 14 + ("said", "said", "silent", "promised")
NEARLY_ALL_GOOD = ("good",) * 60 + ("said", "silent", "promised")
SILENCES = ("vague", "dont_know", "refused")
A_FEW = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def said(draw, question) -> Answer:
    """A specific or partial answer of any content."""
    spec = question.answer
    choice, value = (), None
    figure = st.sampled_from([0.0, 1.0, 5.0, 30.0, 50.0, 98.0])
    match spec.type:
        case "yes_partly_no":
            choice = (draw(st.sampled_from(["yes", "partly", "no"])),)
        case "choice" | "multi_choice":
            choice = (draw(st.sampled_from([choice.id for choice in spec.choices])),)
        case "stage_percent":
            value = {stage: Range(best=draw(figure)) for stage in STAGES}
        case "breakdown":
            value = {row: Range(best=draw(figure)) for row in spec.rows}
        case "number":
            value = draw(st.sampled_from([0.0, 20.0, 900.0, 20_000.0]))
        case "percent_range" | "number_range":
            value = Range(best=draw(figure))
    status = draw(st.sampled_from(["specific", "specific", "partial"]))
    return Answer(status=status, grade=draw(st.integers(1, 4)), choice=choice, value=value)


@st.composite
def audits(draw) -> AuditDocument:
    """An audit of any packs, use and answers."""
    packs = draw(st.sampled_from(PACKS))
    answers: dict[str, Answer] = {}
    kinds = draw(st.sampled_from([MIXED, MOSTLY_GOOD, NEARLY_ALL_GOOD]))
    for pack in packs:
        for question in LIBRARY.packs[pack].questions:
            match draw(st.sampled_from(kinds)):
                case "said":
                    answers[question.id] = said(draw, question)
                case "good":
                    answers[question.id] = good_answer(question, draw(st.sampled_from([1, 2, 3, 3, 4])))
                case "silent":
                    answers[question.id] = Answer(status=draw(st.sampled_from(SILENCES)))
                case "promised":
                    late = draw(st.sampled_from([0, 0, 3, 10, 30]))
                    answers[question.id] = Answer(status="pending", overdue_days=late)
    yes_partly_no = st.sampled_from(["yes", "partly", "no"])
    return AuditDocument.model_validate(
        {
            "audit_id": "random",
            "vendor": "V",
            "product": "P",
            "auditor": {"name": "N"},
            "packs": packs,
            "opened": "2026-11-20",
            "context": {
                "stakes": draw(st.sampled_from(STAKES)),
                "human_in_loop": draw(yes_partly_no),
                "reviewer_competence": draw(yes_partly_no),
                "lane": draw(st.sampled_from(["A", "B", "C"])),
                "jurisdictions": draw(st.lists(st.sampled_from(["EU", "UK", "California"]), unique=True)),
            },
            "analyser": {"reading": draw(st.sampled_from(["healthy", "watch", "degraded", "not_run"])), "n": 240},
            "version_visible": draw(st.booleans()),
            "terms_no_training": draw(st.booleans()),
            "answers": answers,
        }
    )


def scored(document, risk):
    """Scores and the decision, without findings and changes."""
    packs = LIBRARY.packs_of(document.packs)
    asked = questions_that_count(packs, document.answers, document.context.lane)
    scores = score(asked, LIBRARY.vocabulary, LIBRARY.rules)
    situation = gather(document, LIBRARY, packs, risk, scores, asked)
    return scores, decide(situation, applied_caps(situation))


def rank(decision) -> int:
    return ORDER.index(decision.verdict)


def questions_of(document):
    return [q for pack in document.packs for q in LIBRARY.packs[pack].questions if q.id in document.answers]


@A_FEW
@given(document=audits(), data=st.data())
def test_silence_never_wins_outside_the_compensated_route(document, data, risk) -> None:
    """Any answer, however bad, is no worse than refusing it, vague words or "do not know" in its place.

    Questions that others depend on are left out where the answer decides whether those are asked at all.
    """
    decided = {q for pack in document.packs for question in LIBRARY.packs[pack].questions if question.show_if
               for q in question.show_if.question_ids()}  # fmt: skip
    answered = [q for q in questions_of(document) if document.answers[q.id].answered and q.id not in decided]
    if not answered:
        return
    question = data.draw(st.sampled_from(answered))
    silent = Answer(status=data.draw(st.sampled_from(SILENCES)))
    _, honest = scored(document, risk(**MILD))
    quantified = not (question.gate and question.sim)
    _, refused = scored(document.with_answer(question.id, silent), risk(**MILD, quantified=quantified))
    if not refused.compensated:
        assert rank(refused) <= rank(honest), (question.id, document.answers[question.id])


@A_FEW
@given(document=audits(), data=st.data())
def test_better_evidence_never_lowers_a_score_or_the_verdict(document, data, risk) -> None:
    answered = [q for q in questions_of(document) if document.answers[q.id].answered]
    if not answered:
        return
    question = data.draw(st.sampled_from(answered))
    answer = document.answers[question.id]
    before, worse = scored(document, risk(**MILD))
    backed = answer.model_copy(update={"grade": min(4, answer.grade + 1)})
    after, better = scored(document.with_answer(question.id, backed), risk(**MILD))
    assert after.disclosure >= before.disclosure
    assert rank(better) >= rank(worse), question.id


@A_FEW
@given(document=audits())
def test_higher_stakes_never_improve_a_verdict(document, risk) -> None:
    ranks = []
    for stakes in STAKES:
        context = document.context.model_copy(update={"stakes": stakes})
        _, decision = scored(document.model_copy(update={"context": context}), risk(**MILD))
        ranks.append(rank(decision))
    assert ranks == sorted(ranks, reverse=True)


@A_FEW
@given(document=audits(), data=st.data())
def test_a_promise_is_never_worth_more_than_the_same_answer_given_aloud(document, data, risk) -> None:
    """Scores, base and "if promises kept"; the same answer may be a percentage without a method."""
    question = data.draw(st.sampled_from([q for p in document.packs for q in LIBRARY.packs[p].questions]))
    aloud = good_answer(question, 1).model_copy(update={"basis": "asserted"})
    promised, first = scored(document.with_answer(question.id, Answer(status="pending")), risk(**MILD))
    answered, second = scored(document.with_answer(question.id, aloud), risk(**MILD))
    tiny = 1e-9
    assert promised.disclosure <= answered.disclosure + tiny
    assert promised.disclosure_if_promises_kept <= answered.disclosure_if_promises_kept + tiny
    assert promised.disclosure_as_spoken <= answered.disclosure_as_spoken + tiny
    assert ORDER.index(first.base) <= ORDER.index(second.base)


@A_FEW
@given(document=audits())
def test_no_score_buys_off_an_unknown_share(document, risk) -> None:
    answers = {q.id: good_answer(q, 4) for pack in document.packs for q in LIBRARY.packs[pack].questions}
    shares = [q.id for pack in document.packs for q in LIBRARY.packs[pack].questions if q.concept == "synthetic_share"]
    answers.update({name: Answer(status="refused") for name in shares})
    context = document.context.model_copy(update={"human_in_loop": "no"})
    perfect = document.model_copy(update={"answers": answers, "context": context})
    _, decision = scored(perfect, risk(**MILD, quantified=not shares))
    assert not shares or rank(decision) <= ORDER.index("YELLOW_FLAG")


@A_FEW
@given(document=audits())
def test_a_meeting_never_acquits_and_critical_use_needs_a_person(document, risk) -> None:
    _, decision = scored(document, risk(**MILD))
    if document.packs == ("meeting_screen",):
        assert rank(decision) <= ORDER.index("CONDITIONAL")
    if document.context.stakes == "S3" and document.context.human_in_loop != "yes":
        assert decision.verdict == "NOT_DEFENSIBLE"


def test_the_check_on_silence_sees_a_rule_that_rewards_it(worked, risk) -> None:
    """Must fail: without the cap on a refused clause, refusing would beat saying that nothing goes in."""
    document = worked("A")
    honest = scored(
        document.with_answer("TD-10.04", Answer(status="specific", grade=3, choice=("none",))), risk(**MILD)
    )
    refused = document.with_answer("TD-10.04", Answer(status="refused"))
    packs = LIBRARY.packs_of(document.packs)
    asked = questions_that_count(packs, refused.answers, "A")
    scores = score(asked, LIBRARY.vocabulary, LIBRARY.rules)
    situation = gather(refused, LIBRARY, packs, risk(**MILD), scores, asked)
    without = [cap for cap in applied_caps(situation) if cap.rule.id != "CAP-CLAUSE-U"]
    assert rank(decide(situation, without)) > rank(honest[1])
    assert rank(decide(situation, applied_caps(situation))) <= rank(honest[1])


@pytest.mark.soak
@settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=audits(), data=st.data())
def test_silence_never_wins_in_thousands_of_audits(document, data, risk) -> None:
    test_silence_never_wins_outside_the_compensated_route.hypothesis.inner_test(document, data, risk)
