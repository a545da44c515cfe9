"""No finding says what its trigger does not establish."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from core.assessment.assess import assess
from core.assessment.caps import applied_caps
from core.assessment.finding_words import WORDS
from core.assessment.findings import raised_findings
from core.assessment.scores import questions_that_count, score
from core.assessment.situation import gather
from questionnaires.answer import Answer
from questionnaires.library import load_library
from tests.core.assessment.triggers import triggers_of

LIBRARY = load_library()
READ_TOGETHER = yaml.safe_load((Path(__file__).parent / "finding_truth.yaml").read_text())
MILD = {"low": 0.0, "central": 0.01, "high": 0.02, "adverse": 0.02}


@pytest.mark.parametrize("name", LIBRARY.findings)
def test_text_and_triggers_were_read_side_by_side(name) -> None:
    """A new way to raise a finding, or a new text, fails until the two were read together (finding_truth.yaml)."""
    assert name in READ_TOGETHER, "nobody has read this finding beside its triggers"
    assert LIBRARY.findings[name].plain == READ_TOGETHER[name]["asserts"]
    assert [sorted(way) for way in triggers_of(name, LIBRARY)] == READ_TOGETHER[name]["raised_by"]


def test_nothing_was_read_that_is_no_longer_there() -> None:
    assert READ_TOGETHER.keys() == LIBRARY.findings.keys()


def texts(name: str) -> str:
    finding = LIBRARY.findings[name]
    return " ".join((finding.title, finding.plain, finding.action, finding.letter or ""))


@pytest.mark.parametrize("name", LIBRARY.findings)
def test_a_finding_about_silence_says_why_we_do_not_know_and_claims_no_admission(name) -> None:
    ways = triggers_of(name, LIBRARY)
    about_silence = [way for way in ways if any(fact.startswith(("unknown ", "silent ")) for fact in way)]
    if not about_silence or name == "F-SILENT":
        return
    told = [way for way in about_silence if any(" is " in fact for fact in way)]
    if len(told) < len(about_silence) or "UNKNOWN" in name:
        assert "{state}" in LIBRARY.findings[name].plain
        assert "You told us" not in texts(name)


@pytest.mark.parametrize(
    ("words", "place"), [("users in the European Union", "EU"), ("users in California", "California")]
)
def test_where_the_users_are_is_said_only_where_the_buyer_said_so(words, place) -> None:
    for name, finding in LIBRARY.findings.items():
        if f"You have {words}" in finding.plain:
            assert all(f"jurisdiction {place}" in way for way in triggers_of(name, LIBRARY)), name


def test_unlabelled_is_said_only_of_what_is_unlabelled() -> None:
    for name, finding in LIBRARY.findings.items():
        if "unlabelled" in finding.plain:
            assert all(any(fact.endswith(" is unlabelled") for fact in way) for way in triggers_of(name, LIBRARY)), name


def test_the_simulation_speaks_only_where_it_was_the_trigger() -> None:
    simulated = ("rare_case_from", "rare_case_low_end_from", "general_from", "quantified", "wide", "unknown")
    for name, finding in LIBRARY.findings.items():
        if "simulat" in finding.plain:
            assert all(any(fact.startswith(simulated) for fact in way) for way in triggers_of(name, LIBRARY)), name


def test_every_word_in_braces_is_known_and_no_letter_encloses_anything() -> None:
    known = dict.fromkeys(WORDS, "")
    for name in LIBRARY.findings:
        texts(name).format_map(known)
        assert "attached" not in texts(name)
        assert "encloses" not in texts(name)


@pytest.mark.parametrize("pack", LIBRARY.packs.values(), ids=lambda pack: pack.id)
def test_a_choice_raises_only_what_names_it(pack, worked, risk) -> None:
    """Every choice of every question, alone in an audit: what it raises names this concept and this choice."""
    empty, gauges = worked("A").model_copy(update={"answers": {}, "packs": (pack.id,)}), risk(**MILD)
    by_grade = {rule.finding for rule in LIBRARY.rules.never_averaged if rule.kind == "evidence"}
    for question, choice in choices_of(pack):
        context = empty.context.model_copy(update={"lane": question.lanes[0], "jurisdictions": ("EU", "California")})
        answer = Answer(status="specific", grade=3, choice=(choice,))
        document = empty.model_copy(update={"context": context, "answers": {question.id: answer}})
        for finding in findings_of(document, gauges):
            if question.id in finding.questions and finding.id not in by_grade:
                named = [fact for way in triggers_of(finding.id, LIBRARY) for fact in way]
                about = [fact for fact in named if fact.startswith(f"{question.concept} is")]
                assert any(choice in fact.split() for fact in about), (question.id, choice, finding.id)


def choices_of(pack):
    """Every question of a pack that has choices, with each of them."""
    for question in pack.questions:
        own = [choice.id for choice in question.answer.choices]
        for choice in own or (["yes", "partly", "no"] if question.answer.type == "yes_partly_no" else []):
            yield question, choice


def findings_of(document, risk):
    """What an audit raises, without working out what would change it."""
    packs = LIBRARY.packs_of(document.packs)
    asked = questions_that_count(packs, document.answers, document.context.lane)
    scores = score(asked, LIBRARY.vocabulary, LIBRARY.rules)
    situation = gather(document, LIBRARY, packs, risk, scores, asked)
    return raised_findings(situation, applied_caps(situation))


def test_what_is_not_public_is_not_said_to_be_done(worked, risk) -> None:
    """The public record of a firm answers "no" to what it does not publish; that admits nothing."""
    questions = [q for q in LIBRARY.packs["regulatory_disclosure"].questions if q.id.startswith("RD-A")]
    document = worked("A").model_copy(
        update={
            "packs": ("regulatory_disclosure",),
            "answers": {q.id: Answer(status="specific", grade=0, choice=("no",)) for q in questions},
        }
    )
    raised = {finding.id for finding in assess(document, risk(**MILD), LIBRARY).findings}
    assert not [name for name in raised if "LOOP" in name or "ANCHOR" in name or "INHERITED" in name]
    assert "F-HUMAN-DOUBT" not in raised
