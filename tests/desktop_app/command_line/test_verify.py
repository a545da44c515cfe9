"""The command that verifies a report: its keys, its exit codes and what it says to a person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.assessment.evaluate import evaluate
from core.audit.qaudit import read_audit
from desktop_app.command_line import main
from questionnaires.library import EXAMPLES, load_library
from reports.report import write_report


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of one page."""
    library = load_library()
    path = tmp_path_factory.mktemp("report") / "report.pdf"
    evaluation = evaluate(read_audit(next(EXAMPLES.glob("D_*"))), library, draws=400)
    write_report(evaluation, library, path, edition="one-page")
    return path


def test_a_report_as_it_was_made_passes(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(report), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"intact", "recomputed", "differences", "explanation"}
    assert found["intact"] is True
    assert found["recomputed"] is True
    assert found["differences"] == []


def test_a_changed_report_fails_and_says_what_differs(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(report.read_bytes() + b"1 0 obj\n<< >>\nendobj\n")
    assert main(["verify", str(changed), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["intact"] is False
    assert found["recomputed"] is True
    assert "bytes were added" in found["differences"][0]


def test_a_person_reads_the_answer_in_words(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(report)]) == 0
    assert capsys.readouterr().out.startswith("Pages    as they were made\nNumbers  follow from the data inside\n")
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(report.read_bytes().replace(b"/Lang (en-GB)", b"/Lang (fr-FR)"))
    assert main(["verify", str(changed)]) == 1
    out = capsys.readouterr().out
    assert "Pages    CHANGED" in out
    assert "Do not rely on this file" in out


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"hello", "it is not a PDF"), (b"%PDF-1.7\nnothing", "it holds no audit"), (None, "it cannot be read")],
)
def test_a_file_that_is_no_report_ends_in_one_sentence(
    content: bytes | None, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.pdf"
    if content is not None:
        path.write_bytes(content)
    assert main(["verify", str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("other.pdf: ")
    assert words in captured.err
    assert captured.err.count("\n") == 1
