"""``headwater workspace``: check the workspace, back it up, and put a backup in its place."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.command_line.command import Outcome, Subparsers, UnusableError, add_command

if TYPE_CHECKING:
    from core.audit.restore import Backup

NEWEST = "newest"


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("workspace", help="check the workspace, back it up, restore a backup")
    parts = parser.add_subparsers(dest="part", metavar="check|backup|backups|restore", required=True)
    add_command(
        parts,
        "check",
        run_check,
        summary="read the whole workspace and compare every hash of its change log",
        example="headwater workspace check",
    )
    add_command(parts, "backup", run_backup, summary="make a checked backup now", example="headwater workspace backup")
    add_command(
        parts,
        "backups",
        run_backups,
        summary="list the backups, the newest first",
        example="headwater workspace backups",
    )
    take_back = add_command(
        parts,
        "restore",
        run_restore,
        summary="put a backup in the place of the workspace, whose present state is kept first",
        example="headwater workspace restore newest",
    )
    take_back.add_argument("backup", metavar="BACKUP", help=f"a name from the list of backups, a file, or '{NEWEST}'")


def run_check(_: argparse.Namespace, data_dir: Path) -> Outcome:
    """Whether everything recorded is still as it was recorded; exit code 1 where it is not."""
    from core.audit.workspace import Workspace

    with Workspace.open(data_dir, read_only=True) as workspace:
        report = workspace.check_changes()
    text = f"{report.entries} recorded changes hold"
    text += "." if report.problem is None else f", then {report.problem}; restore the newest backup from before that."
    return Outcome(dataclasses.asdict(report), text, 0 if report.problem is None else 1)


def run_backup(_: argparse.Namespace, data_dir: Path) -> Outcome:
    """Make a backup."""
    from core.audit.workspace import Workspace

    if not (data_dir / "workspace.db").exists():
        raise UnusableError(f"{data_dir}: there is no workspace in this folder yet, so there is nothing to back up.")
    with Workspace.open(data_dir) as workspace:
        backup = workspace.back_up()
    return Outcome({"path": str(backup)}, f"{backup} holds the workspace as it is now.")


def run_backups(_: argparse.Namespace, data_dir: Path) -> Outcome:
    """Every backup with its moment, its size and what it holds."""
    from core.audit.restore import list_backups

    found = list_backups(data_dir)
    data = [
        {
            "path": str(backup.path),
            "made_at": backup.made_at.isoformat(),
            "bytes": backup.size,
            "audits": list(backup.audits),
            "answers": backup.answers,
            "problem": backup.problem,
        }
        for backup in found
    ]
    return Outcome({"backups": data}, "\n".join(map(_line, found)) or f"There are no backups in {data_dir} yet.")


def _line(backup: Backup) -> str:
    holds = backup.problem or f"audits: {len(backup.audits)}, answers with their history: {backup.answers}"
    return f"{backup.path.name:<28} {backup.made_at:%Y-%m-%d %H:%M} UTC  {backup.size / 1e6:6.1f} MB  {holds}"


def run_restore(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Put a backup in the place of the workspace."""
    from core.audit.restore import list_backups, restore

    known = {backup.path.name: backup.path for backup in list_backups(data_dir)}
    if arguments.backup == NEWEST and not known:
        raise UnusableError(f"{data_dir}: there are no backups here yet.")
    named = {NEWEST: next(iter(known.values()), None), **known}.get(arguments.backup) or Path(arguments.backup)
    if not named.is_file():
        raise UnusableError(f"{named}: there is no backup of this name; 'headwater workspace backups' lists them.")
    before = restore(data_dir, named)
    text = f"The workspace is as it was in {named.name}."
    if before is not None:
        text += f" What it was before is kept in {before}."
    return Outcome({"restored": str(named), "before": None if before is None else str(before)}, text)
