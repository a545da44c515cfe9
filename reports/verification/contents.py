"""The data files inside a report, found where we put them or, in a file written again, wherever they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from questionnaires.errors import UnusableInputError
from reports.record import AUDIT_FILE, BRANDING_FILE, COMPARED_FILE, PACKS_FILE, PARAMETERS_FILE, RESULT_FILE
from reports.verification.comparison import REWRITTEN
from reports.verification.pdf_values import Name, PdfReadError
from reports.verification.revisions import Revision, read_revision, unpack

_STREAM = re.compile(rb"stream\r?\n")
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:<<|\d+ \d+ R)")
_MOST_STREAMS = 20_000
_LARGEST_DATA = 40_000_000
_MADE_BY_US = b"%PDF-1.7\n%\x93\x8c\x8b\x9e"
_BEGINNING = 64
_NO_AUDIT = (
    "it holds no audit: it is no report of Headwater, or a copy that was printed or converted and lost its data; "
    "choose the file that Headwater wrote"
)


Data: TypeAlias = tuple[bytes, bytes, bytes | None, bytes | None, bytes | None, bytes | None]
"""Audit and results; the consultant's own parameters and branding, audits compared with, own packs, where there are."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What was read from a file.

    parameters, branding: the consultant's own, or None where there were none. compared: the audits compared with.
    packs: packs that do not ship with the program.
    revision: the report as written, or None where the file is not as we write it; fault: why, in words.
    """

    audit: bytes
    result: bytes
    parameters: bytes | None
    branding: bytes | None
    compared: bytes | None
    packs: bytes | None
    revision: Revision | None
    fault: str


def read_contents(data: bytes, name: str) -> Contents:
    """The data inside a report. Raises UnusableInputError for a file that is no report or cannot be opened."""
    if not data.lstrip()[:5] == b"%PDF-":
        raise UnusableInputError(name, "", "it is not a PDF; choose a report that Headwater wrote")
    try:
        revision = read_revision(data)
        return Contents(*_attached(revision), revision, "")
    except PdfReadError:
        pass
    if _ENCRYPTED.search(data):
        raise UnusableInputError(name, "", "it is encrypted; ask for the report without a password")
    cut_off = data.startswith(_MADE_BY_US) and b"%%EOF" not in data[-1024:]
    found = _search(data)
    if found is None and cut_off:
        raise UnusableInputError(name, "", f"it is cut off after {len(data)} bytes; ask for the whole file")
    if found is None:
        raise UnusableInputError(name, "", _NO_AUDIT)
    fault = f"the file is cut off after {len(data)} bytes" if cut_off else REWRITTEN
    return Contents(*found, None, fault)


def _attached(revision: Revision) -> Data:
    """The files as listed in the revision. Raises PdfReadError where they are not."""
    found: dict[bytes, bytes] = {}
    for item in revision.objects.values():
        files, name = item.entries.get("EF"), item.entries.get("UF")
        if item.kind == "Filespec" and isinstance(files, dict) and isinstance(name, bytes):
            file = revision.follow(files.get("F"))
            if file is not None and file.entries.get("Type") == Name("EmbeddedFile"):
                found[name] = file.content()
    try:
        audit, result = found[AUDIT_FILE.encode()], found[RESULT_FILE.encode()]
        others = [found.get(name.encode()) for name in (PARAMETERS_FILE, BRANDING_FILE, COMPARED_FILE, PACKS_FILE)]
        return audit, result, others[0], others[1], others[2], others[3]
    except KeyError:
        raise PdfReadError("the audit or its results are missing") from None


def _search(data: bytes) -> Data | None:
    """The first of each file among all streams, however the PDF is arranged."""
    audit = result = parameters = branding = compared = packs = None
    for number, begin in enumerate(_STREAM.finditer(data)):
        if number > _MOST_STREAMS:
            break
        end = data.find(b"endstream", begin.end())
        content = _json(data[begin.end() : end if end >= 0 else len(data)])
        if content is not None and content.startswith(b'{"compared":'):
            compared = compared or content
        elif content is not None and content.startswith(b'{"frozen_packs":'):
            packs = packs or content
        elif content is not None and b'"schema":"qaudit/1"' in content:
            audit = audit or content
        elif content is not None and b'"assessment":' in content[:_BEGINNING]:
            result = result or content
        elif content is not None and b'"risk-parameters/1"' in content[:_BEGINNING]:
            parameters = parameters or content
        elif content is not None and content.startswith(b'{"colour":'):
            branding = branding or content
    return (audit, result, parameters, branding, compared, packs) if audit and result else None


def _json(stream: bytes) -> bytes | None:
    """A stream that is JSON, unpacked; None for any other."""
    if stream.startswith(b"{"):
        return stream.rstrip()
    try:
        content = unpack(stream, _LARGEST_DATA)
    except PdfReadError:
        return None
    return content if content.startswith(b"{") else None
