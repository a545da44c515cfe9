from __future__ import annotations

import datetime as dt
import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select, update

from core.audit.connection import writing_engine
from core.audit.document import AuditDocument, Contradiction, EvidenceItem, SampleSummary, SignOff
from core.audit.errors import WorkspaceError
from core.audit.qaudit import read_audit
from core.audit.tables import METADATA, AnswerRow, ChangeRow, VendorRow
from core.audit.workspace import Workspace
from questionnaires.answer import Answer, Range
from questionnaires.errors import UnusableInputError
from questionnaires.library import EXAMPLES

WORKED = sorted(EXAMPLES.glob("*.yaml"))
FIRST = Answer(status="vague", grade=1, text="Rigorous quality controls.")
SECOND = Answer(status="specific", grade=3, choice=("samples",), text="Ten records shown.", evidence=("B-02",))


@pytest.mark.parametrize("path", WORKED, ids=lambda path: path.stem)
def test_a_worked_audit_comes_back_equal_after_reopening(path: Path, folder: Path) -> None:
    document = read_audit(path)
    with Workspace.open(folder) as workspace:
        stored = workspace.add(document)
    with Workspace.open(folder) as workspace:
        loaded = workspace.load(document.audit_id)
    assert loaded == stored == document.model_copy(update={"seed": stored.seed})
    assert list(loaded.answers) == list(document.answers)
    assert list(loaded.evidence) == list(document.evidence)


def test_all_five_worked_audits_fit_beside_each_other(workspace: Workspace) -> None:
    stored = {document.audit_id: document for document in (workspace.add(read_audit(path)) for path in WORKED)}
    assert len(stored) == 5
    assert {audit_id: workspace.load(audit_id) for audit_id in stored} == stored


def test_a_seed_is_drawn_once_and_kept(workspace: Workspace, meeting: AuditDocument) -> None:
    first = workspace.add(meeting.model_copy(update={"seed": None}))
    second = workspace.add(meeting.model_copy(update={"seed": None, "audit_id": "AUD-2"}))
    assert first.seed is not None
    assert first.seed != second.seed
    assert workspace.load(first.audit_id).seed == first.seed


def test_a_seed_that_the_audit_brings_is_kept(workspace: Workspace, meeting: AuditDocument) -> None:
    assert workspace.add(meeting.model_copy(update={"seed": 2**63 - 1})).seed == 2**63 - 1


def test_the_list_names_each_audit_with_the_one_changed_last_first(
    workspace: Workspace, meeting: AuditDocument
) -> None:
    workspace.add(meeting)
    workspace.add(meeting.model_copy(update={"audit_id": "AUD-2"}))
    before = dt.datetime.now(dt.UTC)
    workspace.save_answer(meeting.audit_id, "MS-01", Answer(status="not_asked"))
    first, second = workspace.audits()
    assert (first.id, first.vendor, first.product) == (meeting.audit_id, meeting.vendor, meeting.product)
    assert (first.opened, first.answered) == (meeting.opened, len(meeting.answers) - 1)
    assert before <= first.changed <= dt.datetime.now(dt.UTC)
    assert (second.id, second.answered) == ("AUD-2", len(meeting.answers))


def test_a_date_among_the_further_fields_comes_back_as_a_date(workspace: Workspace, meeting: AuditDocument) -> None:
    audit_id = workspace.add(meeting).audit_id
    extra = {"counted_on": dt.date(2026, 11, 20), "batch": "2026-13-45", "share": 0.5, "checked": True}
    given = Answer(status="specific", grade=2, choice=("samples",), extra=extra)
    workspace.save_answer(audit_id, "MS-09", given)
    assert workspace.load(audit_id).answers["MS-09"] == given
    assert workspace.check_changes().problem is None


def test_every_answer_ever_given_stays_in_the_history(workspace: Workspace, meeting: AuditDocument) -> None:
    audit_id = workspace.add(meeting).audit_id
    for answer in (FIRST, SECOND, FIRST):
        workspace.save_answer(audit_id, "MS-09", answer)
    history = workspace.history(audit_id, "MS-09")
    assert [version.answer for version in history] == [meeting.answers["MS-09"], FIRST, SECOND, FIRST]
    assert [version.counter for version in history] == sorted({version.counter for version in history})
    assert workspace.load(audit_id).answers["MS-09"] == FIRST


