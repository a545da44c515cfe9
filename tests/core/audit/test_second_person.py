from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from core.audit.consistency import check_audit, check_structure
from core.audit.document import AuditDocument, Contradiction, EvidenceItem, SignOff
from core.audit.loading import contradiction_history
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.errors import UnusableInputError
from questionnaires.library import load_library

LIBRARY = load_library()
REASON = "We publish nothing produced with it."
CLAIMS: dict[str, Any] = {"id": "X-1", "question": "MS-02", "claim_a": "None.", "claim_b": "A flywheel."}


def audit(meeting: AuditDocument, stakes: str, **changes: Any) -> AuditDocument:
    context = meeting.context.model_copy(update={"stakes": stakes})
    packs = {"packs": ("meeting_screen", "regulatory_disclosure"), "pack_versions": {}, "answers": {}}
    return meeting.model_copy(update={"context": context, "signoff": SignOff(), **packs, **changes})


@pytest.mark.parametrize(
    ("stakes", "accepted_by", "fine"),
    [("S2", None, True), ("S3", None, False), ("S3", "the  AUDITOR", False), ("S3", "R. Okafor", True)],
)
def test_at_critical_stakes_somebody_else_accepts_does_not_apply(
    stakes: str, accepted_by: str | None, fine: bool, meeting: AuditDocument
) -> None:
    auditor = meeting.auditor.model_copy(update={"name": "The Auditor"})
    answer = Answer(status="na", reason=REASON, accepted_by=accepted_by)
    document = audit(meeting, stakes, auditor=auditor, answers={"RD-B11": answer})
    if fine:
        check_audit(document, LIBRARY)
    else:
        with pytest.raises(UnusableInputError, match="accepted_by: at critical stakes somebody other than the auditor"):
            check_audit(document, LIBRARY)


@pytest.mark.parametrize("question", [q.id for pack in LIBRARY.packs.values() for q in pack.questions if q.gate])
def test_a_must_answer_question_never_counts_as_not_applying(question: str) -> None:
    found = LIBRARY.question(question)
    assert found is not None
    assert not found.na_allowed


@pytest.mark.parametrize(
    ("stakes", "reviewed_by", "fine"),
    [("S2", "Owner", True), ("S3", "owner ", False), ("S3", "M. Field", False), ("S3", "R. Okafor", True)],
)
def test_at_critical_stakes_the_reviewer_is_another_person(
    stakes: str, reviewed_by: str, fine: bool, meeting: AuditDocument
) -> None:
    auditor = meeting.auditor.model_copy(update={"name": "M. Field"})
    signed = SignOff(prepared_by="Owner", reviewed_by=reviewed_by)
    document = audit(meeting, stakes, auditor=auditor, signoff=signed)
    if fine:
        check_audit(document, LIBRARY)
    else:
        with pytest.raises(
            UnusableInputError, match="sign-off, reviewed_by: at critical stakes the reviewer is anothe"
        ):
            check_audit(document, LIBRARY)


@pytest.mark.parametrize(
    ("parts", "cause"),
    [
        ({"state": "explained"}, "X-1, resolution: it is explained without an explanation"),
        ({"state": "closed", "closed_by": "R. Okafor", "resolution": " "}, "X-1, resolution: it is closed without"),
        ({"state": "closed", "resolution": "Two models."}, "X-1, closed_by: it is closed by nobody; name who"),
        ({"state": "closed", "resolution": "Two models.", "closed_by": "R. Okafor"}, None),
    ],
)
def test_closing_a_contradiction_needs_a_sentence_and_a_name(
    parts: dict[str, Any], cause: str | None, meeting: AuditDocument
) -> None:
    document = audit(meeting, "S2", contradictions=(Contradiction.model_validate({**CLAIMS, **parts}),))
    if cause is None:
        check_structure(document)
    else:
        with pytest.raises(UnusableInputError, match=cause):
            check_structure(document)


def test_an_answer_rests_on_nothing_that_was_withdrawn(meeting: AuditDocument) -> None:
    item = EvidenceItem(title="Mail", kind="written", withdrawn=True)
    document = audit(meeting, "S2", evidence={"E-1": item}).with_answer(
        "MS-01", Answer(status="vague", evidence=("E-1",))
    )
    with pytest.raises(UnusableInputError, match="the evidence 'E-1' was withdrawn; unlink it"):
        check_structure(document)


def test_every_state_of_a_contradiction_stays_in_its_history(workspace: Workspace, meeting: AuditDocument) -> None:
    audit_id = workspace.add(audit(meeting, "S2", contradictions=())).audit_id
    opened = Contradiction.model_validate({**CLAIMS, "other_question": "MS-03", "why": "Both cannot be."})
    closed = {
        "state": "closed",
        "resolution": "Two models.",
        "closed_by": "R. Okafor",
        "closed_on": dt.date(2026, 11, 20),
    }
    states = [opened, opened.model_copy(update=closed), opened, opened.model_copy(update={"state": "withdrawn"})]
    for state in states:
        workspace.save_contradiction(audit_id, state)
    with workspace.reading() as session:
        assert [state for _, state in contradiction_history(session, audit_id)] == states
    assert workspace.load(audit_id).contradictions == ()
    assert workspace.check_changes().problem is None
