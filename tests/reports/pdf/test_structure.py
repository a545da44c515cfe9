"""What PDF/UA-1 and PDF/A-3 ask of the file, checked piece by piece; each check is proved by a fault that it finds."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Pdf

from tests.reports.pdf.checks import CHECKS
from tests.reports.pdf.faults import FAULTS, FAULTS_IN_BYTES


def failed(content: bytes, names: Iterable[str] = CHECKS) -> list[str]:
    """Which of the named checks a file fails; a check that cannot be made has failed."""
    found = []
    with pikepdf.open(BytesIO(content)) as pdf:
        for name in names:
            try:
                passed = CHECKS[name](pdf, content)
            except (AttributeError, KeyError, IndexError, TypeError):
                passed = False
            if not passed:
                found.append(name)
    return found


def saved(pdf: Pdf, **settings: Any) -> bytes:
    out = BytesIO()
    pdf.save(out, fix_metadata_version=False, **settings)  # else it would mend a planted fault
    return out.getvalue()


@pytest.fixture(scope="module")
def content(reports: dict[str, Any]) -> bytes:
    return bytes(reports["B0_evasive_vendor_meeting_day"].file.path.read_bytes())


@pytest.mark.slow
def test_every_report_passes_every_check(report: Any) -> None:
    assert failed(report.file.path.read_bytes()) == []


def test_a_file_saved_again_without_a_fault_passes(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        assert failed(saved(pdf)) == []


def test_there_is_a_fault_for_every_check() -> None:
    assert FAULTS.keys() | FAULTS_IN_BYTES.keys() | {"not encrypted"} == CHECKS.keys()


@pytest.mark.parametrize(("name", "place"), [(name, place) for name in FAULTS for place in range(len(FAULTS[name]))])
def test_each_check_finds_its_fault(content: bytes, name: str, place: int) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        FAULTS[name][place](pdf)
        assert failed(saved(pdf), [name]) == [name]


@pytest.mark.parametrize("name", FAULTS_IN_BYTES)
def test_each_check_of_the_bytes_finds_its_fault(content: bytes, name: str) -> None:
    for plant in FAULTS_IN_BYTES[name]:
        planted = plant(content)
        assert planted != content
        assert failed(planted, [name]) == [name]


def test_encryption_is_found(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="x", user=""))
    assert failed(locked, ["not encrypted"]) == ["not encrypted"]
