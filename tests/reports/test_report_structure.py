"""What the file says of itself and carries with it: metadata, bookmarks, attachments, bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from core.assessment.evaluate import Evaluation
from reports.record import audit_json, result_json


def test_the_file_names_its_vendor_language_colours_and_date(report: Any) -> None:
    with report.open() as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert escape(report.evaluation.document.vendor) in packet
        for key in ("/Title", "/Author", "/Subject", "/Creator", "/Producer", "/Keywords"):
            assert escape(str(pdf.docinfo[key])) in packet
        assert pdf.Root.Lang == "en-GB"
        day = report.evaluation.document.closed or report.evaluation.document.opened
        assert str(pdf.docinfo.CreationDate)[2:10] == f"{day:%Y%m%d}"
        assert f"<xmp:CreateDate>{day:%Y-%m-%d}T" in packet


def test_bookmarks_lead_to_the_sections(report: Any) -> None:
    with report.open() as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[:4] == ["The verdict on one page", "Contents", "Findings", "What to do"]
    assert titles[-1] == "Reproducibility"


def test_the_data_inside_are_the_audit_and_its_results(report: Any) -> None:
    with report.open() as pdf:
        attached = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
        relations = {str(file.UF): str(file.AFRelationship) for file in pdf.Root.AF}
    evaluation = report.evaluation
    assert attached == {
        "audit.json": audit_json(evaluation.document),
        "result.json": result_json(evaluation, None, "client"),
    }
    assert relations == {"audit.json": "/Source", "result.json": "/Data"}
    assert report.file.fingerprint in report.pages[0]


def test_the_same_evaluation_gives_the_same_bytes(reports: dict[str, Any], write: Any, tmp_path: Path) -> None:
    first = reports["B_evasive_vendor"]
    again = write(first.evaluation, tmp_path / "again.pdf")
    assert again.file.path.read_bytes() == first.file.path.read_bytes()
    assert again.file.sha256 == first.file.sha256


def test_another_grade_gives_other_bytes(worked: dict[str, Evaluation], write: Any, tmp_path: Path) -> None:
    evaluation = worked["D_large_model_moderate_use"]
    question, answer = next(iter(evaluation.document.answers.items()))
    changed = evaluation.document.with_answer(question, answer.model_copy(update={"grade": (answer.grade + 1) % 5}))
    other = Evaluation(changed, evaluation.risk, evaluation.assessment)
    one, two = write(evaluation, tmp_path / "one.pdf"), write(other, tmp_path / "two.pdf")
    assert one.file.fingerprint != two.file.fingerprint
    assert one.file.sha256 != two.file.sha256


@pytest.mark.parametrize("name", ["A_strong_vendor"])
def test_no_page_holds_an_image(reports: dict[str, Any], name: str) -> None:
    with reports[name].open() as pdf:
        assert all(not page.get_images() for page in pdf.pages)
