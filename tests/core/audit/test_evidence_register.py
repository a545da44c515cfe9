from __future__ import annotations

from pathlib import Path

import pytest

from core.audit.document import AuditDocument, EvidenceItem
from core.audit.errors import WorkspaceError
from core.audit.evidence_register import kept_hashes, linked, next_evidence_id, register, take_in, unlinked
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.errors import UnusableInputError


def test_the_register_says_which_answers_rest_on_a_piece_and_whether_its_file_is_here(
    workspace: Workspace, meeting: AuditDocument, tmp_path: Path
) -> None:
    source = tmp_path / "Ærlig log <b>.pdf"
    source.write_bytes(b"%PDF log")
    item = take_in(workspace, source)
    assert (item.title, item.file_name, item.kind) == ("Ærlig log <b>", "Ærlig log <b>.pdf", "document")
    lost = EvidenceItem(title="Lost", kind="document", sha256="0" * 64)
    spoken = EvidenceItem(title="Call", kind="verbal")
    document = meeting.model_copy(update={"evidence": {"E-1": item, "E-2": lost, "E-3": spoken}, "answers": {}})
    document = document.with_answer("MS-01", Answer(status="vague", grade=1, evidence=("E-1", "E-3")))
    entries = register(document, kept_hashes(workspace))
    assert [(entry.id, entry.file, entry.used_by) for entry in entries] == [
        ("E-1", "kept", ("MS-01",)),
        ("E-2", "missing", ()),
        ("E-3", "none", ("MS-01",)),
    ]


def test_a_withdrawn_piece_leaves_the_register_and_its_file_stays(
    workspace: Workspace, meeting: AuditDocument, tmp_path: Path
) -> None:
    source = tmp_path / "log.txt"
    source.write_text("log", encoding="utf-8")
    audit_id = workspace.add(meeting).audit_id
    item = take_in(workspace, source)
    workspace.save_evidence(audit_id, "E-1", item)
    workspace.save_answer(audit_id, "MS-01", Answer(status="vague", grade=1, evidence=("E-1",)))
    workspace.save_answer(audit_id, "MS-01", Answer(status="vague", grade=1))
    workspace.save_evidence(audit_id, "E-1", item.model_copy(update={"withdrawn": True}))
    document = workspace.load(audit_id)
    assert "E-1" not in [entry.id for entry in register(document)]
    assert workspace.attached_file(item.sha256 or "") == b"log"
    assert workspace.history(audit_id, "MS-01")[-2].answer.evidence == ("E-1",)


@pytest.mark.parametrize(
    ("names", "following"),
    [((), "E-01"), (("E-01", "E-09"), "E-10"), (("B-02", "B-1"), "B-03"), (("contract",), "E-01"), (("99",), "100")],
)
def test_the_next_id_follows_those_in_use(names: tuple[str, ...], following: str, meeting: AuditDocument) -> None:
    items = {name: EvidenceItem(title=name, kind="written") for name in names}
    assert next_evidence_id(meeting.model_copy(update={"evidence": items})) == following


def test_linking_and_unlinking_keep_the_order_and_happen_once() -> None:
    answer = Answer(status="vague", evidence=("E-1",))
    assert linked(linked(answer, "E-2"), "E-2").evidence == ("E-1", "E-2")
    assert linked(answer, "E-1") is answer
    assert unlinked(linked(answer, "E-2"), "E-1").evidence == ("E-2",)


def test_a_folder_is_no_evidence_and_a_reader_takes_nothing_in(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="attach a single file"):
        take_in(workspace, tmp_path)
    with Workspace.open(workspace.folder, read_only=True) as reader, pytest.raises(WorkspaceError, match="nothing was"):
        take_in(reader, tmp_path / "log.txt")
