"""Real packs sent out, filled in as a vendor would, and read back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from questionnaires.answer import Answer
from questionnaires.exchange.difference import VendorDifference, difference
from questionnaires.exchange.for_vendor import VendorQuestions, questions_for_vendor
from questionnaires.exchange.reading import read_reply
from questionnaires.exchange.workbook import HEAD, LISTS, workbook
from questionnaires.library import Library, load_library
from questionnaires.pack import Pack

AUDIT = "AUD-20261120-1f0c3a"
SENT, DUE = dt.date(2026, 11, 21), dt.date(2026, 12, 4)
RECEIVED = dt.date(2026, 12, 1)


def sent(packs: tuple[Pack, ...]) -> VendorQuestions:
    return questions_for_vendor(
        packs, {}, "A", audit_id=AUDIT, vendor="Harrowgate", product="Draft & Assist <3>", sent=SENT, due=DUE
    )


class Filled:
    """A workbook with a vendor in front of it."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(BytesIO(content))
        self.places = {
            row[6].value: (sheet, row[0].row)
            for sheet in self.book.worksheets
            if sheet.title not in (HEAD, LISTS) and sheet.max_column >= 7
            for row in sheet.iter_rows()
            if row[6].value
        }

    def put(self, question: str, field: str, value: Any, column: str = "C") -> None:
        sheet, row = self.places[f"{question}|{field}"]
        cell = sheet[f"{column}{row}"]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    def save(self, path: Path) -> Path:
        self.book.save(path)
        return path


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def packs(library: Library) -> tuple[Pack, ...]:
    """Every kind of answer, a question that may be set aside, and not more than the tests have time for."""
    return library.packs_of(["training_data", "regulatory_disclosure"])


@pytest.fixture(scope="session")
def questions(packs: tuple[Pack, ...]) -> VendorQuestions:
    return sent(packs)


@pytest.fixture(scope="session")
def blank_workbook(questions: VendorQuestions) -> bytes:
    return workbook(questions)


@pytest.fixture
def filled(blank_workbook: bytes) -> Filled:
    return Filled(blank_workbook)


@pytest.fixture
def take_in(packs: tuple[Pack, ...], library: Library) -> Callable[..., VendorDifference]:
    """Reads a file and compares it with what is known."""

    def compare(
        path: Path, answers: Mapping[str, Answer] | None = None, received: dt.date = RECEIVED
    ) -> VendorDifference:
        file = read_reply(path)
        return difference(
            file.reply,
            packs,
            answers or {},
            library.vocabulary,
            lane="A",
            audit_id=AUDIT,
            received=received,
            source=path.name,
            sha256=file.sha256,
        )

    return compare
