"""Writing the questions of an audit into a file for its vendor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from core.audit.atomic_file import write_atomically
from core.audit.document import AuditDocument
from questionnaires.errors import UnusableInputError
from questionnaires.exchange.for_vendor import VendorQuestions, questions_for_vendor
from questionnaires.library import Library

DAYS_TO_ANSWER = 14
"""Days from sending until the answers are wanted, where nobody says otherwise."""


def questions_of(
    document: AuditDocument, library: Library, pack_ids: Sequence[str], sent: dt.date, due: dt.date
) -> VendorQuestions:
    """What the vendor may see of these packs. Raises UnusableInputError for a pack that the audit does not use."""
    for pack_id in pack_ids:
        if pack_id not in document.packs:
            used = ", ".join(document.packs)
            cause = f"this audit does not use it, so answers to it would have no place; it uses {used}"
            raise UnusableInputError(document.audit_id, f"pack {pack_id}", cause)
    if due < sent:
        raise UnusableInputError(document.audit_id, "", f"the return date {due} is before the day of sending, {sent}")
    return questions_for_vendor(
        library.packs_of(pack_ids, document.audit_id),
        document.answers,
        document.context.lane,
        audit_id=document.audit_id,
        vendor=document.vendor,
        product=document.product or document.vendor,
        sent=sent,
        due=due,
    )


def write_for_vendor(questions: VendorQuestions, path: Path) -> None:
    """Put the questions at ``path``: .xlsx or .html.

    Raises UnusableInputError for another ending, and WorkspaceError if the file cannot be written; what was there then
    stays.
    """
    from questionnaires.exchange.form import form
    from questionnaires.exchange.workbook import workbook

    writers = {".xlsx": workbook, ".html": form}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise UnusableInputError(path.name, "", "questions for a vendor end in .xlsx or .html; choose one of these")
    write_atomically(path, writer(questions))
