"""A program killed while it saves loses no answer that it reported as saved.

The process that is killed here says so after each save has returned. That its death leaves everything in place holds
whatever the settings are; that a power cut does too is shown in ``test_power_cut``.
"""

from __future__ import annotations

import random
import sqlite3
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES
from tests.reliability.killing import killed_at_work

LONGEST_WAIT = 0.03
"""Seconds from an acknowledged answer to the kill: a save takes thousandths, on a busy disk hundredths."""


def save_until_killed(folder: Path, audit_id: str, first: int, saved: Connection) -> None:
    workspace = Workspace.open(folder)
    number = first
    while True:
        text = "x" * random.randrange(10, 20_000)
        workspace.save_answer(audit_id, "MS-05", Answer(status="specific", value=number, text=text))
        saved.send(number)
        number += 1


@pytest.mark.parametrize(
    "kills", [pytest.param(200, marks=pytest.mark.slow), pytest.param(1_000, marks=pytest.mark.soak)]
)
@pytest.mark.timeout(1800)
def test_no_acknowledged_answer_is_lost_when_the_program_is_killed(kills: int, tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    with Workspace.open(folder) as workspace:
        audit_id = workspace.add(read_audit(EXAMPLES / "B0_evasive_vendor_meeting_day.yaml")).audit_id
    chance = random.Random(20)
    acknowledged: set[int] = set()
    for kill in range(kills):
        work = (folder, audit_id, 1000 * kill)
        acknowledged.update(killed_at_work(save_until_killed, work, chance.randrange(1, 4), LONGEST_WAIT))
        with sqlite3.connect(folder / "workspace.db") as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            rows = database.execute("SELECT value FROM answer WHERE question_id = 'MS-05' ORDER BY counter").fetchall()
        database.close()
        kept = [float(value) for (value,) in rows[1:]]
        assert acknowledged <= set(kept)
        assert kept == sorted(set(kept))
        assert len(kept) <= len(acknowledged) + kill + 1  # at most one save a kill was not yet reported
    with Workspace.open(folder) as workspace:
        assert workspace.read_only_reason is None
        assert workspace.check_changes().problem is None
    print(f"\n{kills} kills while answering: {len(acknowledged)} answers reported as saved, 0 lost, 0 damaged")
