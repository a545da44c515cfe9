"""Who examined what for whom, what was written to the vendor, and who signed: printed, recorded and verified."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.assessment.evaluate import Evaluation
from core.audit.outcome import LetterWritten
from reports.letters.writing import KINDS
from reports.sections.open_points import _LETTERS
from reports.verify import verify_report

SENT = LetterWritten(kind="follow_up", date=dt.date(2026, 11, 6), sha256="ab" * 32)


@pytest.fixture
def signed(worked: dict[str, Evaluation]) -> Evaluation:
    evaluation = worked["B_evasive_vendor"]
    said = {
        "interest": "The reviewer sells no software.",
        "reviewer_role": "partner",
        "met_on": dt.date(2026, 11, 4),
        "accepted_by": "M. Lindqvist",
        "accepted_on": dt.date(2026, 11, 12),
    }
    document = evaluation.document
    update = {"signoff": document.signoff.model_copy(update=said), "follows": "AUD-2025-0007"}
    return replace(evaluation, document=document.model_copy(update=update))


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def test_interest_role_meeting_acceptance_and_predecessor_are_printed(
    signed: Evaluation, write: Any, tmp_path: Path
) -> None:
    text = plain(write(signed, tmp_path / "report.pdf").text)
    cover, end = text.split("Contents", 1)[0], text.rsplit("Sign-off", 1)[1]
    assert "vendor met 4 November 2026" in cover
    for part in (cover, end):
        assert "(partner)" in part
        assert "The reviewer sells no software." in part
    assert "Conditions accepted M. Lindqvist, 12 November 2026" in end
    assert "Follows AUD-2025-0007" in text


def test_what_nobody_stated_is_said_to_be_missing(worked: dict[str, Evaluation], write: Any, tmp_path: Path) -> None:
    text = plain(write(worked["B_evasive_vendor"], tmp_path / "report.pdf").text)
    assert text.count("not stated by whoever audited or reviewed") == 2
    assert "vendor met" not in text
    assert "Conditions accepted" not in text


def test_at_critical_stakes_a_missing_reviewer_is_said_to_be_another_person(
    worked: dict[str, Evaluation], write: Any, tmp_path: Path
) -> None:
    evaluation = worked["B_evasive_vendor"]
    document = evaluation.document
    unsigned = document.signoff.model_copy(update={"reviewed_by": None, "reviewed_on": None})
    context = document.context.model_copy(update={"stakes": "S3"})
    critical = replace(evaluation, document=document.model_copy(update={"context": context, "signoff": unsigned}))
    text = plain(write(critical, tmp_path / "report.pdf").text)
    assert "at critical stakes this is another person than whoever prepared it" in text


def test_what_the_buyer_answered_about_the_use_is_printed(
    worked: dict[str, Evaluation], library: Any, write: Any, tmp_path: Path
) -> None:
    evaluation = worked["B_evasive_vendor"]
    text = plain(write(evaluation, tmp_path / "report.pdf").text)
    for question in library.vocabulary.context_questions:
        given = getattr(evaluation.document.context, question.sets)
        chosen = (given,) if isinstance(given, str) else given
        assert plain(question.ask) in text
        for choice in question.choices:
            if choice.id in chosen:
                assert plain(choice.label) in text


def test_letters_are_printed_with_their_days_recorded_and_verified(
    signed: Evaluation, write: Any, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    text = plain(write(signed, path, letters=(SENT,)).text)
    assert "Follow-up 6 November 2026 abab" in text
    assert SENT.sha256 in "".join(text.split())
    found = verify_report(path)
    assert (found.intact, found.recomputed, found.differences) == (True, True, ())


def test_the_vendors_edition_lists_no_letters(signed: Evaluation, write: Any, tmp_path: Path) -> None:
    text = write(signed, tmp_path / "report.pdf", letters=(SENT,), edition="vendor").text
    assert "Letters written" not in text


def test_every_kind_of_letter_has_a_name() -> None:
    assert _LETTERS.keys() == set(KINDS)
