"""Whether what was appended to a report is an invisible signature and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reports.verification.pdf_values import Name, PdfReadError, Reference, Value
from reports.verification.revisions import PdfObject, Revision

_WIDGET = frozenset({"Type", "Subtype", "FT", "T", "F", "Rect", "P", "V", "Parent", "Lock"})
_FORM = frozenset({"Fields", "SigFlags"})
_CATALOG_MAY_GAIN = frozenset({"AcroForm", "Perms", "Extensions"})
_TITLE = re.compile(rb"<dc:title\b.*?</dc:title>", re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")
_INFO_MAY_CHANGE = frozenset({"ModDate", "Producer", "Trapped"})


def is_signature(report: Revision, appended: Sequence[Revision]) -> bool:
    """Whether the appended revisions hold an invisible signature and change nothing that is shown.

    Says nothing about who signed, or whether the signature is valid.
    """
    known = dict(report.objects)
    last = report
    for revision in appended:
        signed = any(item.kind == "Sig" and "ByteRange" in item.entries for item in revision.objects.values())
        follows = revision.trailer.get("Prev") == last.table
        same_root = all(revision.trailer.get(name) == report.trailer.get(name) for name in ("Root", "Info"))
        if not (signed and follows and same_root):
            return False
        if not all(_allowed(number, item, known, revision, report) for number, item in revision.objects.items()):
            return False
        known |= revision.objects
        last = revision
    return bool(appended)


def _allowed(
    number: int, item: PdfObject, known: Mapping[int, PdfObject], revision: Revision, report: Revision
) -> bool:
    before = known.get(number)
    if before is None:
        return _is_new_part(item)
    if number == _number(report.trailer["Root"]):
        form = item.entries.get("AcroForm")
        return _same_but(before, item, _CATALOG_MAY_GAIN) and (not isinstance(form, dict) or form.keys() <= _FORM)
    if number == _number(report.trailer["Info"]):
        return _same_but(before, item, _INFO_MAY_CHANGE)
    if before.kind == "Page":
        return _same_but(before, item, frozenset({"Annots"})) and _gains_widgets(before, item, revision)
    if before.kind == "Metadata":
        return item.kind == "Metadata" and _title(before) == _title(item)
    return _is_form(before) and _is_form(item)


def _is_new_part(item: PdfObject) -> bool:
    return item.stream is None and (item.kind == "Sig" or _is_form(item) or _is_hidden_widget(item))


def _is_form(item: PdfObject) -> bool:
    return "Fields" in item.entries and item.entries.keys() <= _FORM


def _is_hidden_widget(item: PdfObject) -> bool:
    entries = item.entries
    box = entries.get("Rect")
    return entries.get("FT") == Name("Sig") and entries.keys() <= _WIDGET and box == [0, 0, 0, 0]


def _gains_widgets(before: PdfObject, item: PdfObject, revision: Revision) -> bool:
    """Whether the page's notes are those it had, and hidden fields of a signature."""
    had, has = before.entries.get("Annots", []), item.entries.get("Annots", [])
    if not isinstance(had, list) or not isinstance(has, list) or has[: len(had)] != had:
        return False
    gained = [revision.follow(note) for note in has[len(had) :]]
    return all(widget is not None and _is_hidden_widget(widget) for widget in gained)


def _title(metadata: PdfObject) -> list[bytes]:
    """The words of each title in the metadata, without the tags, which signing programs write anew."""
    try:
        return [_TAG.sub(b"", title).strip() for title in _TITLE.findall(metadata.content())]
    except PdfReadError:
        return []


def _same_but(before: PdfObject, item: PdfObject, may_differ: frozenset[str]) -> bool:
    def rest(one: PdfObject) -> dict[str, Value]:
        return {name: value for name, value in one.entries.items() if name not in may_differ}

    return before.stream is None and item.stream is None and rest(before) == rest(item)


def _number(reference: Value) -> int:
    return reference.number if isinstance(reference, Reference) else -1
