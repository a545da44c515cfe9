"""A program killed while it saves loses no answer that it reported as saved.

The process that is killed here says so after each save has returned. That its death leaves everything in place holds
whatever the settings are; that a power cut does too rests on the settings that ``test_connection`` reads back.
"""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from core.audit.document import AuditDocument
from core.audit.workspace import Workspace
from questionnaires.answer import Answer

KILLS = 30
LONGEST_WAIT = 0.05
"""Seconds from an acknowledged answer to the kill: a save takes thousandths, on a busy disk hundredths."""


def save_until_killed(folder: Path, audit_id: str, first: int, saved: Connection) -> None:
    workspace = Workspace.open(folder)
    number = first
    while True:
        text = "x" * random.randrange(10, 20_000)
        workspace.save_answer(audit_id, "MS-05", Answer(status="specific", value=number, text=text))
        saved.send(number)
        number += 1


@pytest.mark.slow
def test_no_acknowledged_answer_is_lost_when_the_program_is_killed(folder: Path, meeting: AuditDocument) -> None:
    with Workspace.open(folder) as workspace:
        audit_id = workspace.add(meeting).audit_id
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["core.audit.workspace"])
    chance = random.Random(20)
    acknowledged: list[int] = []
    for kill in range(KILLS):
        ours, theirs = context.Pipe(duplex=False)
        writer = context.Process(target=save_until_killed, args=(folder, audit_id, 1000 * kill, theirs))
        writer.start()
        theirs.close()
        acknowledged += [ours.recv() for _ in range(chance.randrange(1, 4))]
        time.sleep(chance.uniform(0, LONGEST_WAIT))  # so that the kill falls anywhere in a save
        writer.kill()
        writer.join()
        acknowledged += remaining(ours)
        with Workspace.open(folder, read_only=kill % 2 == 0) as workspace:
            kept = [version.answer.value for version in workspace.history(audit_id, "MS-05")[1:]]
            assert workspace.check_changes().problem is None
            if kill % 2:
                assert workspace.read_only_reason is None
        assert set(acknowledged) <= set(kept)
        assert kept == sorted(set(kept))
        assert len(kept) <= len(acknowledged) + kill + 1  # at most one save a kill was not yet reported
    with sqlite3.connect(folder / "workspace.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


def remaining(connection: Connection) -> list[int]:
    """What was sent before the sender died; its last message may be cut off."""
    numbers = []
    try:
        while connection.poll():
            numbers.append(connection.recv())
    except (EOFError, OSError):
        pass
    connection.close()
    return numbers