def test_saving_what_is_already_saved_adds_nothing(workspace: Workspace, meeting: AuditDocument) -> None:
    audit_id = workspace.add(meeting).audit_id
    saved = workspace.save_answer(audit_id, "MS-09", SECOND)
    assert workspace.save_answer(audit_id, "MS-09", SECOND) == saved
    assert workspace.history(audit_id, "MS-09")[-1] == saved
    assert len(workspace.history(audit_id, "MS-09")) == 2


def test_a_changed_answer_keeps_its_place_in_the_audit(workspace: Workspace, meeting: AuditDocument) -> None:
    stored = workspace.add(meeting)
    workspace.save_answer(stored.audit_id, "MS-03", FIRST)
    assert list(workspace.load(stored.audit_id).answers) == list(stored.answers)


@pytest.mark.parametrize(
    "value",
    [
        21_400.0,
        0.1,
        dt.date(2026, 1, 1),
        Range(low=1, high=2.5),
        {"pretraining": Range(best=0), "later_training": Range(low=1, best=2, high=3)},
    ],
)
def test_every_kind_of_value_comes_back(workspace: Workspace, meeting: AuditDocument, value: object) -> None:
    audit_id = workspace.add(meeting).audit_id
    answer = Answer(status="specific", value=value, extra={"temperature": 1.0, "seeded": True, "by": "no"}, n=3)
    workspace.save_answer(audit_id, "MS-05", answer)
    assert workspace.load(audit_id).answers["MS-05"] == answer


def test_all_other_parts_can_be_changed(workspace: Workspace, meeting: AuditDocument) -> None:
    before = workspace.add(meeting)
    context = before.context.model_copy(update={"stakes": "S3", "jurisdictions": ("EU", "UK")})
    samples = SampleSummary(reading="watch", n=200, baseline="notes of 2019", date=dt.date(2026, 11, 12))
    item = EvidenceItem(title="Terms", kind="document", dated=dt.date(2026, 1, 15))
    contradiction = Contradiction(id="X-1", question="MS-02", claim_a="none", claim_b="millions")
    sign_off = SignOff(prepared_by="R. Okafor", prepared_on=dt.date(2026, 11, 20))
    closed, due = dt.date(2026, 11, 21), dt.date(2027, 5, 20)

    workspace.save_context(before.audit_id, context)
    workspace.save_samples(before.audit_id, samples)
    workspace.save_evidence(before.audit_id, "B-09", item)
    workspace.save_evidence(before.audit_id, "B-01", before.evidence["B-01"].model_copy(update={"sha256": "0" * 64}))
    workspace.save_contradiction(before.audit_id, contradiction)
    workspace.save_contradiction(before.audit_id, contradiction.model_copy(update={"state": "explained"}))
    workspace.save_sign_off(before.audit_id, sign_off)
    workspace.save_closing(before.audit_id, closed, due)
    workspace.save_product_facts(before.audit_id, version_visible=True, terms_no_training=True)

    assert workspace.load(before.audit_id) == before.model_copy(
        update={
            "context": context,
            "analyser": samples,
            "evidence": {
                "B-01": before.evidence["B-01"].model_copy(update={"sha256": "0" * 64}),
                "B-02": before.evidence["B-02"],
                "B-09": item,
            },
            "contradictions": (contradiction.model_copy(update={"state": "explained"}),),
            "signoff": sign_off,
            "closed": closed,
            "reaudit_due": due,
            "version_visible": True,
            "terms_no_training": True,
        }
    )


def test_a_removed_audit_is_gone_with_everything_that_was_only_its_own(
    workspace: Workspace, meeting: AuditDocument, folder: Path
) -> None:
    audit_id = workspace.add(meeting).audit_id
    workspace.add(meeting.model_copy(update={"audit_id": "AUD-2", "vendor": "Another vendor"}))
    workspace.remove(audit_id)
    assert [summary.id for summary in workspace.audits()] == ["AUD-2"]
    with pytest.raises(UnusableInputError, match="there is no audit of this id"):
        workspace.load(audit_id)
    workspace.close()
    with Session(writing_engine(folder / "workspace.db")) as session:
        assert session.exec(select(VendorRow.name)).all() == ["Another vendor"]
        assert set(session.exec(select(AnswerRow.audit_id))) == {"AUD-2"}
        session.get_bind().dispose()


def test_a_removed_audit_can_be_added_again(workspace: Workspace, meeting: AuditDocument) -> None:
    stored = workspace.add(meeting)
    workspace.remove(stored.audit_id)
    assert workspace.add(stored) == stored


