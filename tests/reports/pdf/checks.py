"""What PDF/UA-1 (ISO 14289-1) and PDF/A-3 (ISO 19005-3) ask of a report, one check for each thing asked.

A comment names the clauses: UA of the first, A of the second. Clauses on what reports never hold, such as forms, layers
and sound, are one check each: that they are not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from xml.etree import ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from tests.reports.pdf.reading import (
    advances,
    codes_shown,
    dictionaries,
    elements,
    files,
    fonts,
    instructions,
    kids,
    links,
    mapped,
    packet,
    parents,
    streams,
)

Check = Callable[[Pdf, bytes], bool]

PAINTING = {*["Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh"], "INLINE IMAGE"}
ACTIONS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/URI")
ROLES = frozenset(
    [
        "Document",
        "Part",
        "Sect",
        "Div",
        "Caption",
        "TOC",
        "TOCI",
        "P",
        "H1",
        "H2",
        "H3",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "Span",
        "Link",
        "Figure",
    ]
)
INSIDE = {"TR": "Table", "TH": "TR", "TD": "TR", "LI": "L", "LBody": "LI", "TOCI": "TOC"}
HOLDS = {"Table": {"TR"}, "TR": {"TH", "TD"}, "L": {"LI"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOCI"}}
UNUSED = ("OCProperties", "AcroForm", "NeedsRendering", "Requirements", "AA", "OpenAction", "Collection")
SHOWN_ALWAYS, HIDING = 4, 1 | 2 | 32 | 256
LONGEST_TEXT, LONGEST_NAME, DEEPEST_STATE, LONGEST_SIDE = 32_767, 127, 28, 14_400


def unmarked(page: pikepdf.Page) -> int:
    """Drawing operations outside every marked run."""
    depth, found = 0, 0
    for _, operator in pikepdf.parse_content_stream(page):
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
        found += str(operator) in PAINTING and depth == 0
    return found


def runs(page: pikepdf.Page) -> tuple[list[int], bool]:
    """Numbers of the marked runs of a page, and whether no run or artifact lies inside another."""
    numbers: list[int] = []
    depth, flat = 0, True
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BDC", "BMC"):
            flat &= depth == 0
            depth += 1
            properties = operands[1] if len(operands) > 1 else None
            if isinstance(properties, Dictionary) and "/MCID" in properties:
                numbers.append(int(properties["/MCID"]))
        elif str(operator) == "EMC":
            depth -= 1
    return numbers, flat and depth == 0


def runs_and_parents_agree(pdf: Pdf, _: bytes) -> bool:
    tree = parents(pdf)
    return all(
        sorted(runs(page)[0]) == list(range(len(tree.get(int(page.obj.get("/StructParents", -1)), ()))))
        for page in pdf.pages
    )


def elements_know_their_parents(pdf: Pdf, _: bytes) -> bool:
    return all(element == child.P for element in elements(pdf) for child in kids(element))


def parts_stand_where_they_belong(pdf: Pdf, _: bytes) -> bool:
    for element in elements(pdf):
        role, inner = str(element.S)[1:], [str(child.S)[1:] for child in kids(element)]
        if any(INSIDE.get(child, role) != role for child in inner) or set(inner) - HOLDS.get(role, set(inner)):
            return False
    return True


def tables_are_regular(pdf: Pdf, _: bytes) -> bool:
    return all(len({len(row.K) for row in kids(table)}) == 1 for table in elements(pdf, "Table"))


def tables_have_heads(pdf: Pdf, _: bytes) -> bool:
    return all(any(cell.S == "/TH" for row in kids(one) for cell in kids(row)) for one in elements(pdf, "Table"))


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
    listed = files(pdf)
    return len(listed) == len(pdf.Root.get("/AF", [])) and all(
        {"/AFRelationship", "/F", "/UF", "/Desc"} <= set(file.keys()) and "/Subtype" in file.EF.F for file in listed
    )


def dates_agree(pdf: Pdf, _: bytes) -> bool:
    found = re.search(r"<xmp:CreateDate>(\d{4})-(\d\d)-(\d\d)T", packet(pdf))
    return found is not None and str(pdf.docinfo.CreationDate)[2:10] == found.expand(r"\1\2\3")


def no_action(pdf: Pdf, _: bytes) -> bool:
    return not any(o.get("/S") in ACTIONS or {"/JS", "/OpenAction", "/AA"} & set(o.keys()) for o in dictionaries(pdf))


def metadata_can_be_read(pdf: Pdf, _: bytes) -> bool:
    said = packet(pdf)
    try:
        tree = ElementTree.fromstring(said)
    except ElementTree.ParseError:
        return False
    title = tree.findtext(".//{http://purl.org/dc/elements/1.1/}title//{*}li")
    return title == str(pdf.docinfo.Title) and not re.search(r"<\?xpacket[^>]*(bytes|encoding)=", said)


def letters_are_in_their_fonts(pdf: Pdf, _: bytes) -> bool:
    """Each code shown has a glyph, a width that is the glyph's, and a text that it stands for."""
    for number, codes in codes_shown(pdf).items():
        font = pdf.get_object(number)
        texts, glyphs, first = mapped(font), advances(font), int(font.FirstChar)
        for code in codes:
            place = code - first
            if not texts.get(code, "\0").strip("\0\ufeff\ufffe") or not 0 <= place < len(font.Widths):
                return False
            if abs(float(font.Widths[place]) - glyphs[code]) > 1:
                return False
    return True


