"""A report with a comparison: what it prints, what it attaches, and that it can be verified."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.assessment.evaluate import Evaluation, evaluate
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library, load_library
from reports.compared import Compared
from reports.editions import WITHHELD
from reports.record import COMPARED_FILE
from reports.report import draw, write_report
from reports.verify import verify_report
from reports.words import date_words

A, B, B0 = "A_strong_vendor", "B_evasive_vendor", "B0_evasive_vendor_meeting_day"


@pytest.fixture(scope="module")
def beside(worked: dict[str, Evaluation], write: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("beside") / "beside.pdf"
    return write(worked[A], path, compared=Compared((worked[B],)))


@pytest.fixture(scope="module")
def in_time(worked: dict[str, Evaluation], write: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("time") / "time.pdf"
    return write(worked[B], path, compared=Compared((worked[B0],), in_order_of_time=True))


def attached(report: Any) -> dict[str, Any]:
    with report.open() as pdf:
        found: dict[str, Any] = json.loads(pdf.attachments[COMPARED_FILE].get_file().read_bytes())
        return found


def test_the_section_puts_both_audits_side_by_side(beside: Any, worked: dict[str, Evaluation]) -> None:
    assert "Beside other audits" in beside.text
    assert worked[B].document.vendor.split()[0] in beside.text
    assert "nothing is ranked" in beside.text.replace("\r\n", " ")


def test_over_time_it_says_what_became_of_each_answer(in_time: Any) -> None:
    assert "What became of each answer" in in_time.text


def test_a_report_without_a_comparison_has_no_such_section(worked: dict[str, Evaluation], library: Library) -> None:
    alone = draw(worked[A], library)
    assert COMPARED_FILE.encode() not in alone.content


@pytest.mark.slow
def test_it_verifies(beside: Any, in_time: Any) -> None:
    for report in (beside, in_time):
        found = verify_report(report.file.path)
        assert (found.intact, found.recomputed, found.differences) == (True, True, ())


def test_nothing_of_the_other_audits_clients_is_printed_or_attached(
    worked: dict[str, Evaluation], write: Callable[..., Any], tmp_path: Path
) -> None:
    secret = "Confidential Client of Somebody Else"
    document = worked[B].document.model_copy(update={"client": secret})
    other = Evaluation(document, worked[B].risk, worked[B].assessment)
    report = write(worked[A], tmp_path / "secret.pdf", compared=Compared((other,)))
    assert secret not in report.text
    assert secret not in json.dumps(attached(report))
    assert attached(report)["compared"][0]["audit"]["context"]["use"] == WITHHELD


@pytest.mark.slow
def test_the_vendors_edition_shows_no_other_vendor(worked: dict[str, Evaluation], library: Library) -> None:
    drawn = draw(worked[A], library, edition="vendor", compared=Compared((worked[B],)))
    assert drawn.content == draw(worked[A], library, edition="vendor").content


@pytest.mark.slow
def test_a_milder_result_of_the_other_audit_is_found(
    worked: dict[str, Evaluation], library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "forged.pdf"
    risk = worked[B].risk
    milder = replace(risk, rare_case=replace(risk.rare_case, probability=risk.rare_case.probability / 2))
    other = replace(worked[B], risk=milder)
    write_report(worked[A], library, path, compared=Compared((other,)))
    found = verify_report(path)
    assert not found.recomputed
    assert any(f"compared audit {other.document.audit_id}" in said for said in found.differences)


def test_audits_that_cannot_be_compared_leave_no_file(
    worked: dict[str, Evaluation], library: Library, tmp_path: Path
) -> None:
    with pytest.raises(UnusableInputError, match="one vendor"):
        write_report(worked[A], library, tmp_path / "x.pdf", compared=Compared((worked[B],), in_order_of_time=True))
    assert not list(tmp_path.iterdir())


def test_every_pair_of_audits_over_time_has_its_part_and_the_report_verifies(
    worked: dict[str, Evaluation], write: Callable[..., Any], tmp_path: Path
) -> None:
    last, first = worked[B], worked[B0]
    between = first.document.model_copy(
        update={"audit_id": "AUD-BETWEEN", "opened": last.document.opened - dt.timedelta(days=9), "closed": None}
    )
    earlier = first.document.model_copy(update={"opened": between.opened - dt.timedelta(days=90), "closed": None})
    others = tuple(evaluate(document, load_library(), seed=7, draws=400) for document in (earlier, between))
    report = write(last, tmp_path / "time.pdf", compared=Compared(others, in_order_of_time=True))
    title = f"From {date_words(earlier.opened)} to {date_words(between.opened)}"
    assert report.text.count(title) >= 2  # the heading and its sentence
    assert verify_report(report.file.path).intact is True
