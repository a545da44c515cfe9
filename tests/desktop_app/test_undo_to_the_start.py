"""Every change taken back and made again: the same answers stand, and the log of changes keeps every step."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.audit.document import AuditDocument, Contradiction, EvidenceItem
from core.audit.grading import with_adjustment
from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from desktop_app.background import Background
from desktop_app.open_audit import OpenAudit
from questionnaires.library import EXAMPLES, load_library

pytestmark = pytest.mark.slow

LIBRARY = load_library()
CHANGES, SEED = 120, 9
STATUSES = ("specific", "partial", "vague", "pending", "dont_know", "refused", "not_asked")


@pytest.fixture
def audit(qapp, tmp_path: Path) -> Iterator[OpenAudit]:
    with Workspace.open(tmp_path) as workspace:
        document = workspace.add(read_audit(EXAMPLES / "B_evasive_vendor.yaml"))
        opened = OpenAudit(workspace, LIBRARY, document, Background())
        yield opened
        opened.close()


def change_something(audit: OpenAudit, draw: random.Random, number: int) -> None:
    """One change of any kind that pages make."""
    record, document = audit.record, audit.document
    question = draw.choice(audit.questions()).id
    answer = audit.answer(question)
    evidence = sorted(which for which, item in document.evidence.items() if not item.withdrawn)
    match draw.randrange(10):
        case 0 | 1 | 2:
            said = {"status": draw.choice(STATUSES), "text": f"said {number}", "value": None, "choice": ()}
            audit.give_answer(question, answer.model_copy(update=said))
        case 3:
            context = document.context.model_copy(update={"use": f"use {number}", "stakes": draw.choice(("S1", "S2"))})
            audit.about.give_context(context)
        case 4:
            audit.about.give_head(document.head.model_copy(update={"product": f"Product {number}"}))
        case 5:
            record.add_evidence([EvidenceItem(title=f"Mail {number}", kind="written")])
        case 6 if evidence:
            record.link(draw.choice(evidence), question)
        case 7 if evidence:
            record.withdraw_evidence(draw.choice(evidence))
        case 8:
            record.give_contradiction(
                Contradiction(id=f"X-{number}", question=question, claim_a="None.", claim_b=f"{number}")
            )
        case 9:
            graded = with_adjustment(answer, "stale", f"from {number}") if answer.answered else answer
            audit.give_answer(question, graded, stage="evidence")
            record.give_closing(None, dt.date(2027, 1, 1) + dt.timedelta(days=number))


def stored(audit: OpenAudit, tmp_path: Path) -> AuditDocument:
    with Workspace.open(tmp_path, read_only=True) as workspace:
        assert workspace.check_changes().problem is None
        return workspace.load(audit.document.audit_id)


def entries(tmp_path: Path) -> int:
    with Workspace.open(tmp_path, read_only=True) as workspace:
        return workspace.check_changes().entries


def test_undo_to_the_start_and_redo_to_the_end_give_the_same_current_answers(audit, tmp_path):
    draw, start = random.Random(SEED), stored(audit, tmp_path)
    for number in range(CHANGES):
        change_something(audit, draw, number)
    end, stack = stored(audit, tmp_path), audit.undo_stack
    assert end == audit.document != start
    assert stack.count() > CHANGES / 2
    logged = entries(tmp_path)

    while stack.canUndo():
        stack.undo()
    assert entries(tmp_path) >= logged + stack.count()
    assert current(stored(audit, tmp_path)) == current(start)
    assert current(audit.document) == current(start)

    while stack.canRedo():
        stack.redo()
    assert current(stored(audit, tmp_path)) == current(end)
    assert current(audit.document) == current(end)
    assert entries(tmp_path) >= logged + 2 * stack.count()
    assert audit.save_state.saved


def test_every_step_on_the_way_back_is_the_one_that_was_there(audit, tmp_path):
    draw, steps = random.Random(SEED + 1), [audit.document]
    for number in range(40):
        before = audit.undo_stack.index()
        change_something(audit, draw, number)
        if audit.undo_stack.index() == before + 1:
            steps.append(audit.document)
        else:  # nothing changed, or several steps at once
            audit.undo_stack.setIndex(before)
    for step in reversed(steps[:-1]):
        audit.undo_stack.undo()
        assert current(audit.document) == current(step)
    assert not audit.undo_stack.canUndo()


def current(document: AuditDocument) -> dict[str, object]:
    """What counts now. Evidence that was taken out again stays in the register as withdrawn, and counts for nothing."""
    answers = {which: answer for which, answer in document.answers.items() if answer.status != "not_asked"}
    evidence = {which: item for which, item in document.evidence.items() if not item.withdrawn}
    return document.model_copy(update={"answers": answers, "evidence": evidence}).model_dump()


def test_the_comparison_sees_one_answer_that_is_not_the_same(audit):
    question = audit.questions()[0].id
    before = audit.document
    audit.give_answer(question, audit.answer(question).model_copy(update={"text": "other"}))
    assert current(audit.document) != current(before)
