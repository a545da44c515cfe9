"""What is the buyer's own stays with the buyer: every byte of every letter of an audit full of private words."""

from __future__ import annotations

import io
import zipfile

import pytest

from core.audit.document import AuditDocument, Contradiction
from questionnaires.letters import LetterWording
from reports.letters.as_text import letter_as_text
from reports.letters.as_word import letter_as_word
from reports.letters.case import Case
from reports.letters.letter import Letter
from reports.letters.writing import KINDS, all_letters

PRIVATE = "PRIVATE-NOTE"
NAMES = ("B0_evasive_vendor_meeting_day", "B_evasive_vendor", "C_in_house_finetune")


def with_private_words_everywhere(document: AuditDocument) -> AuditDocument:
    """Every field that is the buyer's own, filled with a word that must not get out."""
    answers = {
        name: answer.model_copy(
            update={
                "reason": PRIVATE,
                "accepted_by": PRIVATE,
                "grade": 2,
                "adjust": ("scope", "brochure"),
                "adjust_reasons": {"scope": PRIVATE, "brochure": PRIVATE},
            }
        )
        for name, answer in document.answers.items()
    }
    evidence = {
        name: item.model_copy(update=dict.fromkeys(("title", "sha256", "source", "file_name"), PRIVATE))
        for name, item in document.evidence.items()
    }
    contradiction = Contradiction(
        id=PRIVATE, question="MS-02", claim_a="ten percent", claim_b="ninety percent", resolution=PRIVATE,
        closed_by=PRIVATE, why=PRIVATE,
    )  # fmt: skip
    return document.model_copy(
        update={
            "audit_id": PRIVATE,
            "client": PRIVATE,
            "context": document.context.model_copy(update={"use": PRIVATE, "worst_case": PRIVATE}),
            "analyser": document.analyser.model_copy(update={"note": PRIVATE, "baseline": PRIVATE}),
            "answers": answers,
            "evidence": evidence,
            "contradictions": (contradiction,),
            "signoff": document.signoff.model_copy(update={"reviewed_by": PRIVATE, "prepared_by": PRIVATE}),
            "sim_inputs": {"note": PRIVATE},
        }
    )


def bytes_of(letter: Letter) -> str:
    """The text and everything inside the Word file, as one string."""
    with zipfile.ZipFile(io.BytesIO(letter_as_word(letter))) as packed:
        inside = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    return "\n".join([letter_as_text(letter), *inside])


def said_in_letters(case: Case) -> str:
    letters = [letter for letter in all_letters(case) if isinstance(letter, Letter)]
    return "\n".join(map(bytes_of, letters))


@pytest.fixture(scope="module")
def everything(make_case) -> str:
    cases = [
        make_case(name, today, comment_asked="2026-11-20", changed=with_private_words_everywhere)
        for name in NAMES
        for today in ("2026-12-24", "2031-02-28")
    ]
    kinds = {letter.kind for case in cases for letter in all_letters(case) if isinstance(letter, Letter)}
    assert kinds == set(KINDS), "the audits must give a letter of every kind"
    return "\n".join(map(said_in_letters, cases))


def test_no_note_of_the_buyer_leaves(everything):
    assert PRIVATE not in everything


def test_the_check_above_sees_a_note_that_does_leave(make_case):
    def spoken(document: AuditDocument) -> AuditDocument:
        answer = document.answers["MS-03"].model_copy(update={"text": PRIVATE})
        return with_private_words_everywhere(document).with_answer("MS-03", answer)

    assert PRIVATE in said_in_letters(make_case(today="2026-12-24", changed=spoken))


def test_nothing_of_a_question_that_is_for_the_asker_leaves(everything, library):
    for pack in library.packs.values():
        for question in pack.questions:
            for private in (question.why, question.strong, question.verify, *question.red_flags):
                if len(private) > 24:
                    assert private not in everything, question.id


def test_no_grade_score_cap_or_finding_of_ours_leaves(everything, library):
    for level in library.vocabulary.evidence_grades.values():
        assert level.label not in everything or level.label in ("None", "Document")
    for finding in library.findings.values():
        assert finding.action not in everything
        assert finding.plain not in everything
    for rule in library.rules.never_averaged:
        assert rule.lift not in everything or len(rule.lift) < 24
    for word in ("Adjectives only", "Counts for less", "grade ", "disclosure score", "Blocker"):
        assert word not in everything


def test_no_other_vendor_leaves(everything, library):
    for company in library.transparency_index.companies:
        assert company.name not in everything


def test_a_gap_that_letters_do_not_know_is_refused():
    with pytest.raises(ValueError, match="weight"):
        LetterWording(title="t", when="w", subject="{weight}", opening=("a",), requests_lead="", closing=("b",),
                      nothing="n")  # fmt: skip
