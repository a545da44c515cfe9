from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.assessment.evaluate import Evaluation
from core.comparison.compare import compare
from core.comparison.over_time import over_time
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library
from reports.exports.comparison_workbook import comparison_workbook, write_comparison


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book.worksheets}


def test_every_concept_of_every_audit_is_in_the_workbook_word_for_word(
    worked: dict[str, Evaluation], library: Library
) -> None:
    both = [worked["A_strong_vendor"], worked["B_evasive_vendor"]]
    comparison = compare(both, library)
    found = sheets(comparison_workbook(comparison, library))
    assert list(found) == ["Side by side", "By concept", "How to read it"]
    assert len(found["By concept"]) == 1 + len(comparison.rows)
    printed = "\n".join(str(value) for row in found["By concept"] for value in row)
    for evaluation in both:
        for row in comparison.rows:
            cell = row.cells[both.index(evaluation)]
            if cell is not None and cell.answer is not None:
                assert cell.answer.text in printed


def test_over_time_there_is_a_sheet_of_what_changed(worked: dict[str, Evaluation], library: Library) -> None:
    story = over_time([worked["B0_evasive_vendor_meeting_day"], worked["B_evasive_vendor"]], library)
    found = sheets(comparison_workbook(story, library))
    assert len(found["What changed"]) == 1 + len(story.latest.steps)


def test_a_vendors_formula_stays_text(worked: dict[str, Evaluation], library: Library) -> None:
    first = worked["A_strong_vendor"]
    hostile = first.document.model_copy(update={"audit_id": "X", "vendor": "=1+1"})
    comparison = compare([first, Evaluation(hostile, first.risk, first.assessment)], library)
    book = openpyxl.load_workbook(BytesIO(comparison_workbook(comparison, library)))
    assert all(cell.data_type != "f" for page in book.worksheets for row in page.iter_rows() for cell in row)


def test_the_same_comparison_gives_the_same_bytes(worked: dict[str, Evaluation], library: Library) -> None:
    comparison = compare([worked["A_strong_vendor"], worked["B_evasive_vendor"]], library)
    assert comparison_workbook(comparison, library) == comparison_workbook(comparison, library)


def test_another_ending_is_refused(worked: dict[str, Evaluation], library: Library, tmp_path: Path) -> None:
    comparison = compare([worked["A_strong_vendor"], worked["B_evasive_vendor"]], library)
    with pytest.raises(UnusableInputError, match=r"\.xlsx"):
        write_comparison(comparison, library, tmp_path / "both.csv")