def test_the_counter_never_goes_back_after_a_removal(workspace: Workspace, meeting: AuditDocument) -> None:
    stored = workspace.add(meeting)
    highest = max(workspace.history(stored.audit_id, question)[-1].counter for question in stored.answers)
    workspace.remove(stored.audit_id)
    workspace.add(stored)
    assert min(workspace.history(stored.audit_id, question)[0].counter for question in stored.answers) > highest


def test_an_id_that_is_taken_is_refused_and_nothing_changes(workspace: Workspace, meeting: AuditDocument) -> None:
    stored = workspace.add(meeting)
    entries = workspace.check_changes().entries
    with pytest.raises(UnusableInputError, match="is in the workspace already"):
        workspace.add(meeting.model_copy(update={"product": "Something else"}))
    assert workspace.load(stored.audit_id) == stored
    assert workspace.check_changes().entries == entries


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"value": float("nan")}, "AUD-2026-0042-M, answer MS-02, value: it must be a finite number"),
        ({"grade": 9}, "AUD-2026-0042-M, answer MS-02, grade: 9 is more than 4."),
        ({"text": "x" * 10_000_000}, "AUD-2026-0042-M, answer MS-02, text: the text has more than 20000 characters."),
        (
            {"evidence": ("B-77",)},
            "AUD-2026-0042-M, answer MS-02: evidence 'B-77' is not in this audit; "
            "add it before the answer that rests on it.",
        ),
    ],
)
def test_an_answer_that_breaks_a_rule_is_refused_in_one_sentence_and_nothing_changes(
    workspace: Workspace, meeting: AuditDocument, change: dict[str, object], sentence: str
) -> None:
    stored = workspace.add(meeting)
    with pytest.raises(UnusableInputError) as caught:
        workspace.save_answer(stored.audit_id, "MS-02", FIRST.model_copy(update=change))
    assert str(caught.value).startswith(sentence)
    assert str(caught.value).count(". ") == 0
    assert workspace.load(stored.audit_id) == stored


def test_an_answer_to_an_unknown_audit_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UnusableInputError, match="AUD-0: there is no audit of this id in the workspace"):
        workspace.save_answer("AUD-0", "MS-01", FIRST)


def test_a_figure_that_is_not_a_number_is_refused_even_in_recorded_figures(
    workspace: Workspace, meeting: AuditDocument
) -> None:
    with pytest.raises(UnusableInputError, match="sim_inputs: it must hold finite numbers only"):
        workspace.add(meeting.model_copy(update={"sim_inputs": {"share": float("nan")}}))
    assert workspace.audits() == ()


