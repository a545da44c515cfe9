"""The register of evidence: what an audit holds, which answers rest on it, and whether its file is here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.audit.document import AuditDocument, EvidenceItem
from core.audit.evidence_files import FOLDER, keep_file
from core.audit.workspace import Workspace
from core.audit.writing import write_answer, write_evidence
from questionnaires.answer import Answer
from questionnaires.reading import validate

FileState = Literal["none", "kept", "missing"]
LONGEST_NAME = 255
_NUMBERED = re.compile(r"(.*?)(\d+)")
_FIRST = ("E-", 0, 2)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One piece of evidence. used_by: the questions whose current answers rest on it."""

    id: str
    item: EvidenceItem
    used_by: tuple[str, ...]
    file: FileState


def register(document: AuditDocument, kept: Collection[str] = ()) -> tuple[RegisterEntry, ...]:
    """Every piece that was not withdrawn, in the order in which it was taken in. kept: hashes of the files here."""
    return tuple(
        RegisterEntry(
            evidence_id,
            item,
            tuple(which for which, answer in document.answers.items() if evidence_id in answer.evidence),
            _state(item, kept),
        )
        for evidence_id, item in document.evidence.items()
        if not item.withdrawn
    )


def kept_hashes(workspace: Workspace) -> frozenset[str]:
    """The hashes of all evidence files in the workspace."""
    return frozenset(place.name for place in (workspace.folder / FOLDER).glob("*"))


def next_evidence_id(document: AuditDocument) -> str:
    """An id that follows the last one in use, such as E-03 after E-02."""
    numbered = [match for name in document.evidence if (match := _NUMBERED.fullmatch(name))]
    prefix, last, width = _FIRST
    if numbered:
        highest = max(numbered, key=lambda match: int(match[2]))
        prefix, last, width = highest[1], int(highest[2]), len(highest[2])
    name = f"{prefix}{last + 1:0{width}d}"
    while name in document.evidence:
        last += 1
        name = f"{prefix}{last + 1:0{width}d}"
    return name


def take_in(workspace: Workspace, source: Path) -> EvidenceItem:
    """Copy a file into the workspace; what is known of it as evidence: its name, its hash, and a document's kind.

    Raises as ``keep_file`` does, and WorkspaceError where nothing can be saved. The item itself is not saved here.
    """
    workspace.refuse_if_read_only()
    sha256 = keep_file(workspace.folder, source)
    name = source.name[-LONGEST_NAME:]
    return EvidenceItem(title=source.stem[:LONGEST_NAME] or name, kind="document", file_name=name, sha256=sha256)


def attach(
    workspace: Workspace, audit_id: str, question_id: str, source: Path, given: Mapping[str, Any]
) -> tuple[str, EvidenceItem]:
    """Take a file in as evidence for an answer, in one commit; returns its id and what is known of it.

    given: fields of the item that the caller knows. Raises as ``take_in`` and the saving functions of a workspace do.
    """
    document = workspace.load(audit_id)
    kept = take_in(workspace, source)
    item = validate({**kept.model_dump(), **given}, EvidenceItem, f"{audit_id}, evidence {kept.file_name}")
    evidence_id = next_evidence_id(document)
    answer = linked(document.answers.get(question_id, Answer(status="not_asked")), evidence_id)
    with workspace.transaction(audit_id) as session:
        write_evidence(session, audit_id, evidence_id, item)
        write_answer(session, audit_id, question_id, answer)
    return evidence_id, item


def linked(answer: Answer, evidence_id: str) -> Answer:
    """The answer, resting on a piece of evidence as well."""
    if evidence_id in answer.evidence:
        return answer
    return answer.model_copy(update={"evidence": (*answer.evidence, evidence_id)})


def unlinked(answer: Answer, evidence_id: str) -> Answer:
    """The answer, no longer resting on a piece of evidence."""
    return answer.model_copy(update={"evidence": tuple(name for name in answer.evidence if name != evidence_id)})


def _state(item: EvidenceItem, kept: Collection[str]) -> FileState:
    if item.sha256 is None:
        return "none"
    return "kept" if item.sha256 in kept else "missing"
