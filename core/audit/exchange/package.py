"""What a ``.headwater`` file carries: an audit, its earlier answers, its evidence files, and its frozen packs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import AwareDatetime

from core.audit.document import AuditDocument
from core.audit.evidence_files import FOLDER
from core.audit.pack_texts import pack_texts
from core.audit.workspace import Workspace
from questionnaires.answer import Answer, Frozen


class GivenAnswer(Frozen):
    """An answer as it was given to a question at one time (UTC)."""

    question: str
    recorded_at: AwareDatetime
    answer: Answer


@dataclass(frozen=True, slots=True)
class Package:
    """An audit that is handed over.

    history: every answer that was ever recorded, in order; empty where the audit never was in a workspace.
    files: content of evidence files by SHA-256. packs: frozen text of the audit's packs, where they were frozen.
    made_by: version of the program that wrote it; empty before that.
    """

    document: AuditDocument
    history: tuple[GivenAnswer, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    packs: Mapping[str, str] = field(default_factory=dict)
    made_by: str = ""

    @property
    def missing_files(self) -> tuple[str, ...]:
        """Ids of the evidence whose file is named by its hash, but is not here."""
        evidence = self.document.evidence.items()
        return tuple(name for name, item in evidence if item.sha256 is not None and item.sha256 not in self.files)

    def answers_to(self, question_id: str) -> tuple[Answer, ...]:
        """Every answer that is known to have been given to a question."""
        earlier = tuple(given.answer for given in self.history if given.question == question_id)
        current = self.document.answers.get(question_id)
        return earlier if current is None else (*earlier, current)


def package_of(workspace: Workspace, audit_id: str) -> Package:
    """An audit of the workspace with its history and those files of its evidence that are kept there.

    Raises UnusableInputError when there is none of that id, WorkspaceError when a kept file is not what was attached.
    """
    document = workspace.load(audit_id)
    versions = [
        (version, question_id)
        for question_id in document.answers
        for version in workspace.history(audit_id, question_id)
    ]
    versions.sort(key=lambda pair: pair[0].counter)
    history = tuple(
        GivenAnswer(question=question_id, recorded_at=version.recorded_at.astimezone(dt.UTC), answer=version.answer)
        for version, question_id in versions
    )
    kept = {place.name for place in (workspace.folder / FOLDER).glob("*")}
    named = sorted(kept & {item.sha256 for item in document.evidence.values()})
    files = {sha256: workspace.attached_file(sha256) for sha256 in named}
    frozen = {name: text for name, text in pack_texts(workspace, audit_id).items() if name in document.packs}
    return Package(document, history, files, frozen)
