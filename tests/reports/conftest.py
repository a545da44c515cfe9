"""The five worked audits, evaluated for real with few draws, and their reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.document import AuditDocument
from questionnaires.library import EXAMPLES, Library, load_library
from questionnaires.safe_yaml import read_yaml
from reports.report import ReportFile, write_report

DRAWS = 400
NAMES = tuple(path.stem for path in sorted(EXAMPLES.glob("*.yaml")))


@dataclass(frozen=True)
class Written:
    """A report that was written, with what it was written from and the text of each page."""

    evaluation: Evaluation
    file: ReportFile
    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    def open(self) -> pikepdf.Pdf:
        return pikepdf.open(self.file.path)


def read_pages(path: Path) -> tuple[str, ...]:
    with pypdfium2.PdfDocument(path) as pdf:
        pages = []
        for page in pdf:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
        return tuple(pages)


def write_and_read(evaluation: Evaluation, path: Path, **settings: Any) -> Written:
    file = write_report(evaluation, load_library(), path, **settings)
    return Written(evaluation, file, read_pages(path))


@pytest.fixture(scope="session")
def write() -> Callable[..., Written]:
    """Writes a report and reads its pages back."""
    return write_and_read


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def worked(library: Library) -> dict[str, Evaluation]:
    """The worked audits by file name, evaluated."""
    audits = {name: AuditDocument.model_validate(read_yaml(EXAMPLES / f"{name}.yaml")) for name in NAMES}
    return {name: evaluate(audit, library, seed=7, draws=DRAWS) for name, audit in audits.items()}


@pytest.fixture(scope="session")
def reports(worked: dict[str, Evaluation], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Written]:
    """The reports of the worked audits."""
    folder = tmp_path_factory.mktemp("reports")
    return {name: write_and_read(evaluation, folder / f"{name}.pdf") for name, evaluation in worked.items()}


@pytest.fixture(params=NAMES)
def report(request: pytest.FixtureRequest, reports: dict[str, Written]) -> Written:
    """Each worked report in turn."""
    return reports[request.param]