def colours_fit_the_output_intent(pdf: Pdf, _: bytes) -> bool:
    plain = {"/DeviceRGB", "/DeviceGray"}
    drawn = all(operator not in ("k", "K", "cs", "CS", "sh") for _, operator in instructions(pdf))
    pictures = [o for o in streams(pdf) if o.get("/Subtype") == "/Image"]
    return (
        drawn
        and int(pdf.Root.OutputIntents[0].DestOutputProfile.N) == 3
        and all(str(picture.ColorSpace) in plain and "/SMask" not in picture for picture in pictures)
    )


def packed_plainly(pdf: Pdf, _: bytes) -> bool:
    for one in streams(pdf):
        filters = one.get("/Filter", Array())
        names = {str(name) for name in filters} if isinstance(filters, Array) else {str(filters)}
        if names - {"/FlateDecode"} or {"/F", "/FFilter", "/FDecodeParms"} & set(one.keys()):
            return False
    return True


def nothing_unused(pdf: Pdf, _: bytes) -> bool:
    return (
        not any(f"/{name}" in pdf.Root for name in UNUSED)
        and pdf.Root.MarkInfo.get("/Suspects") is not True
        and "/AlternatePresentations" not in pdf.Root.get("/Names", {})
        and not any("/PresSteps" in page.obj for page in pdf.pages)
    )


def within_limits(pdf: Pdf, _: bytes) -> bool:
    depth = deepest = 0
    for _, operator in instructions(pdf):
        depth += {"q": 1, "Q": -1}.get(operator, 0)
        deepest = max(deepest, depth)
    texts = (value for o in dictionaries(pdf) for value in o.values() if isinstance(value, pikepdf.String))
    names = (key for o in dictionaries(pdf) for key in o.keys())  # noqa: SIM118 - not a dict
    sides = (float(side) for page in pdf.pages for side in page.mediabox[2:])
    return (
        deepest <= DEEPEST_STATE
        and all(len(bytes(text)) <= LONGEST_TEXT for text in texts)
        and all(len(name) - 1 <= LONGEST_NAME for name in names)
        and all(3 <= side <= LONGEST_SIDE for side in sides)
    )


