"""A program killed while it writes a file leaves the old or the new one, whole; a change is made wholly or not."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from core.audit.atomic_file import write_atomically
from core.audit.document import AuditDocument
from core.audit.exchange.applying import apply
from core.audit.exchange.difference import difference
from core.audit.exchange.file import parse_package, write_package
from core.audit.exchange.package import Package, package_of
from core.audit.qaudit import read_audit
from core.audit.restore import list_backups, restore
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES
from tests.reliability.killing import killed_at_work, seconds_of
from tests.reliability.loaded_library import LIBRARY

KILLS = [pytest.param(30, marks=pytest.mark.slow), pytest.param(300, marks=pytest.mark.soak)]
FIXTURES = Path(__file__).parents[1] / "core" / "audit" / "fixtures"
REFUSED = Answer(status="refused")

pytestmark = pytest.mark.timeout(1800)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a few audits in it."""
    with Workspace.open(tmp_path / "workspace") as workspace:
        for path in sorted(EXAMPLES.glob("*.yaml")):
            workspace.add(read_audit(path))
    return tmp_path / "workspace"


def two_packages(folder: Path) -> tuple[Package, Package]:
    with Workspace.open(folder, read_only=True) as workspace:
        first, second = [package_of(workspace, audit.id) for audit in workspace.audits()[:2]]
    return first, second


