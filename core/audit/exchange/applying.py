"""Taking a package into the workspace: everything that was previewed, in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from sqlmodel import Session

from core.audit import loading, writing
from core.audit.atomic_file import write_atomically
from core.audit.consistency import check_audit
from core.audit.document import AuditDocument, Context, Contradiction, EvidenceItem, Head, SampleSummary, SignOff
from core.audit.errors import one_sentence
from core.audit.evidence_files import FOLDER
from core.audit.exchange.difference import Change, Difference
from core.audit.exchange.parts import ANSWER, EVIDENCE, Closing, ProductFacts, with_piece
from core.audit.outcome import MeasuredSamples
from core.audit.pack_texts import freeze_packs, write_pack_texts
from core.audit.parts import write_part
from core.audit.tables import AuditRow
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.errors import UnusableInputError
from questionnaires.frozen import library_of
from questionnaires.library import Library

Choice = Literal["ours", "theirs"]


def apply(
    workspace: Workspace, found: Difference, library: Library, choices: Mapping[str, Choice] | None = None
) -> AuditDocument:
    """Take in what was found, and of each conflict the side chosen for its place. Returns the audit as stored.

    Raises UnusableInputError when a conflict has no choice, when the result would not fit the packs, or when the audit
    was changed since it was compared; WorkspaceError when nothing can be saved. In each case nothing has changed. An
    audit that is here already is backed up first.
    """
    audit_id = found.theirs.document.audit_id
    library = library_of({**found.theirs.packs, **({} if found.ours is None else found.ours.packs)}, library, audit_id)
    wanted = [*found.changes, *_chosen(found, choices or {}, audit_id)]
    if found.ours is None:
        check_audit(found.theirs.document, library)
        _keep_files(workspace, found)
        added = workspace.add(found.theirs.document)
        freeze_packs(workspace, audit_id, found.theirs.packs)
        return added
    merged = found.ours.document
    for change in wanted:
        merged = with_piece(merged, change.place, change.theirs)
    check_audit(merged, library)
    workspace.back_up()
    with workspace.transaction(audit_id) as session:
        audit = session.get_one(AuditRow, audit_id)
        if loading.load_document(session, audit) != found.ours.document:
            raise UnusableInputError(audit_id, "", "it was changed since it was compared; look at the changes again")
        _keep_files(workspace, found)
        for change in wanted:
            _write(session, audit, change)
        new = {name: text for name, text in found.theirs.packs.items() if name not in found.ours.packs}
        write_pack_texts(session, audit_id, {name: text for name, text in new.items() if name in merged.packs})
    return workspace.load(audit_id)


def _chosen(found: Difference, choices: Mapping[str, Choice], audit_id: str) -> list[Change]:
    open_places = [change.place for change in found.conflicts]
    for place in choices:
        if place not in open_places:
            raise UnusableInputError(audit_id, place, "there is no conflict here, so there is nothing to choose")
    undecided = [place for place in open_places if place not in choices]
    if undecided:
        cause = f"both sides say something else about {', '.join(undecided)}; choose ours or theirs for each"
        raise UnusableInputError(audit_id, "", cause)
    return [change for change in found.conflicts if choices[change.place] == "theirs"]


def _keep_files(workspace: Workspace, found: Difference) -> None:
    """Put the files into the workspace before anything names them; one that nobody comes to name does no harm."""
    folder: Path = workspace.folder / FOLDER
    workspace.refuse_if_read_only()
    for sha256, content in found.theirs.files.items():
        with one_sentence(folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            if not (folder / sha256).exists():
                write_atomically(folder / sha256, content)


def _write(session: Session, audit: AuditRow, change: Change) -> None:
    match change.theirs:
        case Head() as head:
            writing.write_head(session, audit, head)
        case EvidenceItem() as item:
            writing.write_evidence(session, audit.id, change.place.removeprefix(EVIDENCE), item)
        case Answer() as answer:
            writing.write_answer(session, audit.id, change.place.removeprefix(ANSWER), answer)
        case Contradiction() as contradiction:
            write_part(session, audit.id, contradiction, contradiction.id)
        case Context() | SignOff() as part:
            write_part(session, audit.id, part)
        case SampleSummary() as summary:
            write_part(session, audit.id, MeasuredSamples.model_validate(summary.model_dump()))
        case ProductFacts() as facts:
            writing.write_product_facts(session, audit, facts.version_visible, facts.terms_no_training)
        case Closing() as closing:
            writing.write_closing(session, audit, closing.closed, closing.reaudit_due)
        case other:
            raise AssertionError(f"{other} is no piece of an audit")
