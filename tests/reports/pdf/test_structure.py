"""What PDF/UA-1 and PDF/A-3 ask of the file, checked piece by piece; each check is proved by a fault that it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

PAINTING = {*["Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh"], "INLINE IMAGE"}
ACTIONS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/URI")
Check = Callable[[Pdf, bytes], bool]


def elements(pdf: Pdf, role: str = "") -> list[Dictionary]:
    """Elements of the structure in reading order; all, or those of one role."""

    def inside(node: pikepdf.Object) -> Iterator[Dictionary]:
        for child in node.get("/K", []):
            if isinstance(child, Dictionary) and "/S" in child:
                yield child
                yield from inside(child)

    return [element for element in inside(pdf.Root.StructTreeRoot) if not role or f"/{role}" == element.S]


def kids(element: Dictionary) -> list[Dictionary]:
    return [child for child in element.get("/K", []) if isinstance(child, Dictionary) and "/S" in child]


def parents(pdf: Pdf) -> dict[int, Any]:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    return {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}


def dictionaries(pdf: Pdf) -> Iterator[Dictionary]:
    return (o for o in pdf.objects if isinstance(o, Dictionary))


def fonts(pdf: Pdf) -> list[Dictionary]:
    return [o for o in dictionaries(pdf) if o.get("/Type") == "/Font"]


def links(pdf: Pdf) -> list[Dictionary]:
    return [note for page in pdf.pages for note in page.obj.get("/Annots", [])]


def packet(pdf: Pdf) -> str:
    return pdf.Root.Metadata.read_bytes().decode() if "/Metadata" in pdf.Root else ""


def unmarked(page: pikepdf.Page) -> int:
    """Drawing operations outside every marked run."""
    depth, found = 0, 0
    for _, operator in pikepdf.parse_content_stream(page):
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
        found += str(operator) in PAINTING and depth == 0
    return found


def runs(page: pikepdf.Page) -> tuple[list[int], bool]:
    """Numbers of the marked runs of a page, and whether none lies inside another."""
    numbers: list[int] = []
    open_runs: list[bool] = []
    flat = True
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else None
            numbered = isinstance(properties, Dictionary) and "/MCID" in properties
            flat &= not (numbered and any(open_runs))
            if numbered:
                numbers.append(int(properties["/MCID"]))
            open_runs.append(numbered)
        elif str(operator) == "EMC":
            open_runs.pop()
    return numbers, flat and not open_runs


def runs_and_parents_agree(pdf: Pdf, _: bytes) -> bool:
    tree = parents(pdf)
    for page in pdf.pages:
        numbers, flat = runs(page)
        if not flat or sorted(numbers) != list(range(len(tree.get(int(page.obj.get("/StructParents", -1)), ())))):
            return False
    return True


def tables_are_regular(pdf: Pdf, _: bytes) -> bool:
    for table in elements(pdf, "Table"):
        rows = kids(table)
        if {str(row.S) for row in rows} != {"/TR"} or len({len(row.K) for row in rows}) != 1:
            return False
        if {str(cell.S) for row in rows for cell in kids(row)} - {"/TH", "/TD"}:
            return False
    return True


def links_are_inside_link_elements(pdf: Pdf, _: bytes) -> bool:
    tree = parents(pdf)
    for link in links(pdf):
        element = tree.get(int(link.get("/StructParent", -1)))
        if not isinstance(element, Dictionary) or element.S != "/Link":
            return False
        if not any("/Obj" in child and child.Obj == link for child in element.K):
            return False
    return True


def headings_skip_no_level(pdf: Pdf, _: bytes) -> bool:
    levels = [int(str(e.S)[2]) for e in elements(pdf) if re.fullmatch("/H[1-6]", str(e.S))]
    return levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))


def attachments_are_described(pdf: Pdf, _: bytes) -> bool:
    names = pdf.Root.Names.EmbeddedFiles.Names
    files = [names[place + 1] for place in range(0, len(names), 2)]
    return len(files) == len(pdf.Root.get("/AF", [])) and all(
        {"/AFRelationship", "/UF", "/Desc"} <= set(file.keys()) and "/Subtype" in file.EF.F for file in files
    )


def dates_agree(pdf: Pdf, _: bytes) -> bool:
    found = re.search(r"<xmp:CreateDate>(\d{4})-(\d\d)-(\d\d)T", packet(pdf))
    return found is not None and str(pdf.docinfo.CreationDate)[2:10] == found.expand(r"\1\2\3")


def no_action(pdf: Pdf, _: bytes) -> bool:
    return not any(o.get("/S") in ACTIONS or {"/JS", "/OpenAction", "/AA"} & set(o.keys()) for o in dictionaries(pdf))


CHECKS: dict[str, Check] = {
    "marked as tagged": lambda pdf, _: pdf.Root.get("/MarkInfo", {}).get("/Marked") is True,
    "language": lambda pdf, _: bool(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(pdf.Root.get("/Lang", "")))),
    "title shown": lambda pdf, _: (
        pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is True and "<dc:title>" in packet(pdf)
    ),
    "names PDF/UA": lambda pdf, _: "<pdfuaid:part>1</pdfuaid:part>" in packet(pdf),
    "names PDF/A": lambda pdf, _: (
        {"<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>"}
        <= set(packet(pdf).splitlines())
    ),
    "dates agree": dates_agree,
    "structure tree": lambda pdf, _: "/StructTreeRoot" in pdf.Root,
    "all drawing is tagged or an artifact": lambda pdf, _: not any(unmarked(page) for page in pdf.pages),
    "marked runs and parent tree agree": runs_and_parents_agree,
    "tab order follows the structure": lambda pdf, _: all(page.obj.get("/Tabs") == "/S" for page in pdf.pages),
    "figures speak": lambda pdf, _: all(str(figure.get("/Alt", "")).strip() for figure in elements(pdf, "Figure")),
    "figures have a place": lambda pdf, _: all("/BBox" in figure.get("/A", {}) for figure in elements(pdf, "Figure")),
    "tables are regular": tables_are_regular,
    "header cells have a scope": lambda pdf, _: all(
        cell.get("/A", {}).get("/Scope") in ("/Column", "/Row") for cell in elements(pdf, "TH")
    ),
    "lists hold items": lambda pdf, _: all(
        {str(child.S) for child in kids(one)} == {"/LI"} for one in elements(pdf, "L")
    ),
    "headings skip no level": headings_skip_no_level,
    "links are inside link elements": links_are_inside_link_elements,
    "links say where they lead and are printed": lambda pdf, _: all(
        str(link.get("/Contents", "")) and int(link.get("/F", 0)) & 4 for link in links(pdf)
    ),
    "links lead nowhere outside": lambda pdf, _: not any("/A" in link for link in links(pdf)),
    "fonts are embedded": lambda pdf, _: all("/FontFile2" in font.FontDescriptor for font in fonts(pdf)),
    "fonts map back to Unicode": lambda pdf, _: all("/ToUnicode" in font for font in fonts(pdf)),
    "output intent": lambda pdf, _: [intent.S for intent in pdf.Root.get("/OutputIntents", [])] == [Name.GTS_PDFA1],
    "file identifier": lambda pdf, content: "/ID" in pdf.trailer and b"/ID" in content,
    "not encrypted": lambda pdf, _: not pdf.is_encrypted,
    "attachments are described": attachments_are_described,
    "no script and no action": no_action,
    "line end before endstream": lambda _, content: re.search(rb"[^\r\n]endstream", content) is None,
    "bookmarks": lambda pdf, _: int(pdf.Root.get("/Outlines", {}).get("/Count", 0)) != 0,
}


def rewritten(pdf: Pdf, before: str, after: str) -> None:
    pdf.Root.Metadata = pdf.make_stream(packet(pdf).replace(before, after).encode())


def first_row(pdf: Pdf) -> Dictionary:
    return kids(elements(pdf, "Table")[0])[0]


def repeat_a_number(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(b"/P <</MCID 0>> BDC EMC")


def nest_a_run(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"/P <</MCID 0>> BDC", prepend=True)
    pdf.pages[0].contents_add(b"EMC")


def lose_a_cell(pdf: Pdf) -> None:
    row = first_row(pdf)
    row.K = Array(list(row.K)[:-1])


def delete(holder: Any, key: str) -> None:
    del holder[key]


FAULTS: dict[str, tuple[Callable[[Pdf], None], ...]] = {
    "marked as tagged": (lambda pdf: delete(pdf.Root, "/MarkInfo"),),
    "language": (lambda pdf: delete(pdf.Root, "/Lang"), lambda pdf: setattr(pdf.Root, "Lang", "English")),
    "title shown": (lambda pdf: delete(pdf.Root, "/ViewerPreferences"), lambda pdf: rewritten(pdf, "dc:title", "x")),
    "names PDF/UA": (lambda pdf: rewritten(pdf, "pdfuaid:part", "part"),),
    "names PDF/A": (
        lambda pdf: rewritten(pdf, "<pdfaid:part>3", "<pdfaid:part>1"),
        lambda pdf: rewritten(pdf, "<pdfaid:conformance>A", "<pdfaid:conformance>B"),
    ),
    "dates agree": (lambda pdf: rewritten(pdf, "<xmp:CreateDate>20", "<xmp:CreateDate>19"),),
    "structure tree": (lambda pdf: delete(pdf.Root, "/StructTreeRoot"),),
    "all drawing is tagged or an artifact": (lambda pdf: pdf.pages[0].contents_add(b"0 0 m 9 9 l S"),),
    "marked runs and parent tree agree": (repeat_a_number, nest_a_run),
    "tab order follows the structure": (lambda pdf: delete(pdf.pages[0].obj, "/Tabs"),),
    "figures speak": (lambda pdf: delete(elements(pdf, "Figure")[0], "/Alt"),),
    "figures have a place": (lambda pdf: delete(elements(pdf, "Figure")[0], "/A"),),
    "tables are regular": (lose_a_cell, lambda pdf: setattr(first_row(pdf), "S", Name.P)),
    "header cells have a scope": (lambda pdf: delete(elements(pdf, "TH")[0], "/A"),),
    "lists hold items": (lambda pdf: setattr(kids(elements(pdf, "L")[0])[0], "S", Name.P),),
    "headings skip no level": (
        lambda pdf: setattr(elements(pdf, "H1")[0], "S", Name.H2),
        lambda pdf: setattr(elements(pdf, "H1")[1], "S", Name.H4),
    ),
    "links are inside link elements": (lambda pdf: setattr(elements(pdf, "Link")[0], "S", Name.Span),),
    "links say where they lead and are printed": (
        lambda pdf: delete(links(pdf)[0], "/Contents"),
        lambda pdf: setattr(links(pdf)[0], "F", 2),
    ),
    "links lead nowhere outside": (
        lambda pdf: setattr(links(pdf)[0], "A", Dictionary(S=Name.URI, URI="https://example.org")),
    ),
    "fonts are embedded": (lambda pdf: delete(fonts(pdf)[0].FontDescriptor, "/FontFile2"),),
    "fonts map back to Unicode": (lambda pdf: delete(fonts(pdf)[0], "/ToUnicode"),),
    "output intent": (lambda pdf: delete(pdf.Root, "/OutputIntents"),),
    "file identifier": (),
    "not encrypted": (),
    "attachments are described": (
        lambda pdf: delete(pdf.Root, "/AF"),
        lambda pdf: delete(pdf.Root.Names.EmbeddedFiles.Names[1], "/AFRelationship"),
        lambda pdf: delete(pdf.Root.Names.EmbeddedFiles.Names[1].EF.F, "/Subtype"),
    ),
    "no script and no action": (
        lambda pdf: setattr(pdf.Root, "OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)")),
        lambda pdf: setattr(pdf.pages[0].obj, "AA", Dictionary()),
    ),
    "line end before endstream": (),
    "bookmarks": (lambda pdf: delete(pdf.Root, "/Outlines"),),
}
"""Faults made through a library; the three that it cannot make are made below."""


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
    pdf.save(out, **settings)
    return out.getvalue()


@pytest.fixture(scope="module")
def content(reports: dict[str, Any]) -> bytes:
    return bytes(reports["B0_evasive_vendor_meeting_day"].file.path.read_bytes())


def test_every_report_passes_every_check(report: Any) -> None:
    assert failed(report.file.path.read_bytes()) == []


def test_a_file_saved_again_without_a_fault_passes(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        assert failed(saved(pdf)) == []


def test_there_is_a_fault_for_every_check() -> None:
    assert FAULTS.keys() == CHECKS.keys()


@pytest.mark.parametrize(("name", "place"), [(name, place) for name in FAULTS for place in range(len(FAULTS[name]))])
def test_each_check_finds_its_fault(content: bytes, name: str, place: int) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        FAULTS[name][place](pdf)
        assert failed(saved(pdf), [name]) == [name]


def test_a_missing_file_identifier_is_found(content: bytes) -> None:
    assert failed(content.replace(b"/ID", b"/XD")) == ["file identifier"]


def test_encryption_is_found(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="x", user=""))
    assert failed(locked, ["not encrypted"]) == ["not encrypted"]


def test_a_missing_line_end_is_found(content: bytes) -> None:
    name = "line end before endstream"
    assert failed(content.replace(b"\nendstream", b"endstream", 1), [name]) == [name]
