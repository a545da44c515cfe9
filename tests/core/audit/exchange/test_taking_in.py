"""Taking a package in: what is new comes in, what contradicts waits for a choice, and nothing is lost."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.audit.document import Contradiction, EvidenceItem, SignOff
from core.audit.errors import WorkspaceError
from core.audit.exchange.applying import apply
from core.audit.exchange.difference import difference
from core.audit.exchange.file import package_bytes, parse_package
from core.audit.exchange.package import Package, package_of
from core.audit.restore import list_backups, restore
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library, load_library

AUDIT = "AUD-2026-0042-M"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "here") as workspace:
        yield workspace


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "there") as workspace:
        yield workspace


def sent(workspace: Workspace) -> Package:
    """What arrives when a workspace's audit is handed over."""
    return parse_package(package_bytes(package_of(workspace, AUDIT)), "audit.headwater")


def said(text: str) -> Answer:
    return Answer(status="partial", grade=1, text=text)


@pytest.fixture
def both(here: Workspace, there: Workspace, package: Package, library: Library) -> None:
    """The same audit in both workspaces, handed from one to the other."""
    apply(there, difference(None, package), library)
    apply(here, difference(None, sent(there)), library)


def test_an_audit_that_is_not_here_is_taken_in_whole(here: Workspace, package: Package, library: Library) -> None:
    found = difference(None, package)
    assert found.conflicts == ()
    assert {"head", "context", "answer MS-01", "evidence X-01"} <= {change.place for change in found.changes}
    assert all(change.ours is None for change in found.changes)
    assert any("B-01, B-02" in warning for warning in found.warnings)
    assert apply(here, found, library) == package.document
    assert package_of(here, AUDIT).files == package.files
    assert here.check_changes().problem is None


def test_the_same_audit_again_changes_nothing(here: Workspace, there: Workspace, both: None) -> None:
    found = difference(package_of(here, AUDIT), sent(there))
    assert (found.changes, found.conflicts) == ((), ())


