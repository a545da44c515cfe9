"""What the file says about itself: title, dates, language, and the standards it is built to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape

import reportlab
from reportlab.pdfbase.pdfdoc import XMP, PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress

STANDARDS = "PDF/UA-1 and PDF/A-3"
LANGUAGE = "en-GB"
PRODUCER = f"ReportLab {reportlab.Version}"
_COLOURS = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title and the rest as cleaned text; created: the audit's own date, in UTC, not the time of writing."""

    title: str
    author: str
    subject: str
    keywords: str
    creator: str
    created: dt.datetime


def colour_profile() -> bytes:
    """The sRGB profile that every colour of the report is meant in."""
    return files("reports.pdf").joinpath("srgb.icc").read_bytes()


def write_metadata(document: Any, metadata: Metadata) -> None:
    """Add the metadata packet and the output intent to ReportLab's document."""
    catalog = document.Catalog
    catalog.Metadata = XMP(creator=lambda _: packet(metadata))
    profile = PDFStream(PDFDictionary({"N": 3}), content=colour_profile(), filters=[PDFZCompress])
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString(_COLOURS),
        "Info": PDFString(_COLOURS),
        "DestOutputProfile": document.Reference(profile, "ColourProfile"),
    }
    catalog.OutputIntents = PDFArray([PDFDictionary(intent)])


def packet(metadata: Metadata) -> bytes:
    """The metadata as XMP, with the identification of PDF/A-3 and PDF/UA-1."""
    values = {
        "title": metadata.title,
        "author": metadata.author,
        "subject": metadata.subject,
        "keywords": metadata.keywords,
        "creator": metadata.creator,
        "producer": PRODUCER,
        "language": LANGUAGE,
        "date": metadata.created.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
    }
    template = files("reports.pdf").joinpath("metadata.txt").read_text("utf-8")
    return template.format(**{name: escape(value) for name, value in values.items()}).encode()
