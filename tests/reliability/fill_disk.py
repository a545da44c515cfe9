"""Run as a program where a small file system may be mounted: answers until the disk is full, again and again.

    unshare --map-root-user --mount python fill_disk.py WORKSPACE PLACE POINTS

PLACE becomes a file system of two megabytes. Prints one line of JSON for each time it was filled.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from core.audit.errors import WorkspaceError
from core.audit.workspace import Workspace
from questionnaires.answer import Answer

AUDIT, QUESTION = "AUD-2026-0042-M", "MS-05"
SIZE = 2_000_000


def fill(pristine: Path, disk: Path, chance: random.Random) -> dict[str, object]:
    """Save into what little room there is until it is refused, make room, and save once more."""
    folder, ballast = disk / "workspace", disk / "ballast"
    shutil.copytree(pristine, folder)
    ballast.write_bytes(bytes(shutil.disk_usage(disk).free - chance.randrange(8_000, 300_000)))
    saved: list[int] = []
    refused = ""
    with Workspace.open(folder) as workspace:
        while not refused:
            answer = Answer(status="specific", value=len(saved), text="x" * chance.randrange(9_000))
            try:
                workspace.save_answer(AUDIT, QUESTION, answer)
            except WorkspaceError as error:
                refused = str(error)
            else:
                saved.append(len(saved))
        ballast.unlink()
        workspace.save_answer(AUDIT, QUESTION, answer)
        kept = [version.answer.value for version in workspace.history(AUDIT, QUESTION)[1:]]
        chain = workspace.check_changes().problem
    with closing(sqlite3.connect(folder / "workspace.db")) as database:
        integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
    shutil.rmtree(folder)
    return {"saved": [*saved, len(saved)], "kept": kept, "refused": refused, "chain": chain, "integrity": integrity}


def main(pristine: Path, disk: Path, points: int) -> None:
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(disk)], check=True)
    chance = random.Random(20)
    for _ in range(points):
        print(json.dumps(fill(pristine, disk, chance)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
