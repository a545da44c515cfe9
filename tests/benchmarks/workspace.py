"""How long a workspace of a thousand audits with 125 answers each takes to open, to list and to search for promises.

python -m tests.benchmarks.workspace [AUDITS]
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

from core.audit.document import AuditDocument
from core.audit.due import due_in_workspace
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.library import load_library

AUDITS, REPEATS = 1_000, 5
WORDS = "We keep a register of every source, with the date on which it was taken in and by whom it was checked."
TODAY = dt.date(2026, 11, 21)
Result = TypeVar("Result")


def one_audit() -> AuditDocument:
    """An audit that answers every question of every pack, one in ten of them with a promise."""
    library = load_library()
    questions = [question for pack in library.packs.values() for question in pack.questions]
    promised = Answer(status="pending", by="Head of data", due=dt.date(2026, 11, 1), text=WORDS)
    answers = {
        question.id: promised if number % 10 == 0 else Answer(status="specific", grade=2, text=WORDS)
        for number, question in enumerate(questions)
    }
    data = {
        "audit_id": "AUD-0",
        "vendor": "Example Ltd",
        "product": "Reader",
        "auditor": {"name": "M. Field"},
        "packs": tuple(library.packs),
        "opened": dt.date(2026, 10, 1),
        "context": {"stakes": "S2", "human_in_loop": "yes", "lane": "A"},
        "answers": answers,
    }
    return AuditDocument.model_validate(data)


def fill(folder: Path, audits: int) -> int:
    """A workspace of so many audits: one written as usual and copied inside the database; returns its answers."""
    document = one_audit()
    with Workspace.open(folder) as workspace:
        workspace.add(document)
    database = sqlite3.connect(folder / "workspace.db")
    step = database.execute("SELECT max(counter) FROM change").fetchone()[0]
    for number in range(1, audits):
        for table in ("audit", "audit_pack", "change", "answer", "context", "sample_set", "sign_off"):
            _copy(database, table, number, step)
    database.commit()
    database.close()
    return len(document.answers)


def _copy(database: sqlite3.Connection, table: str, number: int, step: int) -> None:
    """The rows of the first audit once more, under another id, with counters and hashes of their own."""
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    new = {
        "id": f"'AUD-{number}'",
        "audit_id": f"'AUD-{number}'",
        "counter": f"counter + {number * step}",
        "previous_sha256": "lower(hex(randomblob(32)))",
        "sha256": "lower(hex(randomblob(32)))",
    }
    values = ", ".join(new.get(name, f'"{name}"') for name in columns)
    key = "id" if table == "audit" else "audit_id"
    database.execute(f"INSERT INTO {table} SELECT {values} FROM {table} WHERE {key} = 'AUD-0'")


def timed(what: str, does: Callable[[], Result]) -> Result:
    """Print the median time of some repeats."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        result = does()
        times.append(time.perf_counter() - start)
    print(f"{what:<42} {1000 * median(times):7.0f} ms   (worst {1000 * max(times):.0f})")
    return result


def main(audits: int) -> None:
    """Fill a workspace and time what a person waits for."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        answers = fill(folder, audits)
        print(f"{audits} audits with {answers} answers each")
        timed("open for writing and close", lambda: Workspace.open(folder).close())

        times = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            workspace = Workspace.open(folder, check_later=True)
            assert len(workspace.audits()) == audits
            times.append(time.perf_counter() - start)
            workspace.close()
        print(f"{'open and list every audit, as the window does':<48} {1000 * median(times):8.1f} ms")
        with Workspace.open(folder) as workspace:
            timed("list every audit", workspace.audits)
            timed("load one audit", lambda: workspace.load("AUD-0"))
            due = timed("everything that is due", lambda: due_in_workspace(workspace, TODAY))
            print(f"{len(due)} promises, the first {due[0].days_late} days late")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else AUDITS)