CHECKS: dict[str, Check] = {
    # UA 6.2, A 6.7.2.2
    "marked as tagged": lambda pdf, _: pdf.Root.get("/MarkInfo", {}).get("/Marked") is True,
    # UA 7.2, A 6.7.4
    "language": lambda pdf, _: bool(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(pdf.Root.get("/Lang", "")))),
    # UA 7.1-9, 7.1-10
    "title shown": lambda pdf, _: (
        pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is True and "<dc:title>" in packet(pdf)
    ),
    # UA 5
    "names PDF/UA": lambda pdf, _: "<pdfuaid:part>1</pdfuaid:part>" in packet(pdf),
    # A 6.6.4
    "names PDF/A": lambda pdf, _: (
        {"<pdfaid:part>3</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>"} <= set(packet(pdf).split("\n"))
    ),
    # A 6.6.2.1, 6.6.3
    "metadata can be read and say the title of the file": metadata_can_be_read,
    "dates agree": dates_agree,
    # UA 7.1-11, A 6.7.3.3
    "structure tree": lambda pdf, _: "/StructTreeRoot" in pdf.Root,
    # UA 7.1-12
    "elements know their parents": elements_know_their_parents,
    # UA 7.1-5 to 7.1-7, A 6.7.3.4
    "only standard roles": lambda pdf, _: (
        "/RoleMap" not in pdf.Root.StructTreeRoot and {str(e.S)[1:] for e in elements(pdf)} <= ROLES
    ),
    # UA 7.1-3
    "all drawing is tagged or an artifact": lambda pdf, _: not any(unmarked(page) for page in pdf.pages),
    # UA 7.1-1, 7.1-2
    "tags and artifacts are not mixed": lambda pdf, _: all(runs(page)[1] for page in pdf.pages),
    "marked runs and parent tree agree": runs_and_parents_agree,
    # UA 7.18.3
    "tab order follows the structure": lambda pdf, _: all(page.obj.get("/Tabs") == "/S" for page in pdf.pages),
    # UA 7.3
    "figures speak": lambda pdf, _: all(str(figure.get("/Alt", "")).strip() for figure in elements(pdf, "Figure")),
    "figures have a place": lambda pdf, _: all("/BBox" in figure.get("/A", {}) for figure in elements(pdf, "Figure")),
    # UA 7.2-3 to 7.2-20, 7.2-26 to 7.2-28
    "rows, cells, items and entries stand where they belong": parts_stand_where_they_belong,
    # UA 7.2-41 to 7.2-43
    "tables are regular": tables_are_regular,
    # UA 7.5
    "tables have heads": tables_have_heads,
    "header cells have a scope": lambda pdf, _: all(
        cell.get("/A", {}).get("/Scope") in ("/Column", "/Row") for cell in elements(pdf, "TH")
    ),
    # UA 7.4
    "headings skip no level": headings_skip_no_level,
    # UA 7.18.5
    "links are inside link elements": links_are_inside_link_elements,
    # UA 7.18.1, 7.18.5-2, A 6.3.2
    "links say where they lead and are printed": lambda pdf, _: all(
        str(link.get("/Contents", "")) and int(link.get("/F", 0)) & (SHOWN_ALWAYS | HIDING) == SHOWN_ALWAYS
        for link in links(pdf)
    ),
    "links lead nowhere outside": lambda pdf, _: not any("/A" in link for link in links(pdf)),
    # UA 7.18, A 6.3.1
    "no annotation but links": lambda pdf, _: all(link.Subtype == "/Link" for link in links(pdf)),
    # UA 7.21.4.1, A 6.2.11.4.1
    "fonts are embedded": lambda pdf, _: all("/FontFile2" in font.FontDescriptor for font in fonts(pdf)),
    # UA 7.21.7, A 6.2.11.7.2
    "fonts map back to Unicode": lambda pdf, _: all("/ToUnicode" in font for font in fonts(pdf)),
    # UA 7.21.5, 7.21.7, 7.21.8, A 6.2.11.5, 6.2.11.7.2, 6.2.11.8
    "letters are in their fonts": letters_are_in_their_fonts,
    # A 6.2.3
    "output intent": lambda pdf, _: [intent.S for intent in pdf.Root.get("/OutputIntents", [])] == [Name.GTS_PDFA1],
    # A 6.2.4
    "colours fit the output intent": colours_fit_the_output_intent,
    # UA 6.1, A 6.1.2
    "head of the file": lambda _, content: re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", content) is not None,
    # A 6.1.3
    "nothing behind the end": lambda _, content: re.search(rb"%%EOF(\r\n|\r|\n)?\Z", content) is not None,
    "file identifier": lambda pdf, content: "/ID" in pdf.trailer and b"/ID" in content,
    "not encrypted": lambda pdf, _: not pdf.is_encrypted,
    # A 6.1.7
    "line end before endstream": lambda _, content: re.search(rb"[^\r\n]endstream", content) is None,
    "streams are packed plainly": packed_plainly,
    # A 6.1.13
    "within the limits of the format": within_limits,
    # UA 7.11, A 6.8
    "attachments are described": attachments_are_described,
    # A 6.5
    "no script and no action": no_action,
    # UA 7.1-4, 7.10, 7.15, A 6.4, 6.9, 6.10, 6.11
    "no forms, layers, presentations or requirements": nothing_unused,
    "bookmarks": lambda pdf, _: int(pdf.Root.get("/Outlines", {}).get("/Count", 0)) != 0,
}
