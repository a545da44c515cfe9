"""A power cut takes no answer that was reported as saved: the statements of real saves, on a disk that loses its power.

The settings are the program's own (``SETTINGS``). Other common settings run through the same cuts and must lose
something, or the cuts would prove nothing; a kill of the program cannot tell them apart.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from pathlib import Path

import apsw
import pytest
from sqlalchemy import event

from core.audit.connection import SETTINGS
from core.audit.document import AuditDocument
from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES
from tests.reliability.power import Disk, File, Recorder

SAVES = 60
OURS = {name: value for name, (value, _) in SETTINGS.items() if name != "busy_timeout"}
DATABASE = "workspace.db"


@pytest.fixture(scope="module")
def saves(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[list[str]], list[str]]:
    """A database, the statements of real saves made to it one after the other, and the hashes in its log in the end."""
    folder = tmp_path_factory.mktemp("saves")
    chance = random.Random(20)
    meeting: AuditDocument = read_audit(EXAMPLES / "B0_evasive_vendor_meeting_day.yaml")
    with Workspace.open(folder) as workspace:
        workspace.add(meeting)
        base = (folder / DATABASE).read_bytes()
        statements: list[str] = []
        engine = workspace._database.engine
        with engine.connect() as connection:
            connection.connection.driver_connection.set_trace_callback(statements.append)
        event.listen(engine, "connect", lambda database, _: pytest.fail("one connection is traced, not several"))
        recorded = []
        for number in range(SAVES):
            text = "x" * chance.choice((20, 900, 6000, 20_000))
            statements.clear()
            workspace.save_answer(meeting.audit_id, "MS-05", Answer(status="specific", value=number, text=text))
            recorded.append([statement for statement in statements if not statement.startswith("--")])
        with engine.connect() as connection:
            connection.connection.driver_connection.set_trace_callback(None)
            hashes = list(connection.exec_driver_sql("SELECT sha256 FROM change ORDER BY counter").scalars())
    return base, recorded, hashes


def recorded_steps(base: bytes, saves: list[list[str]], settings: dict[str, str]) -> list[tuple]:
    """Everything SQLite does to its files during the saves, and when each save was reported."""
    recorder = Recorder(f"power-{random.Random().random()}", {DATABASE: base})
    database = apsw.Connection(DATABASE, vfs=recorder.name, flags=apsw.SQLITE_OPEN_READWRITE)
    for name, value in settings.items():
        database.execute(f"PRAGMA {name}={value}").fetchall()
    for number, statements in enumerate(saves):
        for statement in statements:
            database.execute(statement).fetchall()
        recorder.steps.append(("saved", number))
    steps = list(recorder.steps)
    database.close(True)
    return steps


def fates(base: bytes, steps: list[tuple], hashes: list[str], cuts: int, folder: Path) -> Counter[str]:
    """What a number of cuts at random steps did: everything there, an answer lost, or the database damaged."""
    chance = random.Random(20)
    places = Counter(chance.randrange(1, len(steps)) for _ in range(cuts))
    disk = Disk({DATABASE: File(bytearray(base), bytearray(base), [], True)})
    reported = 0
    found: Counter[str] = Counter()
    for place, step in enumerate(steps, 1):
        disk.do(step)
        reported += step[0] == "saved"
        for _ in range(places[place]):
            found[fate(disk.after_the_cut(chance), len(hashes) - SAVES + reported, hashes, folder)] += 1
    return found


def fate(files: dict[str, bytes], reported: int, hashes: list[str], folder: Path) -> str:
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    database = sqlite3.connect(folder / DATABASE)
    try:
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return "damaged"
        kept = [sha256 for (sha256,) in database.execute("SELECT sha256 FROM change ORDER BY counter")]
        answers = database.execute("SELECT count(*) FROM answer").fetchone()[0]
    except sqlite3.DatabaseError:
        return "damaged"
    finally:
        database.close()
    if kept != hashes[: len(kept)] or answers < len(kept) - (len(hashes) - SAVES):
        return "damaged"
    return "whole" if len(kept) >= reported else "lost"


@pytest.mark.parametrize(
    "cuts",
    [pytest.param(2_000, marks=pytest.mark.slow), pytest.param(10_000, marks=pytest.mark.soak)],
)
def test_no_cut_takes_an_answer_that_was_reported_as_saved(saves: tuple, cuts: int, tmp_path: Path) -> None:
    base, statements, hashes = saves
    steps = recorded_steps(base, statements, OURS)
    found = fates(base, steps, hashes, cuts, tmp_path)
    print(f"\n{cuts} power cuts at {len(steps)} steps of {SAVES} saves: {dict(found)}")
    assert found == {"whole": cuts}


@pytest.mark.parametrize(
    ("other", "harm", "at_least"),
    [
        ({"synchronous": "FULL"}, "lost", 20),
        ({"locking_mode": "EXCLUSIVE", "journal_mode": "WAL", "synchronous": "NORMAL"}, "lost", 100),
        ({"synchronous": "OFF"}, "damaged", 100),
    ],
    ids=["sqlite-default", "wal-normal", "off"],
)
@pytest.mark.slow
def test_the_same_cuts_show_what_other_settings_lose(
    saves: tuple, other: dict[str, str], harm: str, at_least: int, tmp_path: Path
) -> None:
    base, statements, hashes = saves
    found = fates(base, recorded_steps(base, statements, OURS | other), hashes, 500, tmp_path)
    print(f"\n500 power cuts with {other}: {dict(found)}")
    assert found[harm] >= at_least
