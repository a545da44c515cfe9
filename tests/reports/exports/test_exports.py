"""Exports: everything that was said is in each of them, nothing of it becomes a formula, link or field."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from PIL import Image

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.errors import WorkspaceError
from questionnaires.errors import UnusableInputError
from questionnaires.library import EXAMPLES, Library
from reports.branding import Branding, Signatory, read_logo
from reports.exports.export import write_export
from reports.exports.workbook import LONGEST_CELL
from reports.record import audit_json
from reports.text import clean
from tests.reports.contact_sheet import stressed

STRESS = "stress"
NAMES = (*(path.stem for path in sorted(EXAMPLES.glob("*.yaml"))), STRESS)
QUESTION = re.compile(r"[A-Z]{2}-[A-Z]?[0-9]{1,2}(\.[0-9]{2})?")
KINDS = ("json", "xlsx", "docx")
HOSTILE = (
    '=HYPERLINK("http://127.0.0.1/x","click")',
    "=cmd|'/c calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1-1",
    "https://example.com/steal",
    "mailto:a@example.com",
    "<w:fldSimple w:instr='DDEAUTO'/>&lt;&amp;]]>",
    "{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe }",
    "\x00\x07\u202eexe.gpj \ufffe",
    "_x0041_ 007 1e5 TRUE",
)
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def audits(worked: dict[str, Evaluation], library: Library) -> dict[str, Evaluation]:
    """The worked audits, and one with three times the words in many scripts and the longest names."""
    stress = stressed(worked["B_evasive_vendor"].document)
    return {**worked, STRESS: evaluate(stress, library, seed=7, draws=400)}


def written(evaluation: Evaluation, library: Library, path: Path, **settings: Any) -> bytes:
    write_export(evaluation, library, path, **settings)
    return path.read_bytes()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def texts(kind: str, content: bytes) -> str:
    """Everything a reader of the export can see."""
    if kind == "json":
        return "\n".join(strings(json.loads(content)))
    if kind == "xlsx":
        return "\n".join(cells(content))
    document = docx.Document(io.BytesIO(content))
    said = [paragraph.text for paragraph in document.paragraphs]
    return "\n".join([*said, *(cell.text for table in document.tables for row in table.rows for cell in row.cells)])


def strings(data: Any) -> list[str]:
    if isinstance(data, dict):
        return [text for pair in data.items() for part in pair for text in strings(part)]
    if isinstance(data, list):
        return [text for part in data for text in strings(part)]
    return [str(data)]


def cells(content: bytes) -> list[str]:
    found = parts(content)
    shared = ElementTree.fromstring(found["xl/sharedStrings.xml"])
    plain = ["".join(part.text or "" for part in item.iter(f"{SPREADSHEET}t")) for item in shared]
    return [re.sub("_x005F_", "_", text) for text in plain]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_every_answer_comment_grade_and_evidence_id_is_in_each_export(
    audits: dict[str, Evaluation], library: Library, tmp_path: Path, name: str, kind: str
) -> None:
    document = audits[name].document
    said = texts(kind, written(audits[name], library, tmp_path / f"audit.{kind}"))
    text = squeezed(said) if kind != "json" else squeezed(clean(said, len(said) * 2))
    for question_id, answer in document.answers.items():
        for part in (question_id, answer.text, answer.reason, answer.by or "", *answer.evidence):
            assert squeezed(clean(part)) in text, question_id
    for evidence_id, item in document.evidence.items():
        for part in (evidence_id, item.title, item.sha256 or ""):
            assert squeezed(clean(part)) in text
    for contradiction in document.contradictions:
        for part in (contradiction.claim_a, contradiction.claim_b, contradiction.resolution):
            assert squeezed(clean(part)) in text
    assert squeezed(clean(document.signoff.vendor_comment or "")) in text
    for finding in audits[name].assessment.findings:
        assert squeezed(clean(finding.plain)) in text


def grades_in(kind: str, content: bytes) -> dict[str, int]:
    """The grade of each answer, read from the row, paragraph or entry of its question."""
    if kind == "json":
        return {question: answer["grade"] for question, answer in json.loads(content)["audit"]["answers"].items()}
    if kind == "docx":
        lines = [part.text for part in docx.Document(io.BytesIO(content)).paragraphs]
        heads = [(place, line) for place, line in enumerate(lines) if QUESTION.fullmatch(line)]
        ends = [place for place, _ in heads[1:]] + [len(lines)]
        backing = [
            [found for line in lines[place:end] if (found := re.search(r"; grade ([0-4]), ", line))][-1]
            for (place, _), end in zip(heads, ends, strict=True)
        ]
        return {line: int(found[1]) for (_, line), found in zip(heads, backing, strict=True)}
    shared = cells(content)
    rows = ElementTree.fromstring(parts(content)["xl/worksheets/sheet2.xml"]).iter(f"{SPREADSHEET}row")
    grades = {}
    for row in list(rows)[1:]:
        by_column = {re.sub(r"\d", "", cell.get("r", "")): cell for cell in row}
        question = shared[int(by_column["A"].find(f"{SPREADSHEET}v").text)]  # type: ignore[union-attr, arg-type]
        assert by_column["F"].get("t") is None, "a grade is a number"
        grades[question] = int(by_column["F"].find(f"{SPREADSHEET}v").text)  # type: ignore[union-attr, arg-type]
    return grades


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_every_grade_stands_with_its_answer(
    audits: dict[str, Evaluation], library: Library, tmp_path: Path, name: str, kind: str
) -> None:
    found = grades_in(kind, written(audits[name], library, tmp_path / f"audit.{kind}"))
    assert found == {question: answer.grade for question, answer in audits[name].document.answers.items()}


@pytest.fixture
def branding(tmp_path: Path) -> Branding:
    Image.new("RGB", (400, 120), "#204060").save(tmp_path / "logo.png")
    return Branding(
        name="Okafor & Partners <b>",
        logo=read_logo(tmp_path / "logo.png"),
        colour="#5B2A86",
        confidentiality="Confidential & for the board only",
        signatories=(Signatory(name="R. Okafor", role="partner"),),
    )


def test_name_logo_colour_line_and_signatures_are_on_the_word_document(
    worked: dict[str, Evaluation], library: Library, tmp_path: Path, branding: Branding
) -> None:
    document = docx.Document(
        io.BytesIO(written(worked["A_strong_vendor"], library, tmp_path / "a.docx", branding=branding))
    )
    assert branding.name in [part.text for part in document.paragraphs[:3]]
    assert len(document.inline_shapes) == 1
    assert {str(document.styles[name].font.color.rgb) for name in ("Title", "Heading 1", "Heading 2")} == {"5B2A86"}
    assert document.sections[0].footer.paragraphs[0].text.startswith(branding.confidentiality)
    assert ["To be signed by", "R. Okafor, partner", "", "\n\n"] in [
        [cell.text for cell in row.cells] for row in document.tables[-1].rows
    ]


def test_name_logo_colour_line_and_signatures_are_on_the_workbook(
    worked: dict[str, Evaluation], library: Library, tmp_path: Path, branding: Branding
) -> None:
    content = written(worked["A_strong_vendor"], library, tmp_path / "a.xlsx", branding=branding)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for page in book.worksheets:
        assert page.oddHeader.right.text == "Okafor && Partners <b>"
        assert page.oddFooter.left.text == "Confidential && for the board only"
        assert page["A1"].border.bottom.color.rgb == "FF5B2A86"
    assert len(book["Summary"]._images) == 1
    assert ["To be signed by", "R. Okafor, partner"] in [
        [cell.value for cell in row[:2]] for row in book["Sign-off"].iter_rows()
    ]
    assert dangers(content) == []


def test_without_branding_nothing_of_it_is_there_and_a_word_document_is_a_draft_until_it_is_signed(
    worked: dict[str, Evaluation], library: Library, tmp_path: Path
) -> None:
    signed = worked["A_strong_vendor"]
    name = signed.document.signoff.model_copy(update={"prepared_by": None})
    unsigned = replace(signed, document=signed.document.model_copy(update={"signoff": name}))
    feet = []
    for evaluation in (signed, unsigned):
        document = docx.Document(io.BytesIO(written(evaluation, library, tmp_path / "a.docx")))
        assert len(document.inline_shapes) == 0
        feet.append(document.sections[0].footer.paragraphs[0].text)
    assert [("DRAFT" in foot) for foot in feet] == [False, True]


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_the_same_branding_gives_the_same_bytes(
    worked: dict[str, Evaluation], library: Library, tmp_path: Path, branding: Branding, kind: str
) -> None:
    path = tmp_path / f"a.{kind}"
    assert len({written(worked["A_strong_vendor"], library, path, branding=branding) for _ in range(2)}) == 1


@pytest.fixture(scope="module")
def hostile(worked: dict[str, Evaluation]) -> Evaluation:
    """An audit whose answers, names and evidence are attempts on whoever opens an export."""
    evaluation = worked["A_strong_vendor"]
    document = evaluation.document
    answers = {
        name: answer.model_copy(update={"text": HOSTILE[place % len(HOSTILE)], "by": HOSTILE[0]})
        for place, (name, answer) in enumerate(document.answers.items())
    }
    evidence = {name: item.model_copy(update={"title": HOSTILE[1]}) for name, item in document.evidence.items()}
    update = {"answers": answers, "evidence": evidence, "vendor": HOSTILE[0], "product": HOSTILE[8], "client": "=1+1"}
    return Evaluation(document.model_copy(update=update), evaluation.risk, evaluation.assessment)


def dangers(content: bytes) -> list[str]:
    """Formulas, links, fields and programs in an Office file."""
    found = parts(content)
    marks = (b"<f>", b"<f ", b"<hyperlink", b"<w:hyperlink", b"<w:fld", b"<w:instrText", b"ddeLink", b"externalLink")
    inside = [f"{name}: {mark!r}" for name, data in found.items() for mark in marks if mark in data]
    names = [name for name in found if re.search(r"vba|macro|external|embed|activeX|oleObject", name, re.IGNORECASE)]
    outside = [name for name, data in found.items() if name.endswith(".rels") and b'TargetMode="External"' in data]
    return [*inside, *names, *outside]


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_no_formula_link_field_or_macro_is_made_from_data(
    hostile: Evaluation, library: Library, tmp_path: Path, kind: str
) -> None:
    content = written(hostile, library, tmp_path / f"audit.{kind}")
    assert dangers(content) == []
    text = squeezed(texts(kind, content))
    for attempt in HOSTILE:
        assert squeezed(clean(attempt)) in text


def test_the_search_for_dangers_sees_a_formula_and_a_link(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "usual.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write(0, 0, "=1+1")
        page.write(1, 0, "https://example.com")
    assert len(dangers(path.read_bytes())) >= 3


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_audit_gives_the_same_bytes(
    worked: dict[str, Evaluation], library: Library, tmp_path: Path, kind: str
) -> None:
    one, two = (written(worked["B_evasive_vendor"], library, tmp_path / f"{n}.{kind}") for n in "ab")
    assert one == two


def test_the_data_export_holds_the_audit_unchanged(
    worked: dict[str, Evaluation], library: Library, tmp_path: Path
) -> None:
    evaluation = worked["C_in_house_finetune"]
    data = json.loads(written(evaluation, library, tmp_path / "audit.json"))
    assert data["audit"] == json.loads(audit_json(evaluation.document))
    assert data["result"]["assessment"]["verdict"] == evaluation.assessment.verdict


@pytest.mark.parametrize("kind", KINDS)
def test_the_vendors_edition_does_not_name_the_client(
    worked: dict[str, Evaluation], library: Library, tmp_path: Path, kind: str
) -> None:
    evaluation = worked["D_large_model_moderate_use"]
    document = evaluation.document.model_copy(update={"client": "Zebra Holdings"})
    named = Evaluation(document, evaluation.risk, evaluation.assessment)
    for edition, is_named in (("client", True), ("vendor", False)):
        content = written(named, library, tmp_path / f"{edition}.{kind}", edition=edition)
        assert ("Zebra Holdings" in texts(kind, content)) is is_named
        everything = content if kind == "json" else b"".join(parts(content).values())
        assert (b"Zebra Holdings" in everything) is is_named


def test_a_cell_longer_than_a_workbook_holds_says_where_the_rest_is(
    worked: dict[str, Evaluation], library: Library, tmp_path: Path
) -> None:
    document = worked["D_large_model_moderate_use"].document
    question, answer = next(iter(document.answers.items()))
    long = document.with_answer(question, answer.model_copy(update={"text": "\U0001f600" * 19_000}))
    evaluation = Evaluation(
        long, worked["D_large_model_moderate_use"].risk, worked["D_large_model_moderate_use"].assessment
    )
    longest = max(cells(written(evaluation, library, tmp_path / "audit.xlsx")), key=len)
    assert longest.endswith("[the rest is in the JSON export]")
    assert LONGEST_CELL < len(longest.encode("utf-16-le")) / 2 < 32_767


def test_another_ending_is_refused_in_one_sentence(
    worked: dict[str, Evaluation], library: Library, tmp_path: Path
) -> None:
    with pytest.raises(UnusableInputError, match=r"^audit\.odt: exports end in \.json, \.xlsx or \.docx;"):
        write_export(worked["A_strong_vendor"], library, tmp_path / "audit.odt")
    with pytest.raises(WorkspaceError):
        write_export(worked["A_strong_vendor"], library, tmp_path / "none" / "audit.json")
    assert list(tmp_path.iterdir()) == []