@pytest.mark.parametrize(
    "statement",
    [
        update(AnswerRow).values(grade=4),
        delete(AnswerRow),
        update(ChangeRow).values(subject="MS-10"),
        delete(ChangeRow).where(col(ChangeRow.counter) == 1),
        update(METADATA.tables["sign_off"]).values(reviewed_by="Nobody"),
    ],
    ids=["change an answer", "remove an answer", "change the log", "remove from the log", "change a sign-off"],
)
def test_the_database_itself_refuses_to_rewrite_the_past(
    workspace: Workspace, meeting: AuditDocument, folder: Path, statement: object
) -> None:
    stored = workspace.add(meeting)
    workspace.close()
    engine = writing_engine(folder / "workspace.db")
    with pytest.raises(IntegrityError, match=r"never|only with its audit"), engine.begin() as connection:
        connection.execute(statement)
    engine.dispose()
    with Workspace.open(folder) as again:
        assert again.load(stored.audit_id) == stored


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of this kind exist on POSIX systems only")
def test_folder_and_files_are_readable_by_the_user_only(workspace: Workspace, folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of this kind exist on POSIX systems only")
def test_a_database_that_others_could_read_is_closed_to_them(workspace: Workspace, folder: Path) -> None:
    workspace.close()
    (folder / "workspace.db").chmod(0o644)
    Workspace.open(folder).close()
    assert stat.S_IMODE((folder / "workspace.db").stat().st_mode) == 0o600


def test_a_read_only_folder_opens_for_reading_and_says_why(
    folder_of_ordinary_user: Path, meeting: AuditDocument
) -> None:
    folder = folder_of_ordinary_user
    with Workspace.open(folder) as workspace:
        stored = workspace.add(meeting)
    for path in folder.iterdir():
        path.chmod(0o400)
    folder.chmod(0o500)
    with Workspace.open(folder) as workspace:
        assert workspace.load(stored.audit_id) == stored
        reason = "it cannot be written to; check who may write to it, or copy the folder elsewhere"
        assert workspace.read_only_reason == f"Nothing can be saved in {folder}: {reason}."
        with pytest.raises(WorkspaceError, match=r"nothing was saved \(Nothing can be saved in"):
            workspace.save_answer(stored.audit_id, "MS-01", FIRST)


def test_a_new_workspace_in_a_read_only_folder_is_refused(folder_of_ordinary_user: Path) -> None:
    folder = folder_of_ordinary_user
    folder.mkdir()
    folder.chmod(0o500)
    with pytest.raises(WorkspaceError, match="workspace: it cannot be written to; check who may write to it"):
        Workspace.open(folder)
    assert list(folder.iterdir()) == []


def test_reading_where_there_is_no_workspace_makes_none(folder: Path) -> None:
    with pytest.raises(WorkspaceError, match="there is no workspace in this folder yet"):
        Workspace.open(folder, read_only=True)
    assert not folder.exists()


def test_the_head_of_an_audit_can_be_changed_and_a_pack_added(workspace: Workspace, meeting: AuditDocument) -> None:
    before = workspace.add(meeting)
    head = before.head.model_copy(
        update={
            "vendor": "Brightway Ltd",
            "product": "Reader 2",
            "client": "",
            "packs": (*before.packs, "training_data"),
            "pack_versions": {**before.pack_versions, "training_data": "1.0.0"},
        }
    )
    entries = workspace.check_changes().entries
    workspace.save_head(before.audit_id, head)
    assert workspace.load(before.audit_id) == before.with_head(head)
    assert workspace.load(before.audit_id).head == head
    assert [(summary.vendor, summary.product) for summary in workspace.audits()] == [("Brightway Ltd", "Reader 2")]
    report = workspace.check_changes()
    assert (report.entries, report.problem) == (entries + 1, None)


def test_a_new_name_leaves_other_audits_of_the_vendor_alone_and_no_name_behind(
    workspace: Workspace, meeting: AuditDocument, folder: Path
) -> None:
    first = workspace.add(meeting)
    second = workspace.add(meeting.model_copy(update={"audit_id": "AUD-2"}))
    workspace.save_head(first.audit_id, first.head.model_copy(update={"vendor": "Renamed"}))
    assert workspace.load("AUD-2") == second
    workspace.save_head("AUD-2", second.head.model_copy(update={"vendor": "Renamed too"}))
    workspace.close()
    with Session(writing_engine(folder / "workspace.db")) as session:
        assert sorted(session.exec(select(VendorRow.name))) == ["Renamed", "Renamed too"]
        session.get_bind().dispose()


@pytest.mark.parametrize(
    "change", [{"vendor": ""}, {"packs": ()}, {"packs": ("meeting_screen", "meeting_screen")}, {"packs": ("other",)}]
)
def test_a_head_that_breaks_a_rule_is_refused_and_nothing_changes(
    workspace: Workspace, meeting: AuditDocument, change: dict[str, object]
) -> None:
    stored = workspace.add(meeting)
    with pytest.raises(UnusableInputError, match=stored.audit_id):
        workspace.save_head(stored.audit_id, stored.head.model_copy(update=change))
    assert workspace.load(stored.audit_id) == stored


def test_the_whole_reading_of_samples_comes_back(folder: Path, meeting: AuditDocument) -> None:
    reading = {"texts": 200, "readings": [{"measure": "length", "value": 0.1, "interval": [0.05, 1 / 3]}]}
    summary = SampleSummary(reading="watch", n=200)
    with Workspace.open(folder) as workspace:
        audit_id = workspace.add(meeting).audit_id
        assert workspace.measured_samples(audit_id).measured is None
        workspace.save_samples(audit_id, summary, reading)
    with Workspace.open(folder) as workspace:
        assert workspace.measured_samples(audit_id).measured == reading
        assert workspace.load(audit_id).analyser == summary
        assert workspace.check_changes().problem is None


@pytest.mark.parametrize("reading", [{"value": float("nan")}, {"value": object()}])
def test_a_reading_that_is_not_plain_data_is_refused(
    workspace: Workspace, meeting: AuditDocument, reading: dict[str, object]
) -> None:
    audit_id = workspace.add(meeting).audit_id
    with pytest.raises(UnusableInputError, match="plain data with finite numbers"):
        workspace.save_samples(audit_id, SampleSummary(reading="watch", n=200), reading)
