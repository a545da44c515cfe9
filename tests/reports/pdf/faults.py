"""Faults to plant in a report, at least one for each structural check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.reports.pdf.reading import elements, files, fonts, kids, links, packet, streams

Plant = Callable[[Pdf], object]
PlantInBytes = Callable[[bytes], bytes]


def rewritten(pdf: Pdf, before: str, after: str) -> None:
    assert before in packet(pdf)
    pdf.Root.Metadata = pdf.make_stream(packet(pdf).replace(before, after, 1).encode())


def first_row(pdf: Pdf) -> Dictionary:
    return kids(elements(pdf, "Table")[0])[0]


def lose_a_cell(pdf: Pdf) -> None:
    row = first_row(pdf)
    row.K = Array(list(row.K)[:-1])


def lose_the_heads(pdf: Pdf) -> None:
    for row in kids(elements(pdf, "Table")[0]):
        for cell in kids(row):
            cell.S = Name.TD


def wrap_a_page(pdf: Pdf, begin: bytes) -> None:
    pdf.pages[0].contents_add(begin, prepend=True)
    pdf.pages[0].contents_add(b"EMC")


def widen_letters(pdf: Pdf) -> None:
    font = fonts(pdf)[0]
    font.Widths = Array([float(width) + 50 for width in font.Widths])


def map_to_nothing(pdf: Pdf) -> None:
    font = fonts(pdf)[0]
    said = font.ToUnicode.read_bytes()
    font.ToUnicode = pdf.make_stream(said.replace(b"<0065>", b"<0000>"))


def picture_in_inks(pdf: Pdf) -> None:
    details = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    details.ColorSpace = Name.DeviceCMYK
    pdf.Root.Picture = pdf.make_stream(bytes(4), details)


def delete(holder: Any, key: str) -> None:
    del holder[key]


FAULTS: dict[str, tuple[Plant, ...]] = {
    "marked as tagged": (lambda pdf: delete(pdf.Root, "/MarkInfo"),),
    "language": (lambda pdf: delete(pdf.Root, "/Lang"), lambda pdf: setattr(pdf.Root, "Lang", "English")),
    "title shown": (
        lambda pdf: delete(pdf.Root, "/ViewerPreferences"),
        lambda pdf: rewritten(pdf, "<dc:title>", "<dc:heading>"),
    ),
    "names PDF/UA": (lambda pdf: rewritten(pdf, "<pdfuaid:part>1", "<pdfuaid:part>2"),),
    "names PDF/A": (
        lambda pdf: rewritten(pdf, "<pdfaid:part>3", "<pdfaid:part>1"),
        lambda pdf: rewritten(pdf, "<pdfaid:conformance>A", "<pdfaid:conformance>B"),
    ),
    "metadata can be read and say the title of the file": (
        lambda pdf: rewritten(pdf, "</dc:title>", "</dc:heading>"),
        lambda pdf: rewritten(pdf, "AI vendor audit", "Another paper"),
        lambda pdf: rewritten(pdf, 'id="W5M0', 'bytes="1" id="W5M0'),
    ),
    "dates agree": (lambda pdf: rewritten(pdf, "<xmp:CreateDate>20", "<xmp:CreateDate>19"),),
    "structure tree": (lambda pdf: delete(pdf.Root, "/StructTreeRoot"),),
    "elements know their parents": (lambda pdf: setattr(elements(pdf, "P")[0], "P", elements(pdf, "TR")[0]),),
    "only standard roles": (
        lambda pdf: setattr(elements(pdf, "P")[0], "S", Name.Paragraph),
        lambda pdf: setattr(pdf.Root.StructTreeRoot, "RoleMap", Dictionary(P=Name.Div)),
    ),
    "all drawing is tagged or an artifact": (lambda pdf: pdf.pages[0].contents_add(b"0 0 m 9 9 l S"),),
    "tags and artifacts are not mixed": (
        lambda pdf: wrap_a_page(pdf, b"/Artifact BMC"),
        lambda pdf: wrap_a_page(pdf, b"/P <</MCID 0>> BDC"),
    ),
    "marked runs and parent tree agree": (lambda pdf: pdf.pages[0].contents_add(b"/P <</MCID 0>> BDC EMC"),),
    "tab order follows the structure": (lambda pdf: delete(pdf.pages[0].obj, "/Tabs"),),
    "figures speak": (lambda pdf: delete(elements(pdf, "Figure")[0], "/Alt"),),
    "figures have a place": (lambda pdf: delete(elements(pdf, "Figure")[0], "/A"),),
    "rows, cells, items and entries stand where they belong": (
        lambda pdf: setattr(first_row(pdf), "S", Name.P),
        lambda pdf: setattr(elements(pdf, "TD")[0], "S", Name.P),
        lambda pdf: setattr(elements(pdf, "L")[0], "S", Name.Div),
        lambda pdf: setattr(kids(elements(pdf, "L")[0])[0], "S", Name.P),
        lambda pdf: setattr(elements(pdf, "TOC")[0], "S", Name.Div),
    ),
    "tables are regular": (lose_a_cell,),
    "tables have heads": (lose_the_heads,),
    "header cells have a scope": (lambda pdf: delete(elements(pdf, "TH")[0], "/A"),),
    "headings skip no level": (
        lambda pdf: setattr(elements(pdf, "H1")[0], "S", Name.H2),
        lambda pdf: setattr(elements(pdf, "H1")[1], "S", Name.H4),
    ),
    "links are inside link elements": (lambda pdf: setattr(elements(pdf, "Link")[0], "S", Name.Span),),
    "links say where they lead and are printed": (
        lambda pdf: delete(links(pdf)[0], "/Contents"),
        lambda pdf: setattr(links(pdf)[0], "F", 0),
        lambda pdf: setattr(links(pdf)[0], "F", 4 | 2),
    ),
    "links lead nowhere outside": (
        lambda pdf: setattr(links(pdf)[0], "A", Dictionary(S=Name.URI, URI="https://example.org")),
    ),
    "no annotation but links": (lambda pdf: setattr(links(pdf)[0], "Subtype", Name.Text),),
    "fonts are embedded": (lambda pdf: delete(fonts(pdf)[0].FontDescriptor, "/FontFile2"),),
    "fonts map back to Unicode": (lambda pdf: delete(fonts(pdf)[0], "/ToUnicode"),),
    "letters are in their fonts": (
        widen_letters,
        map_to_nothing,
        lambda pdf: setattr(fonts(pdf)[0], "Widths", Array([500])),
    ),
    "output intent": (lambda pdf: delete(pdf.Root, "/OutputIntents"),),
    "colours fit the output intent": (
        lambda pdf: pdf.pages[0].contents_add(b"0 0 0 1 k"),
        lambda pdf: setattr(pdf.Root.OutputIntents[0].DestOutputProfile, "N", 4),
        picture_in_inks,
    ),
    "streams are packed plainly": (
        lambda pdf: setattr(pdf.Root, "Elsewhere", pdf.make_stream(b"", FFilter=Name.FlateDecode)),
        lambda pdf: next(streams(pdf)).write(b"\x80", filter=Name.RunLengthDecode),
    ),
    "within the limits of the format": (
        lambda pdf: setattr(pdf.Root, "Long", String("x" * 40_000)),
        lambda pdf: setattr(pdf.Root, "N" * 130, 1),
        lambda pdf: pdf.pages[0].contents_add(b"q " * 40 + b"Q " * 40),
        lambda pdf: setattr(pdf.pages[0], "mediabox", Array([0, 0, 20_000, 800])),
    ),
    "attachments are described": (
        lambda pdf: delete(pdf.Root, "/AF"),
        lambda pdf: delete(files(pdf)[0], "/AFRelationship"),
        lambda pdf: delete(files(pdf)[0].EF.F, "/Subtype"),
    ),
    "no script and no action": (
        lambda pdf: setattr(pdf.Root, "OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)")),
        lambda pdf: setattr(pdf.pages[0].obj, "AA", Dictionary()),
    ),
    "no forms, layers, presentations or requirements": (
        lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(Fields=Array())),
        lambda pdf: setattr(pdf.Root, "OCProperties", Dictionary(OCGs=Array())),
        lambda pdf: setattr(pdf.Root.MarkInfo, "Suspects", True),
        lambda pdf: setattr(pdf.Root.Names, "AlternatePresentations", Dictionary()),
        lambda pdf: setattr(pdf.pages[0].obj, "PresSteps", Dictionary()),
    ),
    "bookmarks": (lambda pdf: delete(pdf.Root, "/Outlines"),),
}
"""Faults made through a library."""

FAULTS_IN_BYTES: dict[str, tuple[PlantInBytes, ...]] = {
    "head of the file": (
        lambda content: content.replace(b"%PDF-1.7", b"%PDF-1.9", 1),
        lambda content: content[:9] + b"% no bytes" + content[9:],
    ),
    "nothing behind the end": (lambda content: content + b"more",),
    "file identifier": (lambda content: content.replace(b"/ID", b"/XD"),),
    "line end before endstream": (lambda content: content.replace(b"\nendstream", b"endstream", 1),),
}
"""Faults that a library would mend when it saves."""
