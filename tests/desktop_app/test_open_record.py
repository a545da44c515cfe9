"""Evidence, contradictions, sign-off, grades and context of the open audit: stored at once, undone, made again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.audit.document import AuditDocument, Contradiction, EvidenceItem
from core.audit.exchange.parts import ProductFacts
from core.audit.grading import with_adjustment
from core.audit.pack_texts import pack_texts
from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from desktop_app.background import Background
from desktop_app.open_audit import OpenAudit
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES, load_library

DAY = dt.date(2026, 11, 21)
LIBRARY = load_library()
CLAIMS = Contradiction(id="X-09", question="TD-2.01", claim_a="None.", claim_b="A flywheel.")


@pytest.fixture
def audit(qapp, tmp_path: Path) -> Iterator[OpenAudit]:
    with Workspace.open(tmp_path) as workspace:
        document = workspace.add(read_audit(EXAMPLES / "B_evasive_vendor.yaml"))
        opened = OpenAudit(workspace, LIBRARY, document, Background())
        yield opened
        opened.close()


def add_evidence(audit: OpenAudit) -> None:
    audit.record.add_evidence([EvidenceItem(title="Mail", kind="written")])


def withdraw(audit: OpenAudit) -> None:
    audit.record.withdraw_evidence("B-03")


def rename(audit: OpenAudit) -> None:
    item = audit.document.evidence["B-01"]
    audit.record.give_evidence("B-01", item.model_copy(update={"title": "Brochure", "source": "Sales"}))


def write_contradiction(audit: OpenAudit) -> None:
    audit.record.give_contradiction(CLAIMS)


def close_contradiction(audit: OpenAudit) -> None:
    known = audit.document.contradictions[0]
    closed = {"state": "closed", "resolution": "Two models.", "closed_by": "R. Okafor", "closed_on": DAY}
    audit.record.give_contradiction(known.model_copy(update=closed))


def sign(audit: OpenAudit) -> None:
    comment = {"vendor_comment": "Agreed.", "vendor_comment_by": "Head of data", "vendor_comment_on": DAY}
    audit.record.give_sign_off(audit.document.signoff.model_copy(update=comment))


def set_dates(audit: OpenAudit) -> None:
    audit.record.give_closing(None, DAY)


def adjust(audit: OpenAudit) -> None:
    audit.give_answer("TD-7.02", with_adjustment(audit.answer("TD-7.02"), "stale", "Of 2024."), stage="evidence")


def change_context(audit: OpenAudit) -> None:
    audit.about.give_context(audit.document.context.model_copy(update={"stakes": "S3"}))


def change_head(audit: OpenAudit) -> None:
    audit.about.give_head(audit.document.head.model_copy(update={"product": "Analyst 2"}))


def change_facts(audit: OpenAudit) -> None:
    audit.about.give_facts(ProductFacts(version_visible=True, terms_no_training=True))


CHANGES = (
    add_evidence,
    withdraw,
    rename,
    write_contradiction,
    close_contradiction,
    sign,
    set_dates,
    adjust,
    change_context,
    change_head,
    change_facts,
)


def without_withdrawn(document: AuditDocument) -> AuditDocument:
    """What a person sees: evidence that was taken back is kept for the history only."""
    stay = {name: item for name, item in document.evidence.items() if not item.withdrawn}
    return document.model_copy(update={"evidence": stay})


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_is_stored_undone_and_made_again(change: Callable[[OpenAudit], None], audit: OpenAudit) -> None:
    stored = lambda: audit.workspace.load(audit.document.audit_id)  # noqa: E731
    before = audit.document
    change(audit)
    after = audit.document
    assert stored() == after != before
    assert audit.undo_stack.count() == 1
    audit.undo_stack.undo()
    assert without_withdrawn(stored()) == without_withdrawn(audit.document) == before
    audit.undo_stack.redo()
    assert stored() == audit.document == after
    assert audit.save_state.saved
    assert audit.workspace.check_changes().problem is None


def test_undoing_leads_to_where_the_change_was_made(audit: OpenAudit, qtbot) -> None:
    for change, stage in ((sign, "evidence"), (adjust, "evidence"), (change_context, "context")):
        change(audit)
        with qtbot.waitSignal(audit.part_restored) as told:
            audit.undo_stack.undo()
        assert told.args == [stage]


def test_typing_on_in_the_same_words_is_one_step(audit: OpenAudit) -> None:
    for words in ("A", "Ag", "Agreed"):
        audit.record.give_sign_off(audit.document.signoff.model_copy(update={"vendor_comment": words}))
    assert audit.undo_stack.count() == 1
    audit.record.give_sign_off(audit.document.signoff.model_copy(update={"reviewed_by": "Somebody"}))
    assert audit.undo_stack.count() == 2


def test_taking_evidence_out_unlinks_it_from_every_answer_in_one_step(audit: OpenAudit) -> None:
    rested = [which for which, answer in audit.document.answers.items() if "B-03" in answer.evidence]
    assert len(rested) > 20
    audit.record.withdraw_evidence("B-03")
    assert audit.document.evidence["B-03"].withdrawn
    assert all("B-03" not in answer.evidence for answer in audit.document.answers.values())
    audit.undo_stack.undo()
    assert all("B-03" in audit.answer(which).evidence for which in rested)


def test_a_new_due_date_is_no_longer_late(audit: OpenAudit) -> None:
    promised = audit.answer("MS-02")
    assert promised.overdue_days == 21
    audit.give_answer("MS-02", promised.model_copy(update={"due": dt.date(2027, 1, 1)}))
    assert audit.answer("MS-02").overdue_days == 0


@pytest.mark.slow
def test_there_is_no_verdict_while_nobody_else_accepted_what_does_not_apply(audit: OpenAudit, qtbot) -> None:
    audit.about.give_head(audit.document.head.model_copy(update={"packs": ("training_data", "regulatory_disclosure")}))
    audit.give_answer("RD-B11", Answer(status="na"))
    with qtbot.waitSignal(audit.evaluation_failed, timeout=30_000) as told:
        audit.rescore()
    assert "RD-B11, reason: 'does not apply' needs a reason and who accepted it" in told.args[0]


def test_packs_that_are_added_are_frozen_as_they_read_now(audit: OpenAudit) -> None:
    head = audit.document.head
    audit.about.give_head(head.model_copy(update={"packs": (*head.packs, "agents_context")}))
    assert set(pack_texts(audit.workspace, audit.document.audit_id)) == {*head.packs, "agents_context"}


@pytest.mark.slow
def test_every_kind_of_change_can_be_undone_at_the_end_in_turn(audit: OpenAudit) -> None:
    before = audit.document
    for change in CHANGES:
        change(audit)
    while audit.undo_stack.canUndo():
        audit.undo_stack.undo()
    assert without_withdrawn(audit.workspace.load(before.audit_id)) == before
