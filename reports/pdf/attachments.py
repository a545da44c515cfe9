"""Files carried inside the PDF, so that every printed number can be computed again."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress


@dataclass(frozen=True, slots=True)
class Attachment:
    """A JSON file inside the PDF. relationship: what it is to the printed pages (ISO 32000-2, 7.11.3)."""

    name: str
    description: str
    content: bytes
    relationship: Literal["Source", "Data"]


def write_attachments(document: Any, attachments: Sequence[Attachment], modified: dt.datetime) -> None:
    """Add the files to ReportLab's document, by name and as associated files of the whole."""
    names: list[Any] = []
    associated: list[Any] = []
    for attachment in sorted(attachments, key=lambda attachment: attachment.name):
        checksum = hashlib.md5(attachment.content, usedforsecurity=False).hexdigest()
        parameters = {
            "Size": len(attachment.content),
            "ModDate": PDFString(modified.strftime("D:%Y%m%d%H%M%SZ")),
            "CheckSum": f"<{checksum}>",
        }
        head = {
            "Type": PDFName("EmbeddedFile"),
            "Subtype": "/application#2Fjson",
            "Params": PDFDictionary(parameters),
        }
        stream = PDFStream(PDFDictionary(head), content=attachment.content, filters=[PDFZCompress])
        content = document.Reference(stream, f"Attached.{attachment.name}")
        specification = {
            "Type": PDFName("Filespec"),
            "F": PDFString(attachment.name),
            "UF": PDFString(attachment.name),
            "Desc": PDFString(attachment.description),
            "AFRelationship": PDFName(attachment.relationship),
            "EF": PDFDictionary({"F": content, "UF": content}),
        }
        reference = document.Reference(PDFDictionary(specification), f"Attachment.{attachment.name}")
        names += [PDFString(attachment.name), reference]
        associated.append(reference)
    document.Catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray(names)})})
    document.Catalog.AF = PDFArray(associated)
