"""The cases that a usability and fairness review found unfair or untrue, each as it was found."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from core.assessment.assess import assess
from core.assessment.imagined import good_answer
from core.audit.document import AuditDocument
from core.risk.result import RiskResult
from questionnaires.answer import Answer, Range
from questionnaires.library import load_library

LIBRARY = load_library()
ORDER = LIBRARY.rules.verdicts.order
MEETING = LIBRARY.packs["meeting_screen"].questions
MILD = {"low": 0.0, "central": 0.01, "high": 0.02, "adverse": 0.02}
OPEN = {"low": 0.0, "central": 0.06, "high": 0.34, "adverse": 0.54, "quantified": False}


@dataclass(frozen=True)
class Case:
    """An audit to change and to score."""

    document: AuditDocument
    risk: RiskResult

    def scored(self):
        return assess(self.document, self.risk, LIBRARY)

    def with_answers(self, answers) -> Case:
        return Case(self.document.model_copy(update={"answers": {**self.document.answers, **answers}}), self.risk)

    def at(self, stakes: str, **context) -> Case:
        changed = self.document.context.model_copy(update={"stakes": stakes, **context})
        return Case(self.document.model_copy(update={"context": changed}), self.risk)


@pytest.fixture
def meeting(worked, risk):
    """A meeting with nothing answered yet, without samples."""
    empty = worked("B0").model_copy(update={"answers": {}, "contradictions": (), "version_visible": False})
    return lambda figures: Case(empty, risk(**figures))


def spoken(question) -> Answer:
    answer = good_answer(question, 1)
    return answer.model_copy(update={"basis": "asserted"}) if question.concept == "synthetic_share" else answer


def rank(found) -> int:
    return ORDER.index(found.verdict)


# ---------------------------------------------------------------- 1. unfair or absurd verdicts


@pytest.mark.parametrize("stakes", ["S1", "S2"])
def test_a_good_and_an_evasive_meeting_do_not_tie(stakes, meeting) -> None:
    good = meeting(MILD).at(stakes, human_in_loop="yes").with_answers({q.id: spoken(q) for q in MEETING}).scored()
    evasive = meeting(OPEN).at(stakes).with_answers({q.id: Answer(status="vague") for q in MEETING}).scored()
    assert (good.verdict, evasive.verdict) == ("CONDITIONAL", "YELLOW_FLAG")
    assert len(good.meeting.answered) == len(evasive.meeting.dodged) == len(MEETING)
    assert good.meeting.sentence == "Of 15 questions 15 answered, 0 promised, 0 dodged."
    assert evasive.meeting.sentence == "Of 15 questions 0 answered, 0 promised, 15 dodged."


def test_all_promises_are_a_yellow_flag_and_counted_as_promises(meeting) -> None:
    promised = meeting(OPEN).with_answers({q.id: Answer(status="pending") for q in MEETING}).scored()
    assert promised.verdict == "YELLOW_FLAG"
    assert len(promised.meeting.promised) == len(MEETING)


def test_a_meeting_of_spoken_answers_is_provisional_and_never_better_than_conditional(meeting) -> None:
    found = meeting(MILD).at("S1").with_answers({q.id: spoken(q) for q in MEETING}).scored()
    assert found.provisional
    assert rank(found) <= ORDER.index("CONDITIONAL")


@pytest.mark.parametrize("stakes", ["S1", "S2", "S3"])
def test_answering_four_and_promising_the_rest_is_no_better_than_answering_all(stakes, meeting) -> None:
    must = [q for q in MEETING if q.gate][:4]
    four = {q.id: spoken(q) if q in must else Answer(status="pending") for q in MEETING}
    promised = meeting(MILD).at(stakes, human_in_loop="yes").with_answers(four).scored()
    answered = meeting(MILD).at(stakes, human_in_loop="yes").with_answers({q.id: spoken(q) for q in MEETING}).scored()
    assert rank(promised) <= rank(answered)
    assert ORDER.index(promised.base) <= ORDER.index(answered.base)
    assert promised.disclosure_if_promises_kept <= answered.disclosure_if_promises_kept


@pytest.mark.parametrize("late", [1, 40])
def test_one_late_answer_to_a_minor_question_does_not_condemn_at_critical_stakes(late, meeting) -> None:
    minor = next(q for q in MEETING if not q.gate)
    answers = {q.id: spoken(q) for q in MEETING}
    answers[minor.id] = Answer(status="pending", overdue_days=late)
    found = meeting(MILD).at("S3", human_in_loop="yes").with_answers(answers).scored()
    assert found.verdict == "YELLOW_FLAG"


def test_grace_is_the_days_that_the_rules_declare(meeting) -> None:
    days = LIBRARY.rules.silence_rule.grace_days
    answers = {q.id: spoken(q) for q in MEETING}

    def with_late_gate(late: int):
        answers["MS-06"] = Answer(status="pending", overdue_days=late)
        return meeting(OPEN).with_answers(answers).scored()

    assert with_late_gate(days).verdict == "YELLOW_FLAG"
    assert with_late_gate(days + 1).verdict == "NOT_DEFENSIBLE"


def test_refusing_everything_does_not_earn_conditional(worked, risk) -> None:
    case = Case(worked("D"), risk(**OPEN))
    assert case.scored().verdict == "CONDITIONAL"
    refused = case.with_answers({q.id: Answer(status="refused") for q in MEETING}).scored()
    assert (refused.verdict, refused.compensated) == ("YELLOW_FLAG", False)


def test_the_compensated_route_needs_a_named_model(worked, risk) -> None:
    case = Case(worked("D"), risk(**OPEN))
    for answer in (
        Answer(status="refused"),
        Answer(status="specific", grade=3, choice=("not_named",)),
        Answer(status="partial", grade=3, choice=("unchanged",)),
    ):
        assert not case.with_answers({"MS-01": answer}).scored().compensated


def test_inside_the_compensated_route_an_admission_loses_to_silence_only_where_the_rules_say_so(worked, risk) -> None:
    case, known = Case(worked("D"), risk(**OPEN)), set(LIBRARY.rules.compensated_route.known_limit_caps)
    for question in MEETING:
        refused = case.with_answers({question.id: Answer(status="refused")}).scored()
        for choice in question.answer.choices:
            admitted = case.with_answers(
                {question.id: Answer(status="specific", grade=3, choice=(choice.id,))}
            ).scored()
            if rank(admitted) < rank(refused):
                assert {cap.id for cap in admitted.caps} & known, (question.id, choice.id)


def test_admitting_the_loop_is_no_worse_than_refusing_to_say(worked, risk) -> None:
    case = Case(worked("D"), risk(**OPEN))
    admitted = case.with_answers({"MS-11": Answer(status="specific", grade=3, choice=("fed_back",))}).scored()
    refused = case.with_answers({"MS-11": Answer(status="refused")}).scored()
    assert rank(refused) <= rank(admitted)


def test_data_that_no_outsider_can_change_do_not_raise_the_poisoning_cap(worked, risk) -> None:
    closed = Answer(status="specific", grade=3, choice=("closed",))
    found = Case(worked("A"), risk(**MILD)).with_answers({"TD-8.01": closed}).scored()
    assert "F-POISON-OPEN" not in {finding.id for finding in found.findings}


def ids(found) -> set[str]:
    return {finding.id for finding in found.findings}


def blockers(found) -> set[str]:
    return {finding.id for finding in found.findings if finding.severity == "blocker"}


def test_nine_hundred_locked_examples_are_no_missing_set(worked, risk) -> None:
    found = (
        Case(worked("A"), risk(**MILD))
        .with_answers({"TD-4.01": Answer(status="specific", grade=3, value=900.0)})
        .scored()
    )
    assert not blockers(found)
    assert not {name for name in ids(found) if "ANCHOR" in name}


@pytest.mark.parametrize("anchor", [Answer(status="specific", grade=3, value=0.0), Answer(status="dont_know")])
def test_a_vendor_without_machine_text_needs_no_protected_set(anchor, worked, risk) -> None:
    nothing = {"pretraining": Range(best=0), "later_training": Range(best=0)}
    found = (
        Case(worked("A"), risk(**MILD))
        .with_answers(
            {"TD-2.01": Answer(status="specific", grade=3, basis="counted", value=nothing), "TD-4.01": anchor}
        )
        .scored()
    )
    assert not {name for name in ids(found) if "ANCHOR" in name}


# ---------------------------------------------------------------- 2. findings that would state a falsehood


def test_a_signed_written_answer_is_not_said_to_be_unsigned(worked, risk) -> None:
    gates = [q for q in LIBRARY.packs["training_data"].questions if q.gate]
    case = Case(worked("A"), risk(**MILD))
    written = {q.id: case.document.answers[q.id].model_copy(update={"grade": 2, "by": "Head of data"}) for q in gates}
    found = case.with_answers(written).scored()
    assert "F-NO-DOCUMENT" in ids(found)
    assert not {"F-NO-SIGNER", "F-ONLY-SAID"} & ids(found)


def test_no_disclosure_is_said_to_be_due_where_the_buyer_has_no_users(worked, risk) -> None:
    case = Case(worked("A"), risk(**MILD)).with_answers(
        {
            "TD-5.03": Answer(status="specific", grade=3, choice=("none",)),
            "TD-9.01": Answer(status="specific", grade=3, choice=("missing",)),
        }
    )
    in_britain, in_the_union = case.at("S2", jurisdictions=("UK",)), case.at("S2", jurisdictions=("EU",))
    assert {"F-UNMARKED", "F-SUMMARY-DUE"} <= ids(in_britain.scored())
    assert not {cap.id for cap in in_britain.scored().caps} & {"CAP-LEGAL", "CAP-MARK"}
    assert {"F-NO-MARKING", "F-NO-SUMMARY"} <= ids(in_the_union.scored())


def test_labelled_is_not_called_unlabelled(worked, risk) -> None:
    labelled = Answer(status="specific", grade=3, choice=("labelled",))
    found = Case(worked("A"), risk(**MILD)).with_answers({"TD-7.02": labelled}).scored()
    (finding,) = [finding for finding in found.findings if "LOOP" in finding.id]
    assert "are labelled" in finding.plain
    assert "unlabelled" not in finding.plain + (finding.letter or "")


def test_samples_that_we_did_not_measure_are_not_said_to_be_refused(worked, risk) -> None:
    case = Case(worked("A"), risk(**MILD))
    found = Case(case.document.model_copy(update={"analyser": worked("B0").analyser}), case.risk).scored()
    assert "F-NOT-MEASURED" in ids(found)
    assert "F-NO-SAMPLES" not in ids(found)


def test_poor_practice_is_not_said_to_come_from_the_simulation(worked, risk) -> None:
    found = Case(worked("C"), risk(**MILD)).scored()
    (practice,) = [finding for finding in found.findings if finding.id == "F-PRACTICE"]
    assert "simulation" not in practice.plain
    assert not {name for name in ids(found) if name.startswith("F-RISK")}


def test_not_known_is_not_turned_into_counts_only_what_was_made_on_purpose(worked, risk) -> None:
    found = Case(worked("A"), risk(**MILD)).with_answers({"TD-2.02": Answer(status="dont_know")}).scored()
    assert "F-INHERITED-UNKNOWN" in ids(found)
    assert "F-INHERITED" not in ids(found)


@pytest.mark.parametrize("figures", [(0.0, 0.06, 0.34, 0.54), (0.2, 0.3, 0.4, 0.1)])
def test_a_printed_range_holds_the_average_and_the_adverse_figure(figures, worked, risk) -> None:
    low, central, high, adverse = figures
    gauges = risk(low, central, high, adverse, quantified=False)
    found = Case(worked("B"), gauges).scored()
    (finding,) = [finding for finding in found.findings if finding.id == "F-UNQUANTIFIED"]
    assert f"from {100 * min(figures):.0f} % to {100 * max(figures):.0f} %" in finding.plain


def test_what_was_said_of_the_loop_is_recorded_as_far_as_it_was_said(worked, risk) -> None:
    found = Case(worked("B0"), risk(**OPEN)).scored()
    (loop,) = [finding for finding in found.findings if finding.id == "F-LOOP-OPEN"]
    assert "was not said" in loop.plain
    assert loop.said == (worked("B0").answers["MS-11"].text,)


def test_silence_is_called_by_what_it_was(worked, risk) -> None:
    case = Case(worked("A"), risk(**OPEN))
    said = {
        "refused": "declined",
        "dont_know": "not known when asked",
        "vague": "words that could not be wrong",
        "pending": "promised",
    }
    for status, words in said.items():
        found = case.with_answers({"TD-2.03": Answer(status=status)}).scored()
        (finding,) = [finding for finding in found.findings if finding.id == "F-REGIME-UNKNOWN"]
        assert words in finding.plain


def test_an_honest_gap_is_not_counted_as_dodged(worked, risk) -> None:
    meeting = Case(worked("B0"), risk(**OPEN)).scored().meeting
    assert (len(meeting.dodged), len(meeting.not_known)) == (7, 3)
    statuses = {worked("B0").answers[name].status for name in meeting.not_known}
    assert statuses == {"dont_know"}


def test_a_share_without_a_method_counts_as_partial_however_it_was_entered(worked, risk) -> None:
    case = Case(worked("A"), risk(**MILD))
    share = worked("A").answers["TD-2.01"]
    by_basis = {
        basis: case.with_answers({"TD-2.01": share.model_copy(update={"basis": basis})}).scored().disclosure
        for basis in ("counted", "asserted", None)
    }
    assert by_basis[None] == by_basis["asserted"] < by_basis["counted"]
