"""Ways to look into a PDF that the structural checks and their planted faults share."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Stream


def elements(pdf: Pdf, role: str = "") -> list[Dictionary]:
    """Elements of the structure in reading order; all, or those of one role."""

    def inside(node: pikepdf.Object) -> Iterator[Dictionary]:
        for child in node.get("/K", []):
            if isinstance(child, Dictionary) and "/S" in child:
                yield child
                yield from inside(child)

    return [element for element in inside(pdf.Root.StructTreeRoot) if not role or f"/{role}" == element.S]


def kids(element: Dictionary) -> list[Dictionary]:
    """The elements inside an element."""
    return [child for child in element.get("/K", []) if isinstance(child, Dictionary) and "/S" in child]


def parents(pdf: Pdf) -> dict[int, Any]:
    """The parent tree: what each page or link belongs to, by its number."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    return {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}


def dictionaries(pdf: Pdf) -> Iterator[Dictionary]:
    """Every dictionary that stands by itself."""
    return (o for o in pdf.objects if isinstance(o, Dictionary))


def streams(pdf: Pdf) -> Iterator[Stream]:
    """Every stream."""
    return (o for o in pdf.objects if isinstance(o, Stream))


def fonts(pdf: Pdf) -> list[Dictionary]:
    """Every font."""
    return [o for o in dictionaries(pdf) if o.get("/Type") == "/Font"]


def links(pdf: Pdf) -> list[Dictionary]:
    """Every annotation of every page; our reports have links only."""
    return [note for page in pdf.pages for note in page.obj.get("/Annots", [])]


def files(pdf: Pdf) -> list[Dictionary]:
    """What the list of attached files says of each."""
    names = pdf.Root.Names.EmbeddedFiles.Names
    return [names[place + 1] for place in range(0, len(names), 2)]


def packet(pdf: Pdf) -> str:
    """The metadata as XMP."""
    return pdf.Root.Metadata.read_bytes().decode() if "/Metadata" in pdf.Root else ""


def instructions(pdf: Pdf) -> Iterator[tuple[Any, str]]:
    """Every drawing instruction of every page: operands and operator."""
    for page in pdf.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            yield operands, str(operator)


def codes_shown(pdf: Pdf) -> dict[tuple[int, int], set[int]]:
    """For each font, by its object number, the codes that pages show with it."""
    shown: dict[tuple[int, int], set[int]] = {}
    for page in pdf.pages:
        font: Any = None
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                font = page.Resources.Font[str(operands[0])]
            elif str(operator) in ("Tj", "TJ"):
                said = operands[0] if isinstance(operands[0], Array) else [operands[0]]
                codes = b"".join(bytes(part) for part in said if isinstance(part, pikepdf.String))
                shown.setdefault(font.objgen, set()).update(codes)
    return shown


def mapped(font: Dictionary) -> dict[int, str]:
    """The text that each code of a font stands for."""
    pairs = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]{4,8})>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def advances(font: Dictionary) -> dict[int, float]:
    """Widths of the embedded glyphs by code, in thousandths of the font's size; no code whose glyph is missing."""
    data = font.FontDescriptor.FontFile2.read_bytes()

    def numbers(tag: bytes, offset: int, count: int) -> tuple[int, ...]:
        found = data.index(tag)
        start = struct.unpack(">L", data[found + 8 : found + 12])[0] + offset
        return struct.unpack(f">{count}H", data[start : start + 2 * count])

    first, count = numbers(b"cmap", 18, 2)  # one table of format 6, as ReportLab writes it
    glyphs = numbers(b"cmap", 22, count)
    (units,), (metrics,) = numbers(b"head", 18, 1), numbers(b"hhea", 34, 1)
    widths = numbers(b"hmtx", 0, 2 * metrics)[::2]
    return {
        first + place: 1000 * widths[min(glyph, metrics - 1)] / units for place, glyph in enumerate(glyphs) if glyph
    }
