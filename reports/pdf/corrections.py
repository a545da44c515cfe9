"""Two places where ReportLab 5.1 does not write what PDF/A asks for, corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfdoc, ttfonts

_END = b"endstream\n"
_BLOCK = 100  # most entries that one block of a character map may hold (PDF 32000-1, 9.10.3)


def correct_reportlab() -> None:
    """Put the corrections in place; called once, when the package is imported."""
    write_stream = pdfdoc.PDFStream.format

    def stream_with_line_end(stream: Any, document: Any) -> bytes:
        """A stream whose data end with a line end before ``endstream`` (ISO 19005-1, 6.1.7)."""
        written: bytes = write_stream(stream, document)
        return written[: -len(_END)] + b"\n" + _END if written.endswith(_END) else written

    pdfdoc.PDFStream.format = stream_with_line_end
    pdfdoc.LinkAnnotation.permitted = (*pdfdoc.LinkAnnotation.permitted, "StructParent")
    ttfonts.makeToUnicodeCMap = character_map


def character_map(name: str, subset: Sequence[int]) -> str:
    """The map from a font subset's codes back to Unicode, in blocks, with UTF-16 above the basic plane."""
    entries = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])
