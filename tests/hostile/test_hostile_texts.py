"""Hostile texts through every output: nothing crashes, opens, links or computes, and every text comes out as text."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pikepdf
import pytest
from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.document import AuditDocument, EvidenceItem
from desktop_app.widgets.plain_label import PlainLabel, plain_tip
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES, Library, load_library
from questionnaires.safe_yaml import read_yaml
from reports.exports.export import write_export
from reports.record import AUDIT_FILE
from reports.report import write_report
from reports.text import clean

Corpus = Callable[[int], list[str]]
COUNTS = [
    pytest.param(1_000, marks=pytest.mark.slow),
    pytest.param(10_000, marks=[pytest.mark.soak, pytest.mark.timeout(3_600)]),
]
OPENED: list[str] = []
"""Files that Python was asked to open while ``watched`` was on."""


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def plain(library: Library) -> Evaluation:
    """The worked audit whose every answer will be replaced; texts change no number, so one evaluation serves all."""
    (path,) = EXAMPLES.glob("B_*.yaml")
    return evaluate(AuditDocument.model_validate(read_yaml(path)), library, seed=1, draws=200)


def acceptable(text: str) -> bool:
    """Whether an audit can hold the text at all; one with half a character is refused at the door."""
    try:
        Answer(status="vague", text=text)
    except ValidationError:
        return False
    return True


def half_a_character(text: str) -> bool:
    return any(0xD800 <= ord(character) <= 0xDFFF for character in text)


def batches(texts: Sequence[str], size: int) -> Iterator[list[str]]:
    kept = [text for text in texts if acceptable(text)]
    yield from (kept[start : start + size] for start in range(0, len(kept), size))


def hostile_audit(plain: Evaluation, library: Library, texts: Sequence[str]) -> Evaluation:
    """The audit with these texts as the words of its answers and in every other place a person may write."""
    document = plain.document
    ids = [question.id for pack in library.packs_of(document.packs) for question in pack.questions]
    first = texts[0]
    name = clean(first)[:200].strip() or "x"
    answers = {
        question: Answer(status="vague", text=text, by=text[:200], reason=text, evidence=("E1",))
        for question, text in zip(ids, texts, strict=False)
    }
    changed = document.model_copy(
        update={
            "answers": answers,
            "vendor": name,
            "product": first[:200],
            "evidence": {"E1": EvidenceItem(title=first, kind="document")},
            "context": document.context.model_copy(update={"use": first, "worst_case": first}),
            "signoff": document.signoff.model_copy(update={"vendor_comment": first}),
        }
    )
    return Evaluation(changed, plain.risk, plain.assessment)


def _watch(event: str, details: tuple[Any, ...]) -> None:
    if event == "open" and OPENED and isinstance(details[0], str):
        OPENED.append(details[0])


sys.addaudithook(_watch)


@pytest.fixture
def watched() -> Iterator[None]:
    """Nothing that a text names may be opened."""
    OPENED[:] = ["on"]
    yield
    opened, OPENED[:] = OPENED[1:], []
    assert named_by_texts(opened) == []


def named_by_texts(opened: list[str]) -> list[str]:
    """Of the files that were opened, those that only a hostile text names."""
    return [name for name in opened if "passwd" in name or "hostname" in name or name.startswith(("\\\\", "http"))]


def test_the_watch_sees_a_file_that_a_text_names() -> None:
    OPENED[:] = ["on"]
    try:
        for name in ("/etc/passwd", "http://127.0.0.1:9/x.png"):
            with suppress(OSError):
                Path(name).open("rb").close()
        assert len(named_by_texts(OPENED[1:])) == 2
    finally:
        OPENED[:] = []


def test_nothing_is_noted_while_nobody_watches() -> None:
    with suppress(OSError):
        Path("/etc/passwd").open("rb").close()
    assert OPENED == []


@pytest.mark.parametrize("count", COUNTS)
def test_every_text_goes_through_the_report_and_the_exports(
    hostile: Corpus, plain: Evaluation, library: Library, tmp_path: Path, watched: None, count: int
) -> None:
    questions = sum(len(pack.questions) for pack in library.packs_of(plain.document.packs))
    seen = 0
    for texts in batches(hostile(count), questions):
        audit = hostile_audit(plain, library, texts)
        seen += len(texts)
        for kind in ("xlsx", "docx", "json"):
            write_export(audit, library, tmp_path / f"audit.{kind}")
        write_report(audit, library, tmp_path / "audit.pdf")
        check_pdf(tmp_path / "audit.pdf", audit)
        check_workbook(tmp_path / "audit.xlsx", audit)
        check_word(tmp_path / "audit.docx", audit)
        said = json.loads((tmp_path / "audit.json").read_text("utf-8"))
        assert all(answer.text in strings(said) for answer in audit.document.answers.values())
    assert seen == sum(not half_a_character(text) for text in hostile(count)), "only half characters are refused"


def check_pdf(path: Path, audit: Evaluation) -> None:
    """No image, script, launch or address in the pages that our own pages do not have; the words are in the data."""
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            assert not page.get_images()
            for note in page.get("/Annots", []):
                action = note.get("/A", {})
                assert action.get("/S", "/GoTo") == "/GoTo", "nothing a text says may become a link"
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
        assert "/OpenAction" not in pdf.Root or not isinstance(pdf.Root.OpenAction, pikepdf.Dictionary)
        data = json.loads(pdf.attachments[AUDIT_FILE].get_file().read_bytes())
    kept = {question: answer.get("text", "") for question, answer in data["answers"].items()}
    assert kept == {question: answer.text for question, answer in audit.document.answers.items()}


def check_workbook(path: Path, audit: Evaluation) -> None:
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type in "sn" and cell.hyperlink is None for cell in cells)
    said = squeezed("\n".join(str(cell.value) for cell in cells if cell.data_type == "s"))
    assert all(squeezed(clean(answer.text)) in said for answer in audit.document.answers.values())
    with zipfile.ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if "vba" in name or "external" in name.lower()]


def check_word(path: Path, audit: Evaluation) -> None:
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
        assert "<w:fldSimple" not in body
        assert "<w:hyperlink" not in body
        assert b'TargetMode="External"' not in parts.read("word/_rels/document.xml.rels")
    document = docx.Document(io.BytesIO(content))
    said = [paragraph.text for paragraph in document.paragraphs]
    said += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    whole = squeezed("\n".join(said))
    assert all(squeezed(clean(answer.text)) in whole for answer in audit.document.answers.values())


def squeezed(text: str) -> str:
    return "".join(text.split())


def strings(data: Any) -> set[str]:
    if isinstance(data, dict):
        return {text for part in data.values() for text in strings(part)}
    if isinstance(data, list):
        return {text for part in data for text in strings(part)}
    return {data} if isinstance(data, str) else set()


@pytest.mark.parametrize("count", COUNTS)
def test_the_window_shows_every_text_as_it_is(hostile: Corpus, qtbot: QtBot, watched: None, count: int) -> None:
    label = PlainLabel()
    qtbot.addWidget(label)
    for text in filter(acceptable, hostile(count)):
        label.setText(text)
        assert label.textFormat() == Qt.TextFormat.PlainText
        tip = QTextDocument()
        tip.setHtml(plain_tip(text))
        assert squeezed(tip.toPlainText()) == squeezed(text)
        assert "<img" not in tip.toHtml()
        assert "<a " not in tip.toHtml()


@pytest.mark.parametrize("guard", [check_workbook, check_word])
def test_the_checks_see_a_text_that_is_missing(
    plain: Evaluation, library: Library, tmp_path: Path, guard: Callable[[Path, Evaluation], None]
) -> None:
    kind = "xlsx" if guard is check_workbook else "docx"
    audit = hostile_audit(plain, library, ["first words", "second words"])
    other = hostile_audit(plain, library, ["first words", "other words"])
    write_export(other, library, tmp_path / f"audit.{kind}")
    with pytest.raises(AssertionError):
        guard(tmp_path / f"audit.{kind}", audit)
