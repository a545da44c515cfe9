"""The PDF as a machine sees it: tags, fonts, metadata, attachments, bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
import pytest

from core.assessment.evaluate import Evaluation
from reports.record import audit_json, result_json

PAINTING = {*["Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh"], "INLINE IMAGE"}


def unmarked_painting(page: pikepdf.Page) -> int:
    """Drawing operations of a page outside every marked run."""
    depth, found = 0, 0
    for _, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
        found += name in PAINTING and depth == 0
    return found


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    for child in node.get("/K", []):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def parents(pdf: pikepdf.Pdf) -> dict[int, pikepdf.Object]:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    return {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}


def test_every_drawing_is_tagged_or_an_artifact(report: Any) -> None:
    with report.open() as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert [unmarked_painting(page) for page in pdf.pages] == [0] * report.file.pages


def test_an_untagged_line_would_be_seen(report: Any) -> None:
    with report.open() as pdf:
        page = pdf.pages[0]
        page.contents_add(b"0 0 m 9 9 l S")
        assert unmarked_painting(page) == 1


def test_marked_runs_and_parent_tree_agree(report: Any) -> None:
    with report.open() as pdf:
        tree = parents(pdf)
        for page in pdf.pages:
            numbers = [
                int(operands[1]["/MCID"])
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
            ]
            assert sorted(numbers) == list(range(len(tree[int(page.StructParents)])))
            assert page.Tabs == "/S"


def test_figures_speak_and_tables_are_regular(report: Any) -> None:
    with report.open() as pdf:
        every = list(elements(pdf.Root.StructTreeRoot))
        figures = [element for element in every if element.S == "/Figure"]
        assert figures
        assert all(str(figure.Alt).strip() for figure in figures)
        for table in (element for element in every if element.S == "/Table"):
            assert {str(row.S) for row in table.K} == {"/TR"}
            assert len({len(row.K) for row in table.K}) == 1
        headers = [element for element in every if element.S == "/TH"]
        assert headers
        assert all(header.A.Scope in ("/Column", "/Row") for header in headers)


def test_headings_start_at_the_top_and_skip_no_level(report: Any) -> None:
    with report.open() as pdf:
        levels = [int(str(e.S)[2]) for e in elements(pdf.Root.StructTreeRoot) if re.fullmatch("/H[1-6]", str(e.S))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_are_inside_link_elements_and_lead_nowhere_outside(report: Any) -> None:
    with report.open() as pdf:
        tree = parents(pdf)
        links = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
        assert links
        for link in links:
            assert "/A" not in link
            assert str(link.Contents)
            assert int(link.F) & 4
            element = tree[int(link.StructParent)]
            assert element.S == "/Link"
            assert any("/Obj" in child and child.Obj == link for child in element.K)
            assert any("/MCID" in child for child in element.K)


def test_fonts_are_embedded_and_map_back_to_unicode(report: Any) -> None:
    with report.open() as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor and "/ToUnicode" in font for font in fonts)


def test_the_file_names_its_standards_language_and_colours(report: Any) -> None:
    with report.open() as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfaid:part>3</pdfaid:part>" in packet
        assert "<pdfuaid:part>1</pdfuaid:part>" in packet
        assert escape(report.evaluation.document.vendor) in packet
        for key in ("/Title", "/Author", "/Subject", "/Creator", "/Producer", "/Keywords"):
            assert escape(str(pdf.docinfo[key])) in packet
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        day = report.evaluation.document.closed or report.evaluation.document.opened
        assert str(pdf.docinfo.CreationDate)[2:10] == f"{day:%Y%m%d}"
        assert f"<xmp:CreateDate>{day:%Y-%m-%d}T" in packet
        assert not pdf.is_encrypted
        assert "/OpenAction" not in pdf.Root
    assert re.search(rb"[^\r\n]endstream", report.file.path.read_bytes()) is None


def test_bookmarks_lead_to_the_sections(report: Any) -> None:
    with report.open() as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[:4] == ["The verdict on one page", "Contents", "Findings", "Simulated risk"]
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