def test_a_new_answer_and_new_evidence_come_in(
    here: Workspace, there: Workspace, both: None, library: Library, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("We confirm.")
    there.save_evidence(AUDIT, "X-02", EvidenceItem(title="Letter", kind="written"))
    there.attach_file(AUDIT, "X-02", tmp_path / "letter.txt")
    there.save_answer(AUDIT, "MS-02", said("Later words").model_copy(update={"evidence": ("X-02",)}))
    there.save_product_facts(AUDIT, version_visible=True, terms_no_training=False)
    there.save_contradiction(AUDIT, Contradiction(id="K-9", question="MS-01", claim_a="all", claim_b="none"))
    found = difference(package_of(here, AUDIT), sent(there))
    assert [change.place for change in found.changes] == [
        "evidence X-02",
        "answer MS-02",
        "contradiction K-9",
        "product facts",
    ]
    assert found.conflicts == ()
    entries = here.check_changes().entries
    assert apply(here, found, library) == there.load(AUDIT)
    sha256 = here.load(AUDIT).evidence["X-02"].sha256
    assert sha256 is not None
    assert here.attached_file(sha256) == b"We confirm."
    assert here.check_changes().entries == entries + len(found.changes)
    assert here.check_changes().problem is None


def test_what_was_here_is_backed_up_before_anything_is_taken_in(
    here: Workspace, there: Workspace, both: None, library: Library
) -> None:
    there.save_answer(AUDIT, "MS-02", said("Later words"))
    before = here.load(AUDIT)
    apply(here, difference(package_of(here, AUDIT), sent(there)), library)
    here.close()
    restore(here.folder, list_backups(here.folder)[-1].path)
    with Workspace.open(here.folder) as restored:
        assert restored.load(AUDIT) == before


def test_an_answer_that_follows_ours_is_a_change_that_shows_old_and_new(
    here: Workspace, there: Workspace, both: None
) -> None:
    there.save_answer(AUDIT, "MS-01", said("Better words"))
    (change,) = difference(package_of(here, AUDIT), sent(there)).changes
    assert list(change.differing()) == [("text", "Half an answer, “quoted”.", "Better words")]


def test_an_older_answer_does_not_replace_ours(here: Workspace, there: Workspace, both: None) -> None:
    here.save_answer(AUDIT, "MS-01", said("Newer words"))
    found = difference(package_of(here, AUDIT), sent(there))
    assert (found.changes, found.conflicts) == ((), ())
    assert [warning for warning in found.warnings if "answer MS-01" in warning]


def test_two_different_answers_wait_for_a_choice(
    here: Workspace, there: Workspace, both: None, library: Library
) -> None:
    here.save_answer(AUDIT, "MS-01", said("Our words"))
    there.save_answer(AUDIT, "MS-01", said("Their words"))
    there.save_answer(AUDIT, "MS-02", said("More"))
    found = difference(package_of(here, AUDIT), sent(there))
    (conflict,) = found.conflicts
    assert (conflict.place, conflict.ours, conflict.theirs) == ("answer MS-01", said("Our words"), said("Their words"))
    before = here.load(AUDIT)
    with pytest.raises(UnusableInputError, match="answer MS-01; choose ours or theirs"):
        apply(here, found, library)
    with pytest.raises(UnusableInputError, match="answer MS-09: there is no conflict"):
        apply(here, found, library, {"answer MS-01": "ours", "answer MS-09": "ours"})
    assert here.load(AUDIT) == before
    kept = apply(here, found, library, {"answer MS-01": "ours"})
    assert (kept.answers["MS-01"], kept.answers["MS-02"]) == (said("Our words"), said("More"))


def test_their_side_can_be_chosen_and_ours_stays_in_the_history(
    here: Workspace, there: Workspace, both: None, library: Library
) -> None:
    here.save_answer(AUDIT, "MS-01", said("Our words"))
    there.save_answer(AUDIT, "MS-01", said("Their words"))
    found = difference(package_of(here, AUDIT), sent(there))
    assert apply(here, found, library, {"answer MS-01": "theirs"}).answers["MS-01"] == said("Their words")
    assert said("Our words") in [version.answer for version in here.history(AUDIT, "MS-01")]


def test_another_context_or_head_is_a_conflict(here: Workspace, there: Workspace, both: None, library: Library) -> None:
    document = there.load(AUDIT)
    there.save_context(AUDIT, document.context.model_copy(update={"stakes": "S1", "use": "Something else"}))
    there.save_head(AUDIT, document.head.model_copy(update={"product": "Another product"}))
    there.save_evidence(AUDIT, "B-01", document.evidence["B-01"].model_copy(update={"title": "Another title"}))
    there.save_sign_off(AUDIT, SignOff(prepared_by="Somebody else"))
    there.save_closing(AUDIT, dt.date(2026, 12, 1), None)
    there.save_samples(AUDIT, document.analyser.model_copy(update={"reading": "watch", "n": 40}))
    found = difference(package_of(here, AUDIT), sent(there))
    places = [conflict.place for conflict in found.conflicts]
    assert places == ["head", "context", "evidence B-01", "sign-off", "closing"]
    assert [change.place for change in found.changes] == ["samples"]
    assert apply(here, found, library, dict.fromkeys(places, "theirs")) == there.load(AUDIT)


def test_a_file_for_evidence_that_we_only_name_comes_in(
    here: Workspace, there: Workspace, both: None, library: Library, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("We confirm.")
    for workspace in (here, there):
        workspace.save_evidence(AUDIT, "X-02", EvidenceItem(title="Letter", kind="written"))
    there.attach_file(AUDIT, "X-02", tmp_path / "letter.txt")
    found = difference(package_of(here, AUDIT), sent(there))
    assert [change.place for change in found.changes] == ["evidence X-02"]
    assert difference(package_of(there, AUDIT), sent(here)).changes == ()
    apply(here, found, library)
    assert package_of(here, AUDIT).files == package_of(there, AUDIT).files


def test_what_we_have_and_they_do_not_stays(here: Workspace, there: Workspace, both: None, library: Library) -> None:
    here.save_answer(AUDIT, "MS-02", said("Only here"))
    found = difference(package_of(here, AUDIT), sent(there))
    apply(here, found, library)
    assert here.load(AUDIT).answers["MS-02"] == said("Only here")


def test_another_seed_is_said_and_ours_is_kept(here: Workspace, there: Workspace, both: None) -> None:
    theirs = sent(there)
    theirs = dataclasses.replace(theirs, document=theirs.document.model_copy(update={"seed": 5}))
    found = difference(package_of(here, AUDIT), theirs)
    assert found.changes == ()
    assert "another seed; ours is kept" in " ".join(found.warnings)


def test_an_audit_changed_after_the_preview_is_left_alone(
    here: Workspace, there: Workspace, both: None, library: Library
) -> None:
    there.save_answer(AUDIT, "MS-01", said("Better words"))
    found = difference(package_of(here, AUDIT), sent(there))
    here.save_answer(AUDIT, "MS-01", said("Typed meanwhile"))
    with pytest.raises(UnusableInputError, match="changed since it was compared"):
        apply(here, found, library)
    assert here.load(AUDIT).answers["MS-01"] == said("Typed meanwhile")


def test_what_does_not_fit_the_packs_is_refused_whole(
    here: Workspace, there: Workspace, both: None, library: Library
) -> None:
    there.save_answer(AUDIT, "MS-02", said("Good"))
    there.save_answer(AUDIT, "MS-99", said("There is no such question"))
    before = here.load(AUDIT)
    found = difference(package_of(here, AUDIT), sent(there))
    with pytest.raises(UnusableInputError, match="MS-99"):
        apply(here, found, library)
    assert here.load(AUDIT) == before


def test_a_failure_in_the_middle_leaves_nothing_behind(
    here: Workspace, there: Workspace, both: None, library: Library, tmp_path: Path
) -> None:
    there.save_answer(AUDIT, "MS-02", said("Good"))
    there.save_answer(AUDIT, "MS-03", said("The database will refuse this one"))
    found = difference(package_of(here, AUDIT), sent(there))
    assert [change.place for change in found.changes] == ["answer MS-02", "answer MS-03"]
    with closing(sqlite3.connect(tmp_path / "here" / "workspace.db")) as database:
        database.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON answer WHEN NEW.question_id = 'MS-03' "
            "BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    before, entries = here.load(AUDIT), here.check_changes().entries
    with pytest.raises(WorkspaceError, match="refused"):
        apply(here, found, library)
    assert (here.load(AUDIT), here.check_changes().entries) == (before, entries)


def test_a_workspace_open_for_reading_takes_nothing(
    here: Workspace, there: Workspace, both: None, library: Library, tmp_path: Path
) -> None:
    there.save_answer(AUDIT, "MS-02", said("Good"))
    found = difference(package_of(here, AUDIT), sent(there))
    with (
        Workspace.open(tmp_path / "here", read_only=True) as reader,
        pytest.raises(WorkspaceError, match="reading only"),
    ):
        apply(reader, found, library)


def test_two_different_audits_are_not_compared(here: Workspace, there: Workspace, both: None) -> None:
    theirs = sent(there)
    other = dataclasses.replace(theirs, document=theirs.document.model_copy(update={"audit_id": "AUD-2"}))
    with pytest.raises(ValueError, match="another audit"):
        difference(package_of(here, AUDIT), other)