def write_plainly(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def write_in_turn(write: object, path: Path, contents: tuple[object, object], ready: Connection) -> None:
    ready.send("ready")
    while True:
        for content in contents:
            write(path, content)  # type: ignore[operator]
            ready.send("written")


def export_in_turn(path: Path, packages: tuple[Package, Package], ready: Connection) -> None:
    ready.send("ready")
    while True:
        for package in packages:
            write_package(package, path)
            ready.send("exported")


@pytest.mark.parametrize("kills", KILLS)
def test_an_exported_audit_is_the_old_or_the_new_one(kills: int, folder: Path, tmp_path: Path) -> None:
    packages = two_packages(folder)
    target = tmp_path / "audit.headwater"
    write_package(packages[0], target)
    found = set()
    for _ in range(kills):
        killed_at_work(export_in_turn, (target, packages), random.randint(1, 4), 0.06)
        document = parse_package(target.read_bytes(), target.name).document
        assert document in [package.document for package in packages]
        found.add(document.audit_id)
    assert len(found) == 2
    print(f"\n{kills} kills while exporting an audit: 0 torn")


def a_report(name: str) -> bytes:
    """The bytes of a real report."""
    from core.assessment.evaluate import evaluate
    from reports.report import draw

    return draw(evaluate(read_audit(EXAMPLES / f"{name}.yaml"), LIBRARY), LIBRARY).content


@pytest.mark.parametrize("kills", KILLS)
def test_a_report_is_the_old_or_the_new_one(kills: int, tmp_path: Path, reports: tuple[bytes, bytes]) -> None:
    target = tmp_path / "report.pdf"
    write_atomically(target, reports[0])
    for _ in range(kills):
        killed_at_work(write_in_turn, (write_atomically, target, reports), random.randint(1, 4), 0.02)
        assert target.read_bytes() in reports
    print(f"\n{kills} kills while writing a report: 0 torn")


@pytest.fixture(scope="module")
def reports() -> tuple[bytes, bytes]:
    return a_report("B0_evasive_vendor_meeting_day"), a_report("D_large_model_moderate_use")


@pytest.mark.slow
def test_the_same_kills_tear_a_file_that_is_written_plainly(tmp_path: Path, reports: tuple[bytes, bytes]) -> None:
    target = tmp_path / "report.pdf"
    torn = 0
    for _ in range(30):
        killed_at_work(write_in_turn, (write_plainly, target, reports), random.randint(1, 4), 0.02)
        torn += target.read_bytes() not in reports
    assert torn >= 3


def back_up_in_turn(folder: Path, ready: Connection) -> None:
    workspace = Workspace.open(folder)
    ready.send("ready")
    while True:
        workspace.back_up()
        ready.send("backed up")


@pytest.mark.parametrize("kills", KILLS)
def test_every_backup_is_whole(kills: int, folder: Path) -> None:
    made = 0
    for _ in range(kills):
        killed_at_work(back_up_in_turn, (folder,), random.randint(1, 4), 0.1)
        for backup in (folder / "backups").glob("*.db"):
            database = sqlite3.connect(backup)
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("SELECT count(*) FROM audit").fetchone() == (5,)
            database.close()
            backup.unlink()
            made += 1
    assert made >= kills / 2
    print(f"\n{kills} kills while backing up: {made} backups, 0 damaged")


def restore_in_turn(folder: Path, backups: tuple[Path, Path], ready: Connection) -> None:
    ready.send("ready")
    while True:
        for backup in backups:
            restore(folder, backup)
            ready.send("restored")


@pytest.mark.parametrize("kills", KILLS)
def test_a_restored_workspace_is_the_old_or_the_new_one(kills: int, folder: Path, tmp_path: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.remove(workspace.audits()[0].id)
        workspace.back_up()
    backups = tuple(shutil.copy(listed.path, tmp_path) for listed in list_backups(folder)[:2])
    found = set()
    for _ in range(kills):
        killed_at_work(restore_in_turn, (folder, tuple(Path(backup) for backup in backups)), random.randint(1, 4), 0.1)
        with Workspace.open(folder) as workspace:
            assert workspace.check_changes().problem is None
            found.add(len(workspace.audits()))
        shutil.rmtree(folder / "backups", ignore_errors=True)
    assert found == {4, 5}
    print(f"\n{kills} kills while restoring: 0 damaged")


def upgrade(folder: Path, ready: Connection) -> None:
    ready.send("ready")
    Workspace.open(folder)
    ready.send("upgraded")
    time.sleep(600)


@pytest.mark.parametrize("kills", KILLS)
def test_a_workspace_killed_in_its_upgrade_is_upgraded_the_next_time(kills: int, tmp_path: Path) -> None:
    expected = json.loads((FIXTURES / "schema_1.json").read_text(encoding="utf-8"))
    before = set()
    longest = 0.0
    for kill in range(kills):
        folder = tmp_path / str(kill)
        folder.mkdir()
        shutil.copy(FIXTURES / "schema_1.db", folder / "workspace.db")
        if kill == 0:
            longest = 1.5 * seconds_of(upgrade, (folder,))
        else:
            killed_at_work(upgrade, (folder,), 1, longest)
        database = sqlite3.connect(folder / "workspace.db")
        before.add(database.execute("PRAGMA user_version").fetchone()[0])
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        database.close()
        with Workspace.open(folder) as workspace:
            for audit_id, document in expected["documents"].items():
                assert workspace.load(audit_id) == AuditDocument.model_validate(document)
            report = workspace.check_changes()
            assert (report.head, report.problem) == (expected["head"], None)
        shutil.rmtree(folder)
    assert 1 in before
    assert len(before) == 2  # the first or the last schema, never one between
    print(f"\n{kills} kills while upgrading: 0 damaged, 0 half upgraded")


def take_in(folder: Path, theirs: Package, ready: Connection) -> None:
    workspace = Workspace.open(folder)
    found = difference(package_of(workspace, theirs.document.audit_id), theirs)
    ready.send("ready")
    apply(workspace, found, LIBRARY, {conflict.place: "theirs" for conflict in found.conflicts})
    ready.send("imported")
    time.sleep(600)


@pytest.mark.parametrize("kills", KILLS)
def test_an_import_is_taken_in_whole_or_not_at_all(kills: int, folder: Path, tmp_path: Path) -> None:
    ours, _ = two_packages(folder)
    changed = dict.fromkeys(ours.document.answers, REFUSED)
    document = ours.document.model_copy(update={"answers": changed})
    theirs = Package(document)
    pristine = (folder / "workspace.db").read_bytes()
    found = set()
    longest = 1.5 * seconds_of(take_in, (folder, theirs))
    for _ in range(kills):
        (folder / "workspace.db").write_bytes(pristine)
        killed_at_work(take_in, (folder, theirs), 1, longest)
        with Workspace.open(folder) as workspace:
            answers = workspace.load(document.audit_id).answers
            assert answers in (ours.document.answers, changed)
            assert workspace.check_changes().problem is None
            found.add(answers == changed)
    assert found == {True, False}
    print(f"\n{kills} kills while importing: 0 taken in by half")
