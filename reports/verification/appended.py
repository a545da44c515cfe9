"""What follows the end of a report: nothing, an invisible signature, or a change."""

from __future__ import annotations

from dataclasses import dataclass

from reports.verification.comparison import pages_of
from reports.verification.pdf_values import PdfReadError
from reports.verification.revisions import Revision, read_revision
from reports.verification.signatures import is_signature

_MOST_REVISIONS = 20


@dataclass(frozen=True, slots=True)
class Appended:
    """What was found after the end. faults: what makes the file a changed one; notes: what is worth knowing."""

    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def appended_to(data: bytes, end: int) -> Appended:
    """What the bytes after ``end``, the end of the report as made, do to it."""
    size = len(data) - end
    if not data[end:].strip():
        return Appended()
    added = f"{size} bytes were added after the report was made"
    try:
        report = read_revision(data)
        revisions: list[Revision] = []
        while data[end:].strip():
            revisions.append(read_revision(data, end))
            end = revisions[-1].end
            if len(revisions) > _MOST_REVISIONS:
                raise PdfReadError("there are too many revisions")
    except PdfReadError:
        return Appended((f"{added}, and they cannot be read",))
    if is_signature(report, revisions):
        return Appended(notes=(f"A signature of {size} bytes was added later; your PDF reader can tell whose it is.",))
    replaced = _replaced_pages(report, revisions)
    if replaced:
        return Appended((f"{added}, and they replace what is shown on page {', '.join(map(str, replaced))}",))
    return Appended((f"{added}, and they are more than a signature",))


def _replaced_pages(report: Revision, revisions: list[Revision]) -> list[int]:
    """The pages that a later revision shows otherwise, as far as it says so openly."""
    later = {number for revision in revisions for number in revision.objects}
    return [number for number, page in enumerate(pages_of(report), 1) if later & {page.entry, page.drawing}]
