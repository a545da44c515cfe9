"""Programs of others that read PDF find nothing to complain about; those this machine lacks are named as skipped."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

COMMANDS = {
    "qpdf": ["qpdf", "--check"],
    "mutool": ["mutool", "draw", "-q", "-o", "/dev/null"],
    "pdfinfo": ["pdfinfo"],
    "pdftotext": ["pdftotext"],
}
TROUBLE = ("error", "warning", "invalid", "bad ", "damaged", "syntax")
NO_TROUBLE = (
    "No syntax or stream encoding errors found",
    "errors that qpdf cannot detect",
    "ICC support is not available",
)


def complaints(program: str, path: Path) -> list[str]:
    """What the program says against the file."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not on this machine")
    command = [*COMMANDS[program], str(path), *(["/dev/null"] if program == "pdftotext" else [])]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    said = run.stderr + (run.stdout if program == "qpdf" else "")
    found = [line for line in said.splitlines() if any(word in line.lower() for word in TROUBLE)]
    kept = [line for line in found if not any(said in line for said in NO_TROUBLE)]
    return kept if run.returncode == 0 else [*kept, f"{program} ended with {run.returncode}"]


def test_the_library_of_qpdf_finds_no_problem(report: Any) -> None:
    with pikepdf.open(report.file.path) as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.slow
@pytest.mark.parametrize("program", COMMANDS)
def test_no_program_complains(reports: dict[str, Any], program: str) -> None:
    for name in ("A_strong_vendor", "B0_evasive_vendor_meeting_day"):
        assert complaints(program, reports[name].file.path) == []


@pytest.mark.slow
@pytest.mark.parametrize("program", COMMANDS)
def test_each_program_complains_about_half_a_file(reports: dict[str, Any], program: str, tmp_path: Path) -> None:
    whole = reports["B0_evasive_vendor_meeting_day"].file.path.read_bytes()
    (tmp_path / "half.pdf").write_bytes(whole[: len(whole) // 2])
    assert complaints(program, tmp_path / "half.pdf") != []


def test_the_library_of_qpdf_sees_a_damaged_stream(reports: dict[str, Any]) -> None:
    whole = reports["B0_evasive_vendor_meeting_day"].file.path.read_bytes()
    begin = whole.index(b"stream\n", len(whole) // 2) + 40
    damaged = whole[:begin] + b"\0" * 40 + whole[begin + 40 :]
    with pikepdf.open(BytesIO(damaged)) as pdf:
        assert pdf.check_pdf_syntax() != []


def printed(program: str, *arguments: str) -> str:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not on this machine")
    run = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=120, check=True)
    return run.stdout


@pytest.mark.slow
def test_poppler_finds_every_font_embedded_as_a_subset_that_maps_to_unicode(reports: dict[str, Any]) -> None:
    path = reports["B0_evasive_vendor_meeting_day"].file.path
    rows = [line.split() for line in printed("pdffonts", str(path)).splitlines()[2:]]
    assert rows
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


@pytest.mark.slow
def test_poppler_reads_the_structure_aloud_with_all_its_words_apart(reports: dict[str, Any]) -> None:
    report = reports["B0_evasive_vendor_meeting_day"]
    spoken = " ".join(printed("pdfinfo", "-struct-text", str(report.file.path)).split())
    for words in ("The verdict on one page", "Ask for these five first", report.evaluation.document.vendor):
        assert words in spoken
    for role in ("H1 ", "H2 ", "Table ", "TR ", "TH: ", "L ", "LBody", "Figure", "TOC ", "Link"):
        assert role in spoken
