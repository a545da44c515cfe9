"""Every drawing instruction of a report is well formed, so that strict readers show the page to its end."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from core.assessment.evaluate import evaluate
from core.audit.qaudit import read_audit
from questionnaires.library import EXAMPLES, load_library
from reports.report import write_report

WELL_FORMED_TAG = re.compile(rb"/[A-Za-z0-9]+ <<(\s*/[A-Za-z]+ (?:/[A-Za-z0-9]+|\d+))+>> BDC")


def malformed_tags(content: bytes) -> list[bytes]:
    """Marked-content instructions that a strict reader cannot parse."""
    return [line for line in content.splitlines() if line.endswith(b"BDC") and not WELL_FORMED_TAG.fullmatch(line)]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = load_library()
    (path,) = EXAMPLES.glob("D_*.yaml")
    out = tmp_path_factory.mktemp("report") / "report.pdf"
    write_report(evaluate(read_audit(path), library, draws=500), library, out)
    return out


def test_every_page_is_tagged_with_well_formed_instructions(report) -> None:
    with pikepdf.open(report) as pdf:
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            assert b"BDC" in content
            assert malformed_tags(content) == []


def test_every_page_opens_and_closes_as_many_tags(report) -> None:
    with pikepdf.open(report) as pdf:
        for page in pdf.pages:
            operators = [str(instruction.operator) for instruction in pikepdf.parse_content_stream(page)]
            assert operators.count("BDC") == operators.count("EMC")
            assert operators.count("q") == operators.count("Q")


def test_the_check_sees_a_doubled_slash() -> None:
    assert malformed_tags(b"/Artifact <</Type /Pagination /Subtype //Header>> BDC") != []
    assert malformed_tags(b"/Artifact <</Type /Pagination /Subtype /Header>> BDC\n/P <</MCID 3>> BDC") == []
